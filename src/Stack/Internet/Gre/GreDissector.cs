using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Internet.Gre;

/// <summary>Generic Routing Encapsulation: any EtherType in IP. Version 0 of RFC 2784 and RFC 2890, the routing field of
/// RFC 1701, and version 1 as PPTP uses it (RFC 2637 §4.1).</summary>
public sealed class GreDissector : Dissector
{
    /// <summary>The checksum is wrong. Argument: found.</summary>
    public const string BadChecksum = "gre.checksum.bad";

    private const int FixedLength = 4;
    private const int HasChecksum = 0x8000, HasRouting = 0x4000, HasKey = 0x2000, HasSequence = 0x1000, HasAcknowledgment = 0x80;

    private static readonly Field Flags = Field.HexAt("gre.flags_and_version", 0, 16, FieldType.UInt16, Rfc.Section(2784, "2.1"));

    private static readonly ImmutableArray<Field> Start =
    [
        Flags,
        Field.Part(Flags, "gre.flags.checksum", 0, 1, FieldType.Boolean),
        Field.Part(Flags, "gre.flags.routing", 1, 1, FieldType.Boolean),
        Field.Part(Flags, "gre.flags.key", 2, 1, FieldType.Boolean),
        Field.Part(Flags, "gre.flags.sequence_number", 3, 1, FieldType.Boolean),
        Field.Part(Flags, "gre.flags.strict_source_route", 4, 1, FieldType.Boolean),
        Field.Part(Flags, "gre.flags.recursion_control", 5, 3, FieldType.UInt16),
        Field.Part(Flags, "gre.flags.reserved", 8, 5, FieldType.UInt16),
        Field.Part(Flags, "gre.flags.version", 13, 3, FieldType.UInt16),
        Field.HexAt("gre.proto", 16, 16, FieldType.UInt16, Rfc.Section(2784, "2.4")) with { Names = EtherType.Names },
    ];

    private static readonly Field AcknowledgmentFlag = Field.Variable("gre.flags.ack", FieldType.Boolean, Rfc.Section(2637, "4.1"));
    private static readonly Field Checksum = Field.VariableHex("gre.checksum", FieldType.UInt16, Rfc.Section(2784, "2.5"));
    private static readonly Field Status = Field.Generated("gre.checksum.status", FieldType.UInt8, Rfc.Section(2784, "2.5"));
    private static readonly Field Offset = Field.Variable("gre.offset", FieldType.UInt16, Rfc.Section(1701, "Packet header"));
    private static readonly Field Key = Field.VariableHex("gre.key", FieldType.UInt32, Rfc.Section(2890, "2.1"));
    private static readonly Field PayloadLength = Field.Variable("gre.key.payload_length", FieldType.UInt16, Rfc.Section(2637, "4.1"));
    private static readonly Field CallId = Field.Variable("gre.key.call_id", FieldType.UInt16, Rfc.Section(2637, "4.1"));
    private static readonly Field Sequence = Field.Variable("gre.sequence_number", FieldType.UInt32, Rfc.Section(2890, "2.2"));
    private static readonly Field Acknowledgment = Field.Variable("gre.ack_number", FieldType.UInt32, Rfc.Section(2637, "4.1"));
    private static readonly Field Routing = Field.Variable("gre.routing.information", FieldType.Octets, Rfc.Section(1701, "Routing"));

