using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.L2tp;

/// <summary>L2TP version 2: a telephone line's PPP, carried in UDP. Source: RFC 2661 §3.1.</summary>
public sealed class L2tpDissector : Dissector
{
    private const ushort Port = 1701;
    private const int FlagOctets = 2, ControlBit = 0x8000, LengthBit = 0x4000, SequenceBit = 0x0800, OffsetBit = 0x0200;
    private static readonly RfcReference Format = Rfc.Section(2661, "3.1");
    private static readonly Field Flags = Field.HexAt("l2tp.flags", 0, 16, FieldType.UInt16, Format);
    private static readonly Field Type = Field.Part(Flags, "l2tp.type", 0, 1, FieldType.UInt16);
    private static readonly Field HasLength = Field.Part(Flags, "l2tp.length_bit", 1, 1, FieldType.Boolean);
    private static readonly Field HasSequence = Field.Part(Flags, "l2tp.seq_bit", 4, 1, FieldType.Boolean);
    private static readonly Field HasOffset = Field.Part(Flags, "l2tp.offset_bit", 6, 1, FieldType.Boolean);
    private static readonly Field Priority = Field.Part(Flags, "l2tp.priority", 7, 1, FieldType.Boolean);
    private static readonly Field Version = Field.Part(Flags, "l2tp.version", 12, 4, FieldType.UInt16);
    private static readonly Field Length = Field.Variable("l2tp.length", FieldType.UInt16, Format);
    private static readonly Field Tunnel = Field.Variable("l2tp.tunnel", FieldType.UInt16, Format);
    private static readonly Field Session = Field.Variable("l2tp.session", FieldType.UInt16, Format);
    private static readonly Field SequenceNumber = Field.Variable("l2tp.Ns", FieldType.UInt16, Format);
    private static readonly Field NextReceived = Field.Variable("l2tp.Nr", FieldType.UInt16, Format);
    private static readonly Field Offset = Field.Variable("l2tp.offset", FieldType.UInt16, Format);
    private static readonly Field Attributes = Field.Variable("l2tp.avp", FieldType.Octets, Rfc.Section(2661, "4.1"));

    /// <summary>The header's fields.</summary>
    public static Protocol Definition { get; } = new("l2tp", "L2TP", "Layer 2 Tunneling Protocol",
    [
        Flags, Type, HasLength, HasSequence, HasOffset, Priority, Version, Length, Tunnel, Session, SequenceNumber, NextReceived,
        Offset, Attributes,
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.UdpPort, Port)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!frame.AddFixed(Definition.FixedFields, octets))
        {
            frame.ReportTooShort(octets, octets.Length, FlagOctets - octets.Length);
            return;
        }

        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(octets.Span);
        int at = FlagOctets;
        if ((flags & 0xF) != 2) return; // version 3 has another header (RFC 3931)
        bool whole = ((flags & LengthBit) == 0 || Add(frame, Length, octets, ref at))
            && Add(frame, Tunnel, octets, ref at) && Add(frame, Session, octets, ref at)
            && ((flags & SequenceBit) == 0 || (Add(frame, SequenceNumber, octets, ref at) && Add(frame, NextReceived, octets, ref at)))
            && ((flags & OffsetBit) == 0 || Add(frame, Offset, octets, ref at));
        if (!whole)
        {
            frame.ReportTooShort(octets, at, 2);
            return;
        }

        if ((flags & OffsetBit) != 0) at += BinaryPrimitives.ReadUInt16BigEndian(octets.Span[(at - 2)..]);
        frame.SetHeaderLength(at);
        if ((flags & ControlBit) == 0) HandOn(frame, octets.From(at));
        else if (at < octets.Length) frame.AddInPlace(Attributes, octets, at, octets.Length - at);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length);
        if (octets.IsEmpty) return;
        writer.Write(octets[0] >> 7 != 0 ? "Control Message"u8 : "Data Message"u8);
    }

    /// <summary>A data message is a PPP frame without its flags and checksum.</summary>
    private static void HandOn(DissectedFrame frame, scoped in Octets payload)
    {
        if (payload.Length > 0 && !frame.TryNext(DissectorTable.LinkType, (uint)LinkType.Ppp, payload)) frame.NextData(payload);
    }

    private static bool Add(DissectedFrame frame, Field field, scoped in Octets octets, ref int at)
    {
        if (octets.Length - at < 2) return false;
        frame.Add(field, octets, at, 2, BinaryPrimitives.ReadUInt16BigEndian(octets.Span[at..]));
        at += 2;
        return true;
    }
}
