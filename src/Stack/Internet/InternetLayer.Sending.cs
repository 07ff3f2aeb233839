using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;
using NetStack.Link.Ethernet;

namespace NetStack.Internet;

// From a transport's payload to a frame.
public sealed partial class InternetLayer
{
    private uint _identifications;

    /// <inheritdoc/>
    public SendResult Send(PacketBuffer payload, in DatagramHead head, Timestamp now) =>
        TryFindWay(head.Destination, head.Source, head.Interface, out Way way) ? SendOn(payload, head, way, now) : SendResult.NoRoute;

    private SendResult SendOn(PacketBuffer payload, in DatagramHead head, in Way way, Timestamp now)
    {
        if (!way.Out.IsUp) return SendResult.Dropped;
        bool isIpv4 = way.Destination.Family == IpFamily.V4, isSuper = payload.SegmentSize > 0;
        int length = payload.Length + (isIpv4 ? Ipv4Header.MinLength : Ipv6Header.Length);
        bool fits = isSuper ? Takes(way, Offload.SuperSegments) : length <= way.Mtu;
        if (length > MaxDatagram + (isIpv4 ? 0 : Ipv6Header.Length)) return SendResult.TooBig;
        if (!fits && (isSuper || !head.MayFragment)) return SendResult.TooBig;
        if (payload.Checksum == ChecksumState.Partial && !(fits && Takes(way, Offload.PartialChecksums)))
            CompleteChecksum(payload, head.Protocol);
        if (!fits) return isIpv4 ? SendFragmentsIpv4(payload, head, way, now) : SendFragmentsIpv6(payload, head, way, now);
        if (isIpv4) WriteIpv4(payload, head, way);
        else WriteIpv6(payload, head, way);
        return Transmit(payload, way, now);
    }

    /// <summary>A datagram that stays in the host needs no work done: its octets cannot be damaged on the way.</summary>
    private static bool Takes(in Way way, Offload work) => way.IsLocal || (way.Out.Offload & work) != 0;

    private void WriteIpv4(PacketBuffer payload, in DatagramHead head, in Way way)
    {
        int length = payload.Length + Ipv4Header.MinLength;
        // RFC 6864 §4.1: an atomic datagram's identification means nothing, so it tells nothing either
        ushort identification = head.MayFragment ? unchecked((ushort)NextIdentification(way, head.Protocol)) : (ushort)0;
        Ipv4Header.Write(payload.Prepend(Ipv4Header.MinLength), head.TrafficClass, (ushort)length, identification,
            !head.MayFragment, HopLimitFor(head, way), head.Protocol, way.Source, way.Destination);
    }

    private void WriteIpv6(PacketBuffer payload, in DatagramHead head, in Way way) =>
        Ipv6Header.Write(payload.Prepend(Ipv6Header.Length), head.TrafficClass, 0, (ushort)(payload.Length - Ipv6Header.Length),
            head.Protocol, HopLimitFor(head, way), way.Source, way.Destination);

    /// <summary>RFC 1112 §6.1: what goes to a group stays on the link unless the sender says otherwise.</summary>
    private byte HopLimitFor(in DatagramHead head, in Way way) =>
        head.HopLimit > 0 ? head.HopLimit : way.Destination.IsMulticast ? (byte)1 : _options.DefaultHopLimit;

    /// <summary>One counter for all, from a start that differs with addresses and protocol: unique for each of these, and nobody
    /// learns from it how much the host sends to others. Source: RFC 6864 §4.3, RFC 7739 §5.3.</summary>
    private uint NextIdentification(in Way way, byte protocol)
    {
        Span<byte> tuple = stackalloc byte[33];
        int length = way.Source.Write(tuple);
        length += way.Destination.Write(tuple[length..]);
        tuple[length++] = protocol;
        return unchecked((uint)_identificationHash.Compute(tuple[..length]) + _identifications++);
    }

    /// <summary>Completes a checksum of which the pseudo-header's part stands in its field, where UDP or TCP has it.</summary>
    private static void CompleteChecksum(PacketBuffer payload, byte protocol)
    {
        int at = protocol == IpProtocol.Tcp ? 16 : 6; // RFC 9293 §3.1, RFC 768
        if (payload.Length < at + 2) return;
        ushort checksum = InternetChecksum.Compute(payload.Octets);
        if (checksum == 0 && protocol == IpProtocol.Udp) checksum = 0xFFFF; // RFC 768: 0 says that there is none
        payload.Strip(at + 2);
        BinaryPrimitives.WriteUInt16BigEndian(payload.Prepend(at + 2)[at..], checksum);
        payload.Checksum = ChecksumState.Unverified;
    }

    private SendResult Transmit(PacketBuffer datagram, in Way way, Timestamp now)
    {
        if (way.IsLocal) return Loop(way.Out, datagram, now);
        if (way.Destination.IsMulticast && IsMember(way.Out, way.Destination)) Loop(way.Out, datagram, now); // RFC 1112 §6.1
        if (way.Out.Kind == InterfaceKind.Loopback) return SendResult.Dropped;
        if (!way.Out.IsEthernet)
        {
            _sink.Send(way.Out.Index, new(datagram.Octets, datagram.Checksum, datagram.SegmentSize), now);
            return SendResult.Sent;
        }

        if (TryResolve(way, now, out MacAddress mac))
        {
            SendEthernet(way.Out, datagram, mac, way.Destination.Family == IpFamily.V4 ? EtherType.Ipv4 : EtherType.Ipv6, now);
            return SendResult.Sent;
        }

        Frame held = new(datagram.Octets, datagram.Checksum, datagram.SegmentSize);
        return _neighbors.Hold(way.Out.Index, way.NextHop, held, now) ? SendResult.Sent : SendResult.Dropped;
    }

    private bool TryResolve(in Way way, Timestamp now, out MacAddress mac)
    {
        if (way.Destination.IsMulticast)
        {
            mac = Addresses.GroupMac(way.Destination);
            return true;
        }

        mac = MacAddress.Broadcast;
        return IsBroadcast(way.NextHop, way.Out) || _neighbors.TryResolve(way.Out.Index, way.NextHop, now, out mac);
    }

    private void SendEthernet(HostInterface through, PacketBuffer payload, MacAddress destination, ushort type, Timestamp now)
    {
        EthernetHeader.Write(payload.Prepend(EthernetHeader.Length), destination, through.Mac, type);
        _sink.Send(through.Index, new(payload.Octets, payload.Checksum, payload.SegmentSize), now);
    }

    private SendResult Loop(HostInterface through, PacketBuffer datagram, Timestamp now)
    {
        if (_loop.Count == 0) _loopSince = now;
        if (_loop.TryAdd(through, datagram.Octets, datagram.Checksum, datagram.SegmentSize)) return SendResult.Sent;
        Drop(InternetReasons.QueueFull, through.Index, default, default, 0, datagram.Length, now);
        return SendResult.Dropped;
    }
}
