using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Internet.Fragments;
using NetStack.Link.Ethernet;
using NetStack.Link.Ppp;
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

    /// <summary>The version is not 4. Argument: the version.</summary>
    public const string BadVersion = "ip.version.bad";

    /// <summary>An option's length is below 2 or beyond the header. Arguments: the option's type, its length.</summary>
    public const string BadOptionLength = "ip.opt.len.bad";

    /// <summary>Fragments overlap and agree. Argument: the frame of the second.</summary>
    public const string FragmentOverlap = "ip.fragment.overlap";

    /// <summary>Fragments overlap and contradict each other. Argument: the frame of the second.</summary>
    public const string FragmentConflict = "ip.fragment.conflict";

    private static readonly Field ChecksumStatusField =
        Field.Generated("ip.checksum.status", FieldType.UInt8, Rfc.Section(791, "3.1"));

    private static readonly Field ChecksumExpected =
        Field.Generated("ip.checksum_calculated", FieldType.UInt16, Rfc.Section(791, "3.1")) with { Base = NumberBase.Hexadecimal };

    private static readonly FragmentFields Reassembly = new("ip", Rfc.Section(791, "3.2"), FieldType.Octets);

    /// <summary>The header's fields, options, and what is known of fragments.</summary>
    public static Protocol Definition { get; } = new("ip", "IPv4", "Internet Protocol Version 4",
        [.. Ipv4Header.Fields, ChecksumStatusField, ChecksumExpected, .. Ipv4Options.Variable, .. Reassembly.All], new Layout("option", Ipv4Options.Start));

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
    [
        (DissectorTable.EtherType, EtherType.Ipv4), (DissectorTable.LinkType, (uint)LinkType.Ipv4),
        (DissectorTable.IpProtocol, IpProtocol.Ipv4), (DissectorTable.PppProtocol, PppNames.Ipv4),
    ];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new FragmentTable();

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!Ipv4Header.TryParse(octets.Span, out Ipv4Header header, out ParseError error))
        {
            DissectWithoutHeader(frame, octets, error);
            return;
        }

        AddHeader(frame, octets, header);
        frame.SetHeaderLength(header.HeaderLength);
        AddChecksumStatus(frame, octets, header);
        if (header.Options.Length > 0)
            Ipv4OptionDissector.Dissect(frame, octets.Slice(Ipv4Header.MinLength, header.Options.Length));
        int length = DatagramLength(frame, octets, header);
        frame.SetLayerLength(length);
        frame.Network = new(header.Source, header.Destination, header.Protocol);
        Octets payload = octets.From(header.HeaderLength);
        int payloadLength = length - header.HeaderLength;
        ReadOnlySpan<byte> captured = payload.Span[..Math.Min(payloadLength, payload.Length)];
        HandOn(frame, new(captured, payload.Source, payload.Start, payloadLength), header);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        if (!Ipv4Header.TryParse(frame.SourceOctets(layer.Source)[layer.Start..], out Ipv4Header header, out _))
        {
            writer.Write("Bogus IPv4 header"u8);
            return;
        }

        writer.Write(header.IsFragment ? "Fragmented IP protocol (proto="u8 : ""u8);
        writer.Write(IpProtocol.Names.GetValueOrDefault(header.Protocol, "Unknown"));
        if (!header.IsFragment) return;
        writer.Write(" "u8);
        writer.WriteDecimal((ulong)header.Protocol);
        writer.Write(", off="u8);
        writer.WriteDecimal((long)header.FragmentOffset);
        writer.Write(", ID="u8);
        writer.WriteHex(header.Identification, 4);
        writer.Write((byte)')');
    }

    /// <summary>Some links hand IPv6 to IPv4's number; a header that cannot be one is shown as far as it makes sense.</summary>
    private static void DissectWithoutHeader(DissectedFrame frame, scoped in Octets octets, ParseError error)
    {
        if (error.Fault == Fault.BadVersion)
        {
            frame.AddFixed([Ipv4Header.Fields[0]], octets);
            frame.Report(Severity.Error, BadVersion, octets, 0, octets[0] >> 4);
            if (octets[0] >> 4 == 6) frame.TryNext(DissectorTable.EtherType, EtherType.Ipv6, octets);
            return;
        }

        bool isShort = error.Fault != Fault.BadLength || error.Needed > error.Available;
        frame.AddFixed(Ipv4Header.Fields, isShort ? octets : octets.Slice(0, 1));
        if (error.Fault == Fault.BadLength)
            frame.Report(Severity.Error, BadHeaderLength, octets, error.At, (octets[0] & 0xF) * 4, error.Available);
        else
            frame.ReportTooShort(octets, error.At, error.Needed - error.Available);
    }

    /// <summary>A total length of 0 was left to the card: what the frame holds stands in its place.</summary>
    private static void AddHeader(DissectedFrame frame, scoped in Octets octets, Ipv4Header header)
    {
        frame.AddFixed(header.TotalLength == 0 ? Ipv4Header.FieldsWithoutLength : Ipv4Header.Fields, octets);
        if (header.TotalLength == 0) frame.Add(Ipv4Header.TotalLengthField, octets, 2, 2, (ulong)octets.ReportedLength);
    }

    /// <summary>How long the datagram is. A total length of 0 comes from a sender whose card cuts up a large segment:
    /// the length did not fit or was left to the card, so the frame's end counts.</summary>
    private static int DatagramLength(DissectedFrame frame, scoped in Octets octets, Ipv4Header header)
    {
        if (header.TotalLength == 0) return octets.ReportedLength;
        if (header.TotalLength >= header.HeaderLength && (header.TotalLength <= octets.ReportedLength || frame.IsQuoted))
            return header.TotalLength; // an ICMP error quotes the beginning only
        frame.Report(Severity.Error, LengthBeyondFrame, octets, 2, header.TotalLength, octets.ReportedLength);
        return Math.Max(header.HeaderLength, Math.Min(header.TotalLength, octets.ReportedLength));
    }

    private void HandOn(DissectedFrame frame, scoped in Octets payload, Ipv4Header header)
    {
        if (!header.IsFragment)
        {
            Next(frame, payload, header.Protocol);
        }
        else if (!CanReassemble(frame, payload, header))
        {
            HandOnAlone(frame, payload, header);
        }
        else if (!TryReassemble(frame, payload, header))
        {
            frame.NextData(payload);
        }
    }

    /// <summary>The first fragment shows the upper layer's header; those that follow are octets from its middle.</summary>
    private static void HandOnAlone(DissectedFrame frame, scoped in Octets payload, Ipv4Header header)
    {
        frame.Network = frame.Network with { IsFragment = true };
        if (header.FragmentOffset == 0) Next(frame, payload, header.Protocol);
        else frame.NextData(payload);
    }

    /// <summary>A fragment that the capture cut, or whose header is damaged, cannot be part of a datagram.</summary>
    private static bool CanReassemble(DissectedFrame frame, scoped in Octets payload, Ipv4Header header)
    {
        DissectionOptions options = frame.Session.Options;
        bool isDamaged = options.CheckIpChecksum && !header.IsChecksumRight;
        return options.DefragmentIpv4 && !frame.IsQuoted && !payload.IsCut && payload.Length > 0 && !isDamaged;
    }

    /// <summary>RFC 791 §3.2: the upper layer gets the whole datagram, in the frame that completes it.</summary>
    private bool TryReassemble(DissectedFrame frame, scoped in Octets payload, Ipv4Header header)
    {
        FragmentKey key = new(header.Source, header.Destination, header.Identification, header.Protocol);
        Fragment fragment = new(frame.Info.Number, header.FragmentOffset, payload.Span.ToArray());
        PartialDatagram? datagram = frame.Session.State<FragmentTable>(this)
            .Add(frame, key, fragment, !header.MoreFragments, out byte[] octets);
        if (datagram is null) return false;
        Octets whole = frame.AddSource("ip.reassembled", octets);
        Reassembly.Add(frame, whole, datagram);
        FragmentFields.Report(frame, payload, datagram, FragmentOverlap, FragmentConflict);
        Next(frame, whole, header.Protocol);
        return true;
    }

    private static void Next(DissectedFrame frame, scoped in Octets payload, byte protocol)
    {
        if (!frame.TryNext(DissectorTable.IpProtocol, protocol, payload)) frame.NextData(payload);
    }

    private static void AddChecksumStatus(DissectedFrame frame, scoped in Octets octets, Ipv4Header header)
    {
        ChecksumStatus status = !frame.Session.Options.CheckIpChecksum ? ChecksumStatus.Unverified
            : header.IsChecksumRight ? ChecksumStatus.Good : ChecksumStatus.Bad;
        frame.AddGenerated(ChecksumStatusField, (ulong)status);
        if (status != ChecksumStatus.Unverified && frame.Wants(ChecksumExpected))
            frame.AddGenerated(ChecksumExpected, header.ExpectedChecksum);
        if (status == ChecksumStatus.Bad && !frame.IsQuoted)
            frame.Report(Severity.Error, BadChecksum, octets, 10, header.Checksum);
    }
}
