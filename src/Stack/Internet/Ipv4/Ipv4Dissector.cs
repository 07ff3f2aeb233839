using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Internet.Ipv4;

/// <summary>IPv4. Source: RFC 791 §3.1.</summary>
public sealed class Ipv4Dissector : Dissector
{
    /// <summary>The header's checksum is wrong. Arguments: found, expected.</summary>
    public const string BadChecksum = "ip.checksum.bad";

    /// <summary>The total length is more than the frame holds. Arguments: claimed, there.</summary>
    public const string LengthBeyondFrame = "ip.len.beyond-frame";

    /// <summary>A header length below 20 octets or beyond the datagram. Arguments: claimed, there.</summary>
    public const string BadHeaderLength = "ip.hdr_len.bad";

    private static readonly Field ChecksumStatusField =
        Field.Generated("ip.checksum.status", FieldType.UInt8, Rfc.Section(791, "3.1"));

    /// <summary>The header's fields.</summary>
    public static Protocol Definition { get; } =
        new("ip", "IPv4", "Internet Protocol Version 4", [.. Ipv4Header.Fields, ChecksumStatusField]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
    [
        (DissectorTable.EtherType, EtherType.Ipv4), (DissectorTable.LinkType, (uint)LinkType.Ipv4),
        (DissectorTable.IpProtocol, IpProtocol.Ipv4), (DissectorTable.PppProtocol, 0x0021),
    ];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(Ipv4Header.Fields, octets);
        if (!Ipv4Header.TryParse(octets.Span, out Ipv4Header header, out ParseError error))
        {
            if (error.Fault == Fault.BadLength)
                frame.Report(Severity.Error, BadHeaderLength, octets, error.At, error.Needed, error.Available);
            else
                frame.ReportTooShort(octets, error.At, error.Needed - error.Available);
            return;
        }

        frame.SetHeaderLength(header.HeaderLength);
        AddChecksumStatus(frame, octets, header);
        int length = DatagramLength(frame, octets, header);
        frame.SetLayerLength(length);
        frame.Network = new(header.Source, header.Destination, header.Protocol);
        Octets payload = octets.Slice(header.HeaderLength, length - header.HeaderLength);
        if (header.FragmentOffset > 0 || !frame.TryNext(DissectorTable.IpProtocol, header.Protocol, payload))
            frame.NextData(payload);
    }

    /// <summary>How long the datagram is. A total length of 0 comes from a sender whose card cuts up a large segment:
    /// the length did not fit or was left to the card, so the frame's end counts.</summary>
    private static int DatagramLength(DissectedFrame frame, scoped in Octets octets, Ipv4Header header)
    {
        if (header.TotalLength == 0) return octets.ReportedLength;
        if (header.TotalLength < header.HeaderLength || header.TotalLength > octets.ReportedLength)
        {
            frame.Report(Severity.Error, LengthBeyondFrame, octets, 2, header.TotalLength, octets.ReportedLength);
            return Math.Max(header.HeaderLength, Math.Min(header.TotalLength, octets.ReportedLength));
        }

        return header.TotalLength;
    }

    private static void AddChecksumStatus(DissectedFrame frame, scoped in Octets octets, Ipv4Header header)
    {
        ChecksumStatus status = !frame.Session.Options.CheckIpChecksum || frame.IsQuoted ? ChecksumStatus.Unverified
            : header.IsChecksumRight ? ChecksumStatus.Good : ChecksumStatus.Bad;
        frame.AddGenerated(ChecksumStatusField, (ulong)status);
        if (status == ChecksumStatus.Bad)
            frame.Report(Severity.Error, BadChecksum, octets, 10, header.Checksum);
    }
}
