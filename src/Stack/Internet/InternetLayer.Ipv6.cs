using NetStack.Bytes;
using NetStack.Internet.Ipv6;

namespace NetStack.Internet;

// IPv6 on the way in: the header, and the chain of extension headers behind it. Source: RFC 8200 §3 and §4.
public sealed partial class InternetLayer
{
    /// <summary>More extension headers than this are an attack. Source: RFC 8504 §5.3.</summary>
    private const int MaxExtensionHeaders = 8;

    private const byte ErroneousField = 0, UnknownNextHeader = 1, UnknownOption = 2; // codes of "parameter problem", RFC 4443 §3.4

    private void ReceiveIpv6(in Arrival arrival, Timestamp now)
    {
        int index = arrival.Interface.Index;
        if (!Ipv6Header.TryParse(arrival.Datagram, out Ipv6Header header, out _) || !TryCut(arrival, header, out Arrival datagram))
        {
            Drop(InternetReasons.Malformed, index, default, default, 0, arrival.Datagram.Length, now);
            return;
        }

        IpAddress source = Addresses.Scoped(header.Source, index), destination = Addresses.Scoped(header.Destination, index);
        if (arrival.IsLoop) // what is looped has kept its scope: it came from this host's own address
            (source, destination) = (KeepScope(source), KeepScope(destination));
        DatagramHead head = new(source, destination, header.NextHeader, header.TrafficClass, header.HopLimit, false, index);
        Addressee addressee = Classify(head.Destination, arrival.Interface);
        if (!IsPossibleSource(datagram, head, addressee)) Drop(InternetReasons.BadSource, datagram, head, now);
        else if (addressee == Addressee.Us && arrival.IsLinkGroup) Drop(InternetReasons.LinkBroadcast, datagram, head, now);
        else if (addressee is Addressee.Other or Addressee.OtherGroup) Forward(datagram, head, addressee, now);
        else ReceiveExtensions(datagram, head, now);
    }

    /// <summary>On the way through the loopback interface a link-local address is one of the interface that has it.</summary>
    private IpAddress KeepScope(in IpAddress address)
    {
        if (!Addresses.IsScoped(address) || _assigned.ContainsKey(address)) return address;
        foreach (HostInterface on in _interfaces)
        {
            IpAddress scoped = Addresses.Scoped(address, on.Index);
            if (_assigned.ContainsKey(scoped)) return scoped;
        }

        return address;
    }

    private static bool TryCut(in Arrival arrival, in Ipv6Header header, out Arrival datagram)
    {
        int length = header.PayloadLength + Ipv6Header.Length;
        if (header.PayloadLength == 0 && arrival.SegmentSize > 0) length = arrival.Datagram.Length;
        datagram = default;
        if (length > arrival.Datagram.Length || length > MaxDatagram + Ipv6Header.Length) return false;
        datagram = arrival.With(arrival.Datagram[..length]);
        return true;
    }

    /// <summary>Goes along the extension headers to the payload. Each is at least eight octets long, so the walk ends.</summary>
    private void ReceiveExtensions(in Arrival arrival, in DatagramHead head, Timestamp now)
    {
        ReadOnlySpan<byte> octets = arrival.Datagram;
        byte next = head.Protocol;
        int at = Ipv6Header.Length, nextAt = 6;
        for (int count = 0; IsExtension(next); count++)
        {
            bool isThere = octets.Length - at >= 8;
            int length = !isThere ? int.MaxValue : next == IpProtocol.Ipv6Fragment ? FragmentHeader.Length : (octets[at + 1] + 1) * 8;
            if (count >= MaxExtensionHeaders || length > octets.Length - at)
            {
                Drop(InternetReasons.BadExtension, arrival, head, now);
                return;
            }

            if (next == IpProtocol.Ipv6Fragment && !IsAtomic(octets[at..]))
            {
                ReassembleIpv6(arrival, head, at, nextAt, now);
                return;
            }

            if (!AcceptExtension(arrival, head, next, at, length, nextAt, now)) return;
            nextAt = at;
            next = octets[at];
            at += length;
        }

        DeliverIpv6(arrival, head with { Protocol = next }, at, nextAt, now);
    }

    private void DeliverIpv6(in Arrival arrival, in DatagramHead head, int at, int nextAt, Timestamp now)
    {
        if (head.Protocol == IpProtocol.Ipv6NoNext) return; // RFC 8200 §4.7: and what follows is ignored
        bool isKnown = head.Protocol == IpProtocol.Icmpv6 || _transports[head.Protocol] is not null;
        if (isKnown)
        {
            Deliver(arrival, head, at, now);
            return;
        }

        Drop(InternetReasons.NoProtocol, arrival, head, now);
        SendError(DeliveryProblem.ProtocolUnreachable, (uint)nextAt, arrival, head, now);
    }

    private static bool IsExtension(byte next) =>
        next is IpProtocol.HopByHop or IpProtocol.Ipv6Route or IpProtocol.Ipv6Fragment or IpProtocol.Ipv6Options;

    private static bool IsAtomic(ReadOnlySpan<byte> octets) =>
        FragmentHeader.TryParse(octets, out FragmentHeader header, out _) && header.IsAtomic;

    /// <summary>What a host does with an extension header, other than to step over it.</summary>
    /// <returns>False when the datagram is dropped.</returns>
    private bool AcceptExtension(
        in Arrival arrival, in DatagramHead head, byte kind, int at, int length, int nextAt, Timestamp now)
    {
        switch (kind)
        {
            case IpProtocol.HopByHop when at != Ipv6Header.Length: // RFC 8200 §4.1: only right behind the IPv6 header
                return Refuse(arrival, head, UnknownNextHeader, nextAt, now);
            case IpProtocol.HopByHop or IpProtocol.Ipv6Options:
                return AcceptOptions(arrival, head, at + 2, at + length, now);
            case IpProtocol.Ipv6Route when arrival.Datagram[at + 3] != 0: // RFC 8200 §4.4, RFC 5095 §3: segments left, no known type
                return Refuse(arrival, head, ErroneousField, at + 2, now);
            default:
                return true;
        }
    }

    /// <summary>Options that a host does not know say themselves what is to be done. Source: RFC 8200 §4.2.</summary>
    private bool AcceptOptions(in Arrival arrival, in DatagramHead head, int at, int end, Timestamp now)
    {
        ReadOnlySpan<byte> octets = arrival.Datagram;
        while (at < end)
        {
            byte type = octets[at];
            int length = type == Ipv6Options.Pad1 ? 1 : at + 1 < end ? octets[at + 1] + 2 : int.MaxValue;
            if (length > end - at) return Refuse(arrival, head, ErroneousField, at, now);
            int action = type is Ipv6Options.Pad1 or Ipv6Options.PadN or Ipv6Options.RouterAlert ? 0 : type >> 6;
            bool tells = action == 2 || (action == 3 && !head.Destination.IsMulticast);
            if (tells) return Refuse(arrival, head, UnknownOption, at, now);
            if (action != 0)
            {
                Drop(InternetReasons.BadExtension, arrival, head, now);
                return false;
            }

            at += length;
        }

        return true;
    }

    private bool Refuse(in Arrival arrival, in DatagramHead head, byte code, int pointer, Timestamp now)
    {
        Drop(InternetReasons.BadExtension, arrival, head, now);
        SendParameterProblem(arrival, head, code, pointer, now);
        return false;
    }
}
