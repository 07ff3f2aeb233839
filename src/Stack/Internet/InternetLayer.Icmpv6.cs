using NetStack.Bytes;
using NetStack.Internet.Icmp;
using NetStack.Internet.Icmpv6;
using NetStack.Internet.Ipv6;
using NetStack.Link.Ethernet;

namespace NetStack.Internet;

// ICMPv6 on the way in, and Neighbor Discovery's questions and answers. Source: RFC 4443, RFC 4861 §7.
public sealed partial class InternetLayer
{
    private const int SolicitationLength = 24, LinkAddressOptionLength = 8, TargetAt = 8;
    private const byte DiscoveryHopLimit = 255; // RFC 4861 §7.1: what has passed a router is not a neighbor's
    private const uint RouterFlag = 0x8000_0000, SolicitedFlag = 0x4000_0000, OverrideFlag = 0x2000_0000;

    private void ReceiveIcmpv6(in Arrival arrival, in DatagramHead head, ReadOnlySpan<byte> message, Timestamp now)
    {
        if (!Icmpv6Header.TryParse(message, out Icmpv6Header header, out _))
        {
            Drop(InternetReasons.Malformed, arrival, head, now);
            return;
        }

        ushort pseudo = InternetChecksum.PseudoHeader(head.Source, head.Destination, IpProtocol.Icmpv6, message.Length);
        if (InternetChecksum.Add(message, pseudo) != 0xFFFF)
        {
            Drop(InternetReasons.BadChecksum, arrival, head, now);
            return;
        }

        ReadOnlySpan<byte> body = message[Icmpv6Header.Length..];
        switch (header.Type)
        {
            case Icmpv6Names.EchoRequest when !Addresses.IsUnspecified(head.Source):
                IpAddress from = head.Destination.IsMulticast ? default : head.Destination; // RFC 4443 §4.2
                AnswerEcho(head, Icmpv6Names.EchoReply, from, header.Identifier, header.Sequence, body, now);
                break;
            case Icmpv6Names.EchoReply:
                _echoListener?.ReceiveEcho(head, header.Identifier, header.Sequence, body, now);
                break;
            case >= Icmpv6Names.ListenerQuery and <= Icmpv6Names.ListenerDone:
                ReceiveListenerMessage(arrival, head, message, now);
                break;
            case >= Icmpv6Names.RouterSolicitation and <= Icmpv6Names.Redirect:
                ReceiveDiscovery(arrival, head, message, now);
                break;
            default:
                if (ErrorCodes.TryReadV6(header.Type, header.Code, out DeliveryProblem problem))
                    ReceiveError(problem, problem == DeliveryProblem.TooBig ? header.Mtu : 0, arrival, head, body, now);
                break;
        }
    }

    /// <summary>RFC 4861 §6.1 and §7.1: what all messages of Neighbor Discovery have to satisfy. Redirects are ignored: a
    /// neighbor must not lead this host's traffic elsewhere.</summary>
    private void ReceiveDiscovery(in Arrival arrival, in DatagramHead head, ReadOnlySpan<byte> message, Timestamp now)
    {
        byte type = message[0];
        int optionsAt = type switch { Icmpv6Names.RouterSolicitation => 8, Icmpv6Names.RouterAdvertisement => 16, _ => SolicitationLength };
        bool isValid = arrival.Interface.IsEthernet && head.HopLimit == DiscoveryHopLimit && message[1] == 0
            && message.Length >= optionsAt && NeighborOptionReader.AreValid(message[optionsAt..]);
        if (!isValid)
        {
            Drop(InternetReasons.Malformed, arrival, head, now);
            return;
        }

        ReadOnlySpan<byte> options = message[optionsAt..];
        if (type == Icmpv6Names.NeighborSolicitation) ReceiveNeighborSolicitation(arrival, head, message, options, now);
        else if (type == Icmpv6Names.NeighborAdvertisement) ReceiveNeighborAdvertisement(arrival, head, message, options, now);
        else if (type == Icmpv6Names.RouterAdvertisement) ReceiveRouterAdvertisement(arrival, head, message, now);
    }