    /// <summary>Flags and type, and what the flags announce.</summary>
    public static Protocol Definition { get; } = new("gre", "GRE", "Generic Routing Encapsulation",
        [.. Start, AcknowledgmentFlag, Checksum, Status, Offset, Key, PayloadLength, CallId, Sequence, Acknowledgment, Routing]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Gre)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!frame.AddFixed(Start, octets))
        {
            frame.ReportTooShort(octets, octets.Length, FixedLength - octets.Length);
            return;
        }

        int flags = (int)DissectedFrame.ReadBits(octets.Span, 0, 16);
        int at = AddOptional(frame, octets, flags);
        if (at < 0) return;
        frame.SetHeaderLength(at);
        uint type = (uint)DissectedFrame.ReadBits(octets.Span, 16, 16);
        Octets payload = octets.From(at);
        if (payload.ReportedLength > 0 && (type < EtherType.Minimum || !frame.TryNext(DissectorTable.EtherType, type, payload)))
            frame.NextData(payload);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> header = frame.SourceOctets(layer.Source)[layer.Start..];
        if (header.Length < FixedLength) return;
        writer.Write("Encapsulated "u8);
        writer.Write(EtherType.Names.GetValueOrDefault(DissectedFrame.ReadBits(header, 16, 16), "unknown protocol"));
    }

    /// <summary>The parts that flags announce, in the order of the flags.</summary>
    /// <returns>Octets of the header; -1 when it is not whole.</returns>
    private static int AddOptional(DissectedFrame frame, scoped in Octets octets, int flags)
    {
        bool isPptp = (flags & 7) == 1;
        bool hasAcknowledgment = isPptp && (flags & HasAcknowledgment) != 0;
        int needed = FixedLength + ((flags & (HasChecksum | HasRouting)) != 0 ? 4 : 0) + ((flags & HasKey) != 0 ? 4 : 0)
            + ((flags & HasSequence) != 0 ? 4 : 0) + (hasAcknowledgment ? 4 : 0);
        if (needed > octets.Length)
        {
            frame.ReportTooShort(octets, octets.Length, needed - octets.Length);
            return -1;
        }

        int at = FixedLength;
        if ((flags & (HasChecksum | HasRouting)) != 0) at = AddChecksum(frame, octets, (flags & HasChecksum) != 0);
        if ((flags & HasKey) != 0) at = AddKey(frame, octets, at, isPptp);
        if ((flags & HasSequence) != 0) at = AddNumber(frame, Sequence, octets, at, 4);
        if (hasAcknowledgment)
        {
            frame.Add(AcknowledgmentFlag, octets, 1, 1, 1);
            at = AddNumber(frame, Acknowledgment, octets, at, 4);
        }

        return (flags & HasRouting) != 0 ? SkipRouting(frame, octets, at) : at;
    }

    private static int AddChecksum(DissectedFrame frame, scoped in Octets octets, bool isPresent)
    {
        if (isPresent)
        {
            AddNumber(frame, Checksum, octets, FixedLength, 2);
            ChecksumStatus status = octets.IsCut || frame.IsQuoted ? ChecksumStatus.Unverified
                : InternetChecksum.Add(octets.Span) == 0xFFFF ? ChecksumStatus.Good : ChecksumStatus.Bad;
            frame.AddGenerated(Status, (ulong)status);
            if (status == ChecksumStatus.Bad)
                frame.Report(Severity.Error, BadChecksum, octets, FixedLength, (long)DissectedFrame.ReadBits(octets.Span, 32, 16));
        }

        return AddNumber(frame, Offset, octets, FixedLength + 2, 2);
    }

    /// <summary>RFC 2637 §4.1: PPTP splits the key into a length and the call.</summary>
    private static int AddKey(DissectedFrame frame, scoped in Octets octets, int at, bool isPptp)
    {
        int end = AddNumber(frame, Key, octets, at, 4);
        if (!isPptp) return end;
        AddNumber(frame, PayloadLength, octets, at, 2);
        return AddNumber(frame, CallId, octets, at + 2, 2);
    }

    /// <summary>RFC 1701: source route entries up to one of address family and length 0.</summary>
    private static int SkipRouting(DissectedFrame frame, scoped in Octets octets, int at)
    {
        const int EntryHeader = 4;
        int start = at;
        while (at + EntryHeader <= octets.Length)
        {
            int family = (int)DissectedFrame.ReadBits(octets.Span, at * 8, 16), length = octets[at + 3];
            at += EntryHeader + length;
            if (family == 0 && length == 0) break;
        }

        at = Math.Min(at, octets.Length);
        frame.AddInPlace(Routing, octets, start, at - start);
        return at;
    }

    private static int AddNumber(DissectedFrame frame, Field field, scoped in Octets octets, int at, int length)
    {
        frame.Add(field, octets, at, length, DissectedFrame.ReadBits(octets.Span, at * 8, length * 8));
        return at + length;
    }
}
