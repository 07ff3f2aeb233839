using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Ipv6;

/// <summary>Routing headers: the stops on the way. Source: RFC 8200 §4.4; type 0 RFC 5095, type 2 RFC 6275 §6.4, type 4
/// (segment routing) RFC 8754 §2.</summary>
public sealed class RoutingDissector : Dissector
{
    /// <summary>A type that nodes must no longer obey: it let packets be sent round and round. Source: RFC 5095.</summary>
    public const string Deprecated = "ipv6.routing.deprecated";

    /// <summary>More segments are left than the header has room for. Arguments: left, room.</summary>
    public const string BadSegmentsLeft = "ipv6.routing.segleft.bad";

    private const int FixedLength = 8, AddressLength = 16;
    private const byte SourceRoute = 0, MobileIpv6 = 2, SegmentRouting = 4;

    private static readonly RfcReference Format = Rfc.Section(8200, "4.4");
    private static readonly Dictionary<ulong, string> Types = new()
    {
        [SourceRoute] = "Source Route", [1] = "Nimrod", [MobileIpv6] = "Type 2 Routing", [3] = "RPL Source Route",
        [SegmentRouting] = "Segment Routing", [5] = "CRH-16", [6] = "CRH-32",
    };

    private static readonly Field LengthInOctets = Field.Generated("ipv6.routing.len_oct", FieldType.UInt16, Format);
    private static readonly Field Reserved = Field.Variable("ipv6.routing.src.reserved", FieldType.Octets, Rfc.Section(2460, "4.4"));
    private static readonly Field Address = Field.Variable("ipv6.routing.src.addr", FieldType.Ipv6, Rfc.Section(2460, "4.4"));
    private static readonly Field MobileReserved = Field.Variable("ipv6.routing.mipv6.reserved", FieldType.Octets, Rfc.Section(6275, "6.4"));
    private static readonly Field HomeAddress = Field.Variable("ipv6.routing.mipv6.home_address", FieldType.Ipv6, Rfc.Section(6275, "6.4"));
    private static readonly Field Segment = Field.Variable("ipv6.routing.srh.addr", FieldType.Ipv6, Rfc.Section(8754, "2"));
    private static readonly Field Unknown = Field.Variable("ipv6.routing.unknown_data", FieldType.Octets, Format);

    private static readonly ImmutableArray<Field> Start =
    [
        Field.At("ipv6.routing.nxt", 0, 8, FieldType.UInt8, Format) with { Names = IpProtocol.Names },
        Field.At("ipv6.routing.len", 8, 8, FieldType.UInt8, Format),
        Field.At("ipv6.routing.type", 16, 8, FieldType.UInt8, Format) with { Names = Types },
        Field.At("ipv6.routing.segleft", 24, 8, FieldType.UInt8, Format),
    ];

    private static readonly ImmutableArray<Field> SegmentFields =
    [
        Field.At("ipv6.routing.srh.last_entry", 0, 8, FieldType.UInt8, Rfc.Section(8754, "2")),
        Field.HexAt("ipv6.routing.srh.flags", 8, 8, FieldType.UInt8, Rfc.Section(8754, "2")),
        Field.At("ipv6.routing.srh.tag", 16, 16, FieldType.Octets, Rfc.Section(8754, "2")),
    ];

    /// <summary>What all types have, and what each adds.</summary>
    public static Protocol Definition { get; } = new("ipv6.routing", "IPv6", "Routing Header for IPv6",
        [.. Start, LengthInOctets, Reserved, Address, MobileReserved, HomeAddress, Segment, Unknown],
        new Layout("segment routing, from the fifth octet", SegmentFields));

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override bool HasSummary => false;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Ipv6Route)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(Start, octets);
        if (!ExtensionHeader.TryLength(frame, octets, out int length)) return;
        frame.SetHeaderLength(length);
        frame.AddGenerated(LengthInOctets, (ulong)length);
        DissectStops(frame, octets.Slice(0, length));
        ExtensionHeader.HandOn(frame, octets[0], octets.From(length));
    }

    private static void DissectStops(DissectedFrame frame, scoped in Octets header)
    {
        byte type = header[2];
        switch (type)
        {
            case SourceRoute:
                frame.Report(Severity.Note, Deprecated, header, 2);
                frame.AddInPlace(Reserved, header, 4, 4);
                AddAddresses(frame, header, Address, lastIsFinal: true);
                break;
            case MobileIpv6:
                frame.AddInPlace(MobileReserved, header, 4, 4);
                AddAddresses(frame, header, HomeAddress, lastIsFinal: true);
                break;
            case SegmentRouting:
                frame.AddFixed(SegmentFields, header.From(4));
                AddAddresses(frame, header, Segment, lastIsFinal: false);
                break;
            default:
                frame.AddInPlace(Unknown, header, 4, header.Length - 4);
                break;
        }
    }

    /// <summary>The final destination is the last address, or with segment routing (RFC 8754 §2.1, listed from the end)
    /// the first; while segments are left, checksums are made with it (RFC 8200 §8.1).</summary>
    private static void AddAddresses(DissectedFrame frame, scoped in Octets header, Field field, bool lastIsFinal)
    {
        int room = (header.Length - FixedLength) / AddressLength;
        if (!lastIsFinal) room = Math.Min(room, header[4] + 1);
        for (int i = 0; i < room; i++)
            frame.AddInPlace(field, header, FixedLength + (i * AddressLength), AddressLength);
        int left = header[3];
        if (left > room) frame.Report(Severity.Error, BadSegmentsLeft, header, 3, left, room);
        if (left == 0 || room == 0) return;
        int final = FixedLength + (lastIsFinal ? (room - 1) * AddressLength : 0);
        frame.Network = frame.Network with { Destination = IpAddress.Read(header.Span.Slice(final, AddressLength)) };
    }
}
