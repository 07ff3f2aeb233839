using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Link.Ppp;
using NetStack.Tracing;

namespace NetStack.Internet.Ipv6;

/// <summary>IPv6: the fixed header. Its extension headers are layers of their own. Source: RFC 8200 §3 and §4.</summary>
public sealed class Ipv6Dissector : Dissector
{
    /// <summary>The payload length is more than the frame holds. Arguments: claimed, there.</summary>
    public const string LengthBeyondFrame = "ipv6.plen.beyond-frame";

    /// <summary>The version is not 6. Argument: the version.</summary>
    public const string BadVersion = "ipv6.version.bad";

    private static readonly Field SourceMac =
        Field.Generated("ipv6.src_slaac_mac", FieldType.Mac, Rfc.Section(4291, "A")) with { Aliases = ["ipv6.slaac_mac"] };

    private static readonly Field DestinationMac =
        Field.Generated("ipv6.dst_slaac_mac", FieldType.Mac, Rfc.Section(4291, "A")) with { Aliases = ["ipv6.slaac_mac"] };

    /// <summary>The header's fields, and those of options, which two extension headers share.</summary>
    public static Protocol Definition { get; } = new("ipv6", "IPv6", "Internet Protocol Version 6",
        [.. Ipv6Header.Fields, SourceMac, DestinationMac, .. Ipv6Options.Variable], new Layout("option", Ipv6Options.Start));

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
    [
        (DissectorTable.EtherType, EtherType.Ipv6), (DissectorTable.LinkType, (uint)LinkType.Ipv6),
        (DissectorTable.IpProtocol, IpProtocol.Ipv6), (DissectorTable.PppProtocol, PppNames.Ipv6),
    ];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!Ipv6Header.TryParse(octets.Span, out Ipv6Header header, out ParseError error))
        {
            DissectWithoutHeader(frame, octets, error);
            return;
        }

        frame.AddFixed(Ipv6Header.Fields, octets);
        frame.SetHeaderLength(Ipv6Header.Length);
        AddMac(frame, SourceMac, octets.Span.Slice(8, 16));
        AddMac(frame, DestinationMac, octets.Span.Slice(24, 16));
        Octets payload = octets.From(Ipv6Header.Length);
        int length = PayloadLength(frame, payload, header);
        frame.SetLayerLength(Ipv6Header.Length + length);
        frame.Network = new(header.Source, header.Destination, header.NextHeader);
        ReadOnlySpan<byte> captured = payload.Span[..Math.Min(length, payload.Length)];
        ExtensionHeader.HandOn(frame, header.NextHeader, new(captured, payload.Source, payload.Start, length));
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source)[layer.Start..];
        if (Ipv6Header.TryParse(octets, out Ipv6Header header, out _))
            writer.Write(IpProtocol.Names.GetValueOrDefault(header.NextHeader, "Unknown"));
        else
            writer.Write("Bogus IPv6 header"u8);
    }

    private static void DissectWithoutHeader(DissectedFrame frame, scoped in Octets octets, ParseError error)
    {
        frame.AddFixed(Ipv6Header.Fields, error.Fault == Fault.BadVersion ? octets.Slice(0, 1) : octets);
        if (error.Fault == Fault.BadVersion)
            frame.Report(Severity.Error, BadVersion, octets, 0, octets[0] >> 4);
        else
            frame.ReportTooShort(octets, error.At, error.Needed - error.Available);
    }

    private static int PayloadLength(DissectedFrame frame, scoped in Octets payload, Ipv6Header header)
    {
        if (header.PayloadLength == 0)
            return JumboLength(payload.Span, header.NextHeader) is int jumbo and > 0 && jumbo <= payload.ReportedLength
                ? jumbo : payload.ReportedLength;
        if (header.PayloadLength <= payload.ReportedLength || frame.IsQuoted) return header.PayloadLength;
        frame.Report(Severity.Error, LengthBeyondFrame, payload, 0, header.PayloadLength, payload.ReportedLength);
        return payload.ReportedLength;
    }

    /// <summary>RFC 2675 §2: a length that does not fit the header stands in the first hop-by-hop option.</summary>
    private static int JumboLength(ReadOnlySpan<byte> payload, byte nextHeader) =>
        nextHeader == IpProtocol.HopByHop && payload.Length >= 8 && payload[2] == Ipv6Options.Jumbo && payload[3] == 4
            ? (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(payload[4..]), int.MaxValue) : 0;

    /// <summary>RFC 4291 Appendix A: an interface made its identifier of its MAC address by putting ff:fe in the middle
    /// and inverting the U/L bit.</summary>
    private static void AddMac(DissectedFrame frame, Field field, ReadOnlySpan<byte> address)
    {
        if (address[11] != 0xFF || address[12] != 0xFE || (address[8] & 0x02) == 0 || !frame.Wants(field)) return;
        ulong identifier = BinaryPrimitives.ReadUInt64BigEndian(address[8..]) ^ 0x0200_0000_0000_0000;
        frame.AddGenerated(field, (identifier >> 40 << 24) | (identifier & 0xFFFFFF));
    }
}
