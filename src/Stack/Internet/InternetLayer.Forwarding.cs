using NetStack.Bytes;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;

namespace NetStack.Internet;

// Datagrams for others: what makes a host a router. Source: RFC 1812 §5.2, RFC 8200 §3.
public sealed partial class InternetLayer
{
    private void Forward(in Arrival arrival, in DatagramHead head, Addressee addressee, Timestamp now)
    {
        if (!MayForward(arrival, head, addressee))
        {
            Drop(InternetReasons.NotForUs, arrival, head, now);
        }
        else if (head.HopLimit <= 1)
        {
            Drop(InternetReasons.HopLimit, arrival, head, now);
            SendError(DeliveryProblem.HopLimitExceeded, 0, arrival, head, now);
        }
        else if (!TryFindNextHop(head.Destination, 0, out HostInterface? through, out IpAddress nextHop))
        {
            Drop(InternetReasons.NoRoute, arrival, head, now);
            SendError(DeliveryProblem.NetworkUnreachable, 0, arrival, head, now);
        }
        else if (IsBroadcast(head.Destination, through)) // RFC 2644: a broadcast on another link is an amplifier
        {
            Drop(InternetReasons.NotForUs, arrival, head, now);
        }
        else
        {
            ForwardOn(arrival, head, new(through, head.Source, head.Destination, nextHop, through.MtuFor(head.Source.Family), false), now);
        }
    }

    /// <summary>RFC 1812 §5.2.1.2 and §5.3.4, RFC 4291 §2.5.6: what was for one link stays there; groups would need a
    /// multicast routing protocol.</summary>
    private bool MayForward(in Arrival arrival, in DatagramHead head, Addressee addressee) =>
        _options.Forwarding && addressee == Addressee.Other && !arrival.IsLoop && !arrival.IsLinkGroup
        && !Addresses.IsUnspecified(head.Source) && !Addresses.IsUnspecified(head.Destination)
        && !Addresses.IsLinkLocal(head.Source) && !Addresses.IsLinkLocal(head.Destination);

    private void ForwardOn(in Arrival arrival, in DatagramHead head, in Way way, Timestamp now)
    {
        ReadOnlySpan<byte> datagram = arrival.Datagram;
        bool isIpv4 = head.Source.Family == IpFamily.V4, isSuper = arrival.SegmentSize > 0;
        bool fits = isSuper ? Takes(way, Offload.SuperSegments) : datagram.Length <= way.Mtu;
        if (!fits && !(isIpv4 && head.MayFragment && !isSuper))
        {
            Drop(InternetReasons.TooBig, arrival, head, now);
            SendError(DeliveryProblem.TooBig, (uint)way.Mtu, arrival, head, now);
            return;
        }

        int headerLength = isIpv4 ? (datagram[0] & 0xF) * 4 : Ipv6Header.Length;
        Span<byte> header = stackalloc byte[Ipv4Header.MaxLength];
        header = header[..headerLength];
        datagram[..headerLength].CopyTo(header);
        if (isIpv4) Ipv4Header.WriteNextHop(header);
        else Ipv6Header.WriteNextHop(header);
        if (!fits) CutIpv4(header, datagram[headerLength..], way, now);
        else PassOn(header, datagram[headerLength..], arrival, head, way, now);
    }

    private void PassOn(
        ReadOnlySpan<byte> header, ReadOnlySpan<byte> data, in Arrival arrival, in DatagramHead head, in Way way, Timestamp now)
    {
        _fragment.Clear();
        data.CopyTo(_fragment.Append(data.Length));
        (_fragment.Checksum, _fragment.SegmentSize) = (arrival.Checksum, arrival.SegmentSize);
        if (arrival.Checksum == ChecksumState.Partial && !Takes(way, Offload.PartialChecksums)) CompleteChecksum(_fragment, head.Protocol);
        header.CopyTo(_fragment.Prepend(header.Length));
        if (Transmit(_fragment, way, now) == SendResult.Dropped) Drop(InternetReasons.QueueFull, arrival, head, now);
    }
}
