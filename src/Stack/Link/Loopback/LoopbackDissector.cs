using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Link.Loopback;

/// <summary>The loopback interface of BSD and macOS: a protocol family, then the packet.
/// Source: tcpdump.org LINKTYPE_NULL and LINKTYPE_LOOP.</summary>
public sealed class LoopbackDissector : Dissector
{
    private const int HeaderLength = 4;

    private static readonly Dictionary<ulong, string> Families = new()
    {
        [2] = "IP", [7] = "OSI", [10] = "IPv6", [23] = "IPX", [24] = "IPv6", [28] = "IPv6", [30] = "IPv6",
    };

    private static readonly Field Family =
        Field.At("null.family", 0, 32, FieldType.UInt32, Rfc.Other("LINKTYPE_NULL")) with { Names = Families };

    private static readonly Field Type = Field.VariableHex("null.type", FieldType.UInt16, Rfc.Other("LINKTYPE_NULL"));

    /// <summary>The protocol family.</summary>
    public static Protocol Definition { get; } = new("null", "Null", "Null/Loopback", [Family, Type]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
        [(DissectorTable.LinkType, (uint)LinkType.Null), (DissectorTable.LinkType, (uint)LinkType.Loop)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (octets.Length < HeaderLength)
        {
            frame.ReportTooShort(octets, octets.Length, HeaderLength - octets.Length);
            return;
        }

        frame.SetHeaderLength(HeaderLength);
        uint family = ReadFamily(octets.Span);
        if (family > byte.MaxValue) frame.Add(Type, octets, 0, HeaderLength, family & ushort.MaxValue);
        else frame.Add(Family, octets, 0, HeaderLength, family);
        HandOn(frame, family, octets.From(HeaderLength));
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) => writer.Write("Loopback"u8);

    /// <summary>The capturing machine's byte order is not recorded; families are small, so the order that gives a small
    /// number is the right one.</summary>
    private static uint ReadFamily(ReadOnlySpan<byte> octets)
    {
        uint little = BinaryPrimitives.ReadUInt32LittleEndian(octets), big = BinaryPrimitives.ReadUInt32BigEndian(octets);
        return Math.Min(little, big);
    }

    /// <summary>The number of IPv6 differs: 24 in NetBSD and OpenBSD, 28 in FreeBSD, 30 in macOS, 10 in Linux.</summary>
    private static void HandOn(DissectedFrame frame, uint family, scoped in Octets payload)
    {
        uint type = family switch
        {
            2 => EtherType.Ipv4,
            10 or 24 or 28 or 30 => EtherType.Ipv6,
            >= EtherType.Minimum and <= ushort.MaxValue => family,
            _ => EtherType.LengthAndLlc,
        };
        if (type == EtherType.LengthAndLlc || !frame.TryNext(DissectorTable.EtherType, type, payload))
            frame.NextData(payload);
    }
}