    /// <summary>RFC 4861 §7.2.3 and §7.2.4; RFC 4862 §5.4.3 for an address that is still tentative.</summary>
    private void ReceiveNeighborSolicitation(
        in Arrival arrival, in DatagramHead head, ReadOnlySpan<byte> message, ReadOnlySpan<byte> options, Timestamp now)
    {
        HostInterface from = arrival.Interface;
        IpAddress target = Addresses.Scoped(IpAddress.Read(message.Slice(TargetAt, 16)), from.Index);
        if (!_assigned.TryGetValue(target, out AssignedAddress? assigned) || assigned.Interface != from.Index) return;
        bool isProbe = Addresses.IsUnspecified(head.Source);
        if (assigned.State == AddressState.Tentative && isProbe) ReportConflict(assigned, now);
        if (!assigned.IsUsable) return;
        MacAddress mac = NeighborOptionReader.FindLinkAddress(options, NeighborOptionFields.SourceLinkAddress);
        if (isProbe && (mac != default || !head.Destination.IsMulticast)) return; // RFC 4861 §7.1.1
        if (!isProbe && mac != default && !mac.IsMulticast) _neighbors.Mention(from.Index, head.Source, mac, mayCreate: true, now);
        IpAddress destination = isProbe ? Addresses.AllNodes : head.Source;
        uint flags = OverrideFlag | (isProbe ? 0 : SolicitedFlag) | (_options.Forwarding ? RouterFlag : 0);
        MacAddress linkDestination = isProbe ? Addresses.GroupMac(destination) : mac;
        SendDiscovery(from, Icmpv6Names.NeighborAdvertisement, flags, target, NeighborOptionFields.TargetLinkAddress,
            target, destination, linkDestination, now);
    }

    /// <summary>RFC 4861 §7.2.5.</summary>
    private void ReceiveNeighborAdvertisement(
        in Arrival arrival, in DatagramHead head, ReadOnlySpan<byte> message, ReadOnlySpan<byte> options, Timestamp now)
    {
        HostInterface from = arrival.Interface;
        IpAddress target = Addresses.Scoped(IpAddress.Read(message.Slice(TargetAt, 16)), from.Index);
        bool isSolicited = (message[4] & 0x40) != 0, overrides = (message[4] & 0x20) != 0;
        if (target.IsMulticast || (head.Destination.IsMulticast && isSolicited)) return; // RFC 4861 §7.1.2
        bool isOurs = _assigned.TryGetValue(target, out AssignedAddress? assigned) && assigned.Interface == from.Index;
        if (isOurs && assigned!.State != AddressState.Duplicate)
        {
            ReportConflict(assigned, now);
            return;
        }

        MacAddress mac = NeighborOptionReader.FindLinkAddress(options, NeighborOptionFields.TargetLinkAddress);
        if (mac.IsMulticast) return;
        _neighbors.Advertise(from.Index, target, mac, isSolicited, overrides, now);
        if ((message[4] & 0x80) == 0) ForgetRouter(from, target);
    }

    private void SendNeighborSolicitation(
        HostInterface through, in IpAddress source, in IpAddress target, MacAddress known, Timestamp now)
    {
        IpAddress destination = known == default ? Addresses.SolicitedNode(target) : target;
        byte option = Addresses.IsUnspecified(source) ? (byte)0 : NeighborOptionFields.SourceLinkAddress; // RFC 4861 §4.3
        MacAddress link = known == default ? Addresses.GroupMac(destination) : known;
        SendDiscovery(through, Icmpv6Names.NeighborSolicitation, 0, target, option, source, destination, link, now);
    }

    /// <summary>Sends a solicitation or an advertisement, with this host's link address in an option unless that is 0. Where the
    /// receiver's link address is not known, its neighbor entry finds it.</summary>
    private void SendDiscovery(HostInterface through, byte type, uint flags, in IpAddress target, byte option,
        in IpAddress source, in IpAddress destination, MacAddress link, Timestamp now)
    {
        if (!through.IsUp || !through.IsEthernet) return;
        int length = SolicitationLength + (option == 0 ? 0 : LinkAddressOptionLength);
        _solicitation.Clear();
        Span<byte> message = _solicitation.Append(length);
        Icmpv6Header.Write(message, type, 0, flags);
        target.Write(message[TargetAt..]);
        if (option != 0) WriteLinkAddress(message[SolicitationLength..], option, through.Mac);
        Icmpv6Header.WriteChecksum(message, source, destination);
        SendOnLink(through, source, destination, link, length, now);
    }

    private static void WriteLinkAddress(Span<byte> octets, byte option, MacAddress mac)
    {
        (octets[0], octets[1]) = (option, 1); // RFC 4861 §4.6.1: the length counts in eights
        mac.Write(octets[2..]);
    }

    private void SendOnLink(
        HostInterface through, in IpAddress source, in IpAddress destination, MacAddress link, int length, Timestamp now)
    {
        Ipv6Header.Write(_solicitation.Prepend(Ipv6Header.Length), 0, 0, (ushort)length, IpProtocol.Icmpv6, DiscoveryHopLimit,
            source, destination);
        if (link != default || _neighbors.TryResolve(through.Index, destination, now, out link))
            SendEthernet(through, _solicitation, link, EtherType.Ipv6, now);
        else _neighbors.Hold(through.Index, destination, new(_solicitation.Octets), now);
    }
}
