using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Icmp;

/// <summary>What routers append to the quoted packet: objects such as the MPLS labels that it had.
/// Source: RFC 4884 §7, RFC 4950 §3.</summary>
internal static class IcmpExtensions
{
    private const int HeaderLength = 4, ObjectHeaderLength = 4, LabelLength = 4;
    private const byte Version = 2, MplsLabels = 1;
    private static readonly RfcReference Header = Rfc.Section(4884, "7");
    private static readonly RfcReference Label = Rfc.Section(4950, "3");

    private static readonly Field Node = Field.Variable("icmp.ext", FieldType.None, Header);
    private static readonly Field Status = Field.Generated("icmp.ext.checksum.status", FieldType.UInt8, Header);
    private static readonly Field Data = Field.Variable("icmp.ext.data", FieldType.Octets, Header);

    private static readonly ImmutableArray<Field> HeaderFields =
    [
        Field.At("icmp.ext.version", 0, 4, FieldType.UInt8, Header),
        Field.HexAt("icmp.ext.res", 4, 12, FieldType.UInt16, Header),
        Field.HexAt("icmp.ext.checksum", 16, 16, FieldType.UInt16, Header),
    ];

    private static readonly ImmutableArray<Field> ObjectFields =
    [
        Field.At("icmp.ext.length", 0, 16, FieldType.UInt16, Header),
        Field.At("icmp.ext.class", 16, 8, FieldType.UInt8, Header),
        Field.At("icmp.ext.ctype", 24, 8, FieldType.UInt8, Header),
    ];

    private static readonly ImmutableArray<Field> LabelFields =
    [
        Field.At("icmp.mpls.label", 0, 20, FieldType.UInt24, Label),
        Field.At("icmp.mpls.exp", 20, 3, FieldType.UInt24, Label),
        Field.At("icmp.mpls.s", 23, 1, FieldType.Boolean, Label),
        Field.At("icmp.mpls.ttl", 24, 8, FieldType.UInt8, Label),
    ];

    /// <summary>The fields without a fixed place.</summary>
    public static ImmutableArray<Field> Variable { get; } = [Node, Status, Data];

    /// <summary>Header, object, and an object's MPLS label.</summary>
    public static ImmutableArray<Layout> Layouts { get; } =
        [new("extension header", HeaderFields), new("extension object", ObjectFields), new("MPLS label", LabelFields)];

    /// <summary>True when octets begin with an extension header: version 2 and a checksum that is right. Routers of old
    /// gave no length, so that only this tells. Source: RFC 4884 §5.5.</summary>
    public static bool IsAt(ReadOnlySpan<byte> octets) =>
        octets.Length >= HeaderLength && octets[0] >> 4 == Version && InternetChecksum.Add(octets) == 0xFFFF;

    /// <summary>Adds header and objects.</summary>
    public static void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        int node = frame.Open(Node, octets, 0, octets.Length);
        if (!frame.AddFixed(HeaderFields, octets))
        {
            frame.ReportTooShort(octets, octets.Length, HeaderLength - octets.Length);
            frame.Close(node);
            return;
        }

        ChecksumStatus status = octets.IsCut ? ChecksumStatus.Unverified
            : InternetChecksum.Add(octets.Span) == 0xFFFF ? ChecksumStatus.Good : ChecksumStatus.Bad;
        frame.AddGenerated(Status, (ulong)status);
        for (int at = HeaderLength; at < octets.Length;)
        {
            int used = DissectObject(frame, octets.From(at));
            if (used == 0) break;
            at += used;
        }

        frame.Close(node);
    }

    /// <returns>Octets of the object; 0 when it is not whole.</returns>
    private static int DissectObject(DissectedFrame frame, scoped in Octets octets)
    {
        int length = frame.AddFixed(ObjectFields, octets) ? (int)DissectedFrame.ReadBits(octets.Span, 0, 16) : 0;
        if (length < ObjectHeaderLength || length > octets.Length)
        {
            frame.ReportTooShort(octets, octets.Length, Math.Max(1, length - octets.Length));
            return 0;
        }

        if (octets[2] == MplsLabels)
        {
            for (int at = ObjectHeaderLength; at + LabelLength <= length; at += LabelLength)
                frame.AddFixed(LabelFields, octets.Slice(at, LabelLength));
        }
        else if (length > ObjectHeaderLength)
        {
            frame.AddInPlace(Data, octets, ObjectHeaderLength, length - ObjectHeaderLength);
        }

        return length;
    }
}
