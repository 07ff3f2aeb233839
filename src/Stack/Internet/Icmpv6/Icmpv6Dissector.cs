using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Internet.Icmp;
using NetStack.Link.Ethernet;

namespace NetStack.Internet.Icmpv6;

/// <summary>ICMPv6: errors, ping, neighbor discovery, multicast listeners. Source: RFC 4443, RFC 4861, RFC 3810.</summary>
public sealed class Icmpv6Dissector : Dissector
{
    /// <summary>The checksum is wrong. Argument: found.</summary>
    public const string BadChecksum = "icmpv6.checksum.bad";

    /// <summary>An option's length is 0 or beyond the message. Arguments: the option's type, its length.</summary>
    public const string BadOptionLength = "icmpv6.opt.length.bad";

    private const int FieldsAt = 4, AddressLength = 16;

    /// <summary>The common fields, and those of each type and option.</summary>
    public static Protocol Definition { get; } = new("icmpv6", "ICMPv6", "Internet Control Message Protocol v6",
        [.. Icmpv6Header.Fields, .. Icmpv6Fields.Variable, .. NeighborOptionFields.Variable],
        [.. Icmpv6Fields.Layouts, .. NeighborOptionFields.Layouts]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Icmpv6)];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new EchoTable();

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (frame.AddFixed(Icmpv6Header.Fields, octets)) AddChecksumStatus(frame, octets);
        if (!Icmpv6Header.TryParse(octets.Span, out Icmpv6Header header, out ParseError error))
        {
            frame.ReportTooShort(octets, error.At, error.Needed - error.Available);
            return;
        }

        if (header.IsError) DissectError(frame, octets, header);
        else if (header.Type is Icmpv6Names.EchoRequest or Icmpv6Names.EchoReply) DissectEcho(frame, octets, header);
        else DissectOther(frame, octets.From(FieldsAt), header.Type);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source)[layer.Start..];
        if (!Icmpv6Header.TryParse(octets, out Icmpv6Header header, out _)) return;
        writer.Write(Icmpv6Names.Types.GetValueOrDefault(header.Type, "Unknown ICMPv6"));
        if (Icmpv6Names.Codes.TryGetValue((header.Type << 8) + header.Code, out string? code))
        {
            writer.Write(" ("u8);
            writer.Write(code);
            writer.Write((byte)')');
        }

        if (header.Type is Icmpv6Names.EchoRequest or Icmpv6Names.EchoReply)
        {
            writer.Write(" id=0x"u8);
            writer.WriteHex(header.Identifier, 4);
            writer.Write(", seq="u8);
            writer.WriteDecimal((ulong)header.Sequence);
        }
        else if (header.Type is Icmpv6Names.NeighborSolicitation or Icmpv6Names.NeighborAdvertisement && octets.Length >= 24)
        {
            writer.Write(header.Type == Icmpv6Names.NeighborSolicitation ? " for "u8 : " "u8);
            writer.WriteIp(IpAddress.Read(octets.Slice(8, AddressLength)));
        }
    }

    /// <summary>RFC 4443 §2.3: the checksum covers a pseudo-header, as UDP's and TCP's do.</summary>
    private static void AddChecksumStatus(DissectedFrame frame, scoped in Octets octets)
    {
        NetworkContext network = frame.Network;
        ChecksumStatus status = ChecksumStatus.Unverified;
        if (!octets.IsCut && !frame.IsQuoted && network.Source.Family == IpFamily.V6)
        {
            ushort pseudo = InternetChecksum.PseudoHeader(network.Source, network.Destination, IpProtocol.Icmpv6, octets.Length);
            status = InternetChecksum.Add(octets.Span, pseudo) == 0xFFFF ? ChecksumStatus.Good : ChecksumStatus.Bad;
        }

        frame.AddGenerated(Icmpv6Fields.ChecksumStatus, (ulong)status);
        if (status == ChecksumStatus.Bad)
            frame.Report(Severity.Error, BadChecksum, octets, 2, (long)DissectedFrame.ReadBits(octets.Span, 16, 16));
    }

    private static void DissectError(DissectedFrame frame, scoped in Octets octets, Icmpv6Header header)
    {
        frame.SetHeaderLength(Icmpv6Header.Length);
        Octets quoted = octets.From(Icmpv6Header.Length);
        switch (header.Type)
        {
            case Icmpv6Names.PacketTooBig:
                frame.Add(Icmpv6Fields.Mtu, octets, FieldsAt, 4, header.Mtu);
                break;
            case Icmpv6Names.ParameterProblem:
                frame.Add(Icmpv6Fields.Pointer, octets, FieldsAt, 4, header.Mtu);
                break;
            case Icmpv6Names.DestinationUnreachable or Icmpv6Names.TimeExceeded:
                frame.AddInPlace(Icmpv6Fields.Reserved, octets, FieldsAt, 4);
                break;
            default:
                frame.AddInPlace(Icmpv6Fields.Data, octets, FieldsAt, octets.Length - FieldsAt);
                return;
        }

        bool hasExtension = header.Type is Icmpv6Names.DestinationUnreachable or Icmpv6Names.TimeExceeded && octets[4] > 0;
        int length = octets[4] * 8; // RFC 4884 §4.4: words of 64 bits
        if (hasExtension && length < quoted.Length) quoted = quoted.Slice(0, length);
        QuotedPacket.Dissect(frame, EtherType.Ipv6, quoted);
    }

    private void DissectEcho(DissectedFrame frame, scoped in Octets octets, Icmpv6Header header)
    {
        frame.SetHeaderLength(Icmpv6Header.Length);
        frame.AddFixed(Icmpv6Fields.EchoLayout, octets.From(FieldsAt));
        if (!frame.IsQuoted) MatchEcho(frame, header);
        frame.NextData(octets.From(Icmpv6Header.Length));
    }

    private void MatchEcho(DissectedFrame frame, Icmpv6Header header)
    {
        EchoTable table = frame.Session.State<EchoTable>(this);
        uint numbers = (uint)header.Identifier << 16 | header.Sequence;
        if (header.Type == Icmpv6Names.EchoRequest)
        {
            table.Ask(frame, numbers);
        }
        else if (table.TryAnswer(frame, numbers, out EchoTable.Answer answer))
        {
            frame.AddGenerated(Icmpv6Fields.ResponseTo, (ulong)answer.Request);
            frame.AddGenerated(Icmpv6Fields.ResponseTime, answer.After);
        }
    }

    /// <summary>Neighbor discovery (RFC 4861 §4.1 to §4.5) and listeners; the rest is shown as octets.</summary>
    private static void DissectOther(DissectedFrame frame, scoped in Octets fields, byte type)
    {
        switch (type)
        {
            case Icmpv6Names.ListenerQuery or Icmpv6Names.ListenerReport or Icmpv6Names.ListenerDone or Icmpv6Names.ListenerReport2:
                ListenerMessages.Dissect(frame, type, fields);
                break;
            case Icmpv6Names.RouterSolicitation:
                frame.AddInPlace(Icmpv6Fields.Reserved, fields, 0, 4);
                NeighborOptions.Dissect(frame, fields.From(4));
                break;
            case Icmpv6Names.RouterAdvertisement:
                frame.AddFixed(Icmpv6Fields.RouterLayout, fields);
                NeighborOptions.Dissect(frame, fields.From(12));
                break;
            case Icmpv6Names.NeighborSolicitation:
                frame.AddInPlace(Icmpv6Fields.Reserved, fields, 0, 4);
                frame.AddInPlace(Icmpv6Fields.SolicitedTarget, fields, 4, AddressLength);
                NeighborOptions.Dissect(frame, fields.From(4 + AddressLength));
                break;
            case Icmpv6Names.NeighborAdvertisement:
                frame.AddFixed(Icmpv6Fields.NeighborFlagsLayout, fields);
                frame.AddInPlace(Icmpv6Fields.AdvertisedTarget, fields, 4, AddressLength);
                NeighborOptions.Dissect(frame, fields.From(4 + AddressLength));
                break;
            case Icmpv6Names.Redirect:
                frame.AddInPlace(Icmpv6Fields.Reserved, fields, 0, 4);
                frame.AddInPlace(Icmpv6Fields.RedirectTarget, fields, 4, AddressLength);
                frame.AddInPlace(Icmpv6Fields.RedirectDestination, fields, 4 + AddressLength, AddressLength);
                NeighborOptions.Dissect(frame, fields.From(4 + (2 * AddressLength)));
                break;
            default:
                frame.AddInPlace(Icmpv6Fields.Data, fields, 0, fields.Length);
                break;
        }
    }
}
