using NetStack.Bytes;
using NetStack.Link.Ethernet;

namespace NetStack.Internet;

// From a frame to a datagram, and from a datagram to a transport.
public sealed partial class InternetLayer
{
    /// <summary>Receives a frame. Whatever it holds, nothing is thrown: what is wrong is dropped, and an event says so.</summary>
    /// <param name="interface">Where it came in.</param>
    /// <param name="frame">The frame; valid during the call.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such interface.</exception>
    public void Receive(int @interface, in Frame frame, Timestamp now)
    {
        HostInterface from = At(@interface);
        if (!from.IsUp) return;
        if (from.IsEthernet)
        {
            ReceiveEthernet(from, frame, now);
            return;
        }

        ReceiveDatagram(
            new() { Interface = from, Datagram = frame.Octets, Checksum = frame.Checksum, SegmentSize = frame.SegmentSize }, now);
    }

    private void ReceiveEthernet(HostInterface from, in Frame frame, Timestamp now)
    {
        if (!EthernetHeader.TryParse(frame.Octets, out EthernetHeader header, out _))
        {
            Drop(InternetReasons.Malformed, from.Index, default, default, 0, frame.Octets.Length, now);
            return;
        }

        MacAddress destination = header.Destination;
        if (destination != from.Mac && !destination.IsMulticast) return; // a switch floods: not for this host
        ReadOnlySpan<byte> payload = frame.Octets[EthernetHeader.Length..];
        if (header.TypeOrLength == EtherType.Arp) ReceiveArp(from, payload, now);
        if (header.TypeOrLength is not (EtherType.Ipv4 or EtherType.Ipv6)) return;
        ReceiveDatagram(new()
        {
            Interface = from, Datagram = payload, Checksum = frame.Checksum, SegmentSize = frame.SegmentSize,
            IsLinkGroup = destination.IsMulticast,
        }, now);
    }

    private void ReceiveDatagram(in Arrival arrival, Timestamp now)
    {
        switch (arrival.Datagram.IsEmpty ? 0 : arrival.Datagram[0] >> 4)
        {
            case 4:
                ReceiveIpv4(arrival, now);
                break;
            case 6:
                ReceiveIpv6(arrival, now);
                break;
            default:
                Drop(InternetReasons.Malformed, arrival.Interface.Index, default, default, 0, arrival.Datagram.Length, now);
                break;
        }
    }

    /// <summary>Hands a whole datagram for this host to whoever takes its protocol.</summary>
    /// <param name="arrival">The datagram.</param>
    /// <param name="head">What its headers say.</param>
    /// <param name="payloadAt">Where its payload begins.</param>
    /// <param name="now">The time.</param>
    private void Deliver(in Arrival arrival, in DatagramHead head, int payloadAt, Timestamp now)
    {
        ReadOnlySpan<byte> payload = arrival.Datagram[payloadAt..];
        switch (head.Protocol)
        {
            case IpProtocol.Icmp when head.Source.Family == IpFamily.V4:
                ReceiveIcmp(arrival, head, payload, now);
                return;
            case IpProtocol.Icmpv6 when head.Source.Family == IpFamily.V6:
                ReceiveIcmpv6(arrival, head, payload, now);
                return;
            case IpProtocol.Igmp when head.Source.Family == IpFamily.V4:
                ReceiveIgmp(arrival, head, payload, now);
                return;
        }

        if (_transports[head.Protocol] is not { } transport)
        {
            Drop(InternetReasons.NoProtocol, arrival, head, now);
            SendError(DeliveryProblem.ProtocolUnreachable, 0, arrival, head, now);
        }
        else if (!transport.Receive(head, payload, arrival.Checksum, arrival.SegmentSize, now))
        {
            Drop(InternetReasons.NoPort, arrival, head, now);
            SendError(DeliveryProblem.PortUnreachable, 0, arrival, head, now);
        }
    }

    private Addressee Classify(in IpAddress destination, HostInterface from)
    {
        if (destination.IsMulticast) return IsMember(from, destination) ? Addressee.Group : Addressee.OtherGroup;
        if (IsLocal(destination, from.Index)) return Addressee.Us;
        return IsBroadcast(destination, from) ? Addressee.Broadcast : Addressee.Other;
    }

    /// <summary>255.255.255.255, or the last address of a prefix of the interface. Source: RFC 1122 §3.2.1.3(c), (d).</summary>
    private static bool IsBroadcast(in IpAddress address, HostInterface on)
    {
        if (address.Family != IpFamily.V4) return false;
        if (address == Addresses.LimitedBroadcast) return true;
        foreach (AssignedAddress assigned in on.Addresses)
        {
            bool hasBroadcast = assigned.Address.Family == IpFamily.V4 && assigned.PrefixLength <= 30; // RFC 3021 §2.2: not a /31
            if (hasBroadcast && address == Addresses.Broadcast(assigned.Address, assigned.PrefixLength)) return true;
        }

        return false;
    }

    /// <summary>RFC 1122 §3.2.1.3: what cannot be a sender's address, and (RFC 1812 §5.3.7) what cannot come from this link.</summary>
    private bool IsPossibleSource(in Arrival arrival, in DatagramHead head, Addressee addressee)
    {
        if (arrival.IsLoop) return true;
        if (head.Source.IsMulticast || IsBroadcast(head.Source, arrival.Interface)) return false;
        if (Addresses.IsLoopback(head.Source) || Addresses.IsLoopback(head.Destination)) return false;
        if (Addresses.IsUnspecified(head.Source)) // a host that has no address yet: DHCP, IGMP, duplicate address detection
            return head.Source.Family == IpFamily.V6 || addressee is Addressee.Broadcast or Addressee.Group;
        return !IsLocal(head.Source, arrival.Interface.Index);
    }
}
