using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Tracing;

namespace NetStack.Transport.Udp;

/// <summary>The UDP of a host: its endpoints, who gets which datagram, and what goes out. Source: RFC 768, RFC 1122 §4.1,
/// RFC 8085.</summary>
public sealed partial class UdpLayer : ITransport
{
    /// <summary>Octets of data in the largest datagram over IPv4.</summary>
    public const int MaxDataV4 = 65_507;

    /// <summary>Octets of data in the largest datagram over IPv6 (no jumbograms).</summary>
    public const int MaxDataV6 = 65_527;

    private readonly IDatagramService _datagrams;
    private readonly PacketBuffer _packet;
    private readonly EventPublisher? _trace;

    /// <summary>A UDP over an Internet layer.</summary>
    /// <param name="datagrams">IP.</param>
    /// <param name="random">The host's random numbers.</param>
    /// <param name="pool">The memory for queues.</param>
    /// <param name="packet">The packet that everything sent is built in.</param>
    /// <param name="trace">Where events go, or null.</param>
    public UdpLayer(IDatagramService datagrams, SeededRandom random, OctetPool pool, PacketBuffer packet, EventPublisher? trace)
    {
        (_datagrams, _random, Pool, _packet, _trace) = (datagrams, random, pool, packet, trace);
    }

    /// <summary>Datagrams whose checksum was wrong.</summary>
    public long BadChecksums { get; private set; }

    internal OctetPool Pool { get; }

    /// <inheritdoc/>
    public bool Receive(in DatagramHead head, ReadOnlySpan<byte> payload, ChecksumState checksum, int segmentSize, Timestamp now)
    {
        if (!UdpHeader.TryParse(payload, out UdpHeader header, out _) || header.Length < UdpHeader.HeaderLength || header.Length > payload.Length)
        {
            Drop(UdpReasons.BadLength, head, payload, now);
            return true;
        }

        ReadOnlySpan<byte> datagram = payload[..header.Length]; // RFC 768: what IP carries beyond the length is not ours
        if (checksum == ChecksumState.Unverified && !HasGoodChecksum(head, header, datagram, now)) return true;
        return Deliver(head, header, datagram[UdpHeader.HeaderLength..], now);
    }

    /// <summary>RFC 768: zero says that the sender made none; RFC 8200 §8.1: over IPv6 there has to be one.</summary>
    private bool HasGoodChecksum(in DatagramHead head, in UdpHeader header, ReadOnlySpan<byte> datagram, Timestamp now)
    {
        if (header.Checksum == 0)
        {
            if (head.Source.Family == IpFamily.V4) return true;
            Drop(UdpReasons.NoChecksum, head, datagram, now);
            return false;
        }

        ushort pseudo = InternetChecksum.PseudoHeader(head.Source, head.Destination, IpProtocol.Udp, datagram.Length);
        if (InternetChecksum.Add(datagram, pseudo) == 0xFFFF) return true;
        BadChecksums++;
        Drop(UdpReasons.BadChecksum, head, datagram, now);
        return false;
    }

    private bool Deliver(in DatagramHead head, in UdpHeader header, ReadOnlySpan<byte> data, Timestamp now)
    {
        ReceivedDatagram received = new(
            head.Source, header.SourcePort, head.Destination, head.Interface, head.TrafficClass, head.HopLimit, data.Length, now);
        if (head.Destination.IsMulticast || IsBroadcast(head)) return DeliverToAll(head, header.DestinationPort, received, data, now);
        if (Best(head, header.SourcePort, header.DestinationPort) is not { } endpoint) return false;
        Deliver(endpoint, header.DestinationPort, received, data, now);
        return true;
    }

    private bool IsBroadcast(in DatagramHead head) => head.Destination.Family == IpFamily.V4 && !_datagrams.IsLocal(head.Destination);

    /// <summary>RFC 1122 §4.1.3.5 and RFC 1112 §7.2: what is for many goes to each endpoint on the port. Nobody there: nobody is
    /// told.</summary>
    private bool DeliverToAll(in DatagramHead head, ushort port, in ReceivedDatagram received, ReadOnlySpan<byte> data, Timestamp now)
    {
        for (UdpEndpoint? endpoint = FirstOn(port); endpoint is not null; endpoint = endpoint.NextOnPort)
        {
            if (endpoint.Score(head, received.SourcePort) >= 0) Deliver(endpoint, port, received, data, now);
        }

        return true;
    }

    private void Deliver(UdpEndpoint endpoint, ushort port, in ReceivedDatagram received, ReadOnlySpan<byte> data, Timestamp now)
    {
        if (endpoint.Deliver(received, data)) return;
        _trace?.Publish(new UdpDropped(_trace.Envelope(now, UdpReasons.QueueFull), received.Source, received.SourcePort,
            received.Destination, port, data.Length + UdpHeader.HeaderLength));
    }

    /// <summary>Sends a datagram.</summary>
    /// <param name="from">Whose it is; it has to be bound.</param>
    /// <param name="data">The data.</param>
    /// <param name="to">The receiver's address.</param>
    /// <param name="port">The receiver's port.</param>
    /// <param name="now">The time.</param>
    public Errno Send(UdpEndpoint from, ReadOnlySpan<byte> data, in IpAddress to, ushort port, Timestamp now)
    {
        if (data.Length > (to.Family == IpFamily.V4 ? MaxDataV4 : MaxDataV6)) return Errno.EMSGSIZE;
        IpAddress local = from.SendsUnspecified ? IpAddress.V4(0) : IsWildcard(from.LocalAddress) ? default : from.LocalAddress;
        if (!_datagrams.TryFindPath(to, local, out DatagramPath path)) return Errno.ENETUNREACH;
        _packet.Clear();
        data.CopyTo(_packet.Append(data.Length));
        UdpHeader.Write(_packet.Prepend(UdpHeader.HeaderLength), from.LocalPort, port, (ushort)(data.Length + UdpHeader.HeaderLength));
        ushort pseudo = InternetChecksum.PseudoHeader(path.Source, to, IpProtocol.Udp, _packet.Length);
        ushort checksum = InternetChecksum.Compute(_packet.Octets, pseudo);
        _packet.Strip(UdpHeader.HeaderLength);
        UdpHeader.Write(_packet.Prepend(UdpHeader.HeaderLength), from.LocalPort, port, (ushort)(data.Length + UdpHeader.HeaderLength),
            checksum == 0 ? (ushort)0xFFFF : checksum); // RFC 768: zero would say that there is none
        bool isGroup = to.IsMulticast;
        DatagramHead head = new(path.Source, to, IpProtocol.Udp, from.TrafficClass, isGroup ? from.GroupHopLimit : from.HopLimit,
            MayFragment(from.MtuDiscovery, to, path.Mtu), isGroup && from.Interface == 0 ? from.GroupInterface : from.Interface);
        return _datagrams.Send(_packet, head, now) switch
        {
            SendResult.Sent => Errno.None,
            SendResult.NoRoute => Errno.ENETUNREACH,
            SendResult.TooBig => Errno.EMSGSIZE,
            _ => from.WantsErrors ? Errno.ENOBUFS : Errno.None, // Linux: a lost datagram is no error unless errors are asked for
        };
    }

    private bool MayFragment(MtuDiscovery discovery, in IpAddress to, int mtu)
    {
        int headers = to.Family == IpFamily.V4 ? 20 : 40;
        return discovery switch
        {
            MtuDiscovery.Dont => true,
            MtuDiscovery.Want => _packet.Length + headers > mtu,
            _ => false,
        };
    }

    /// <inheritdoc/>
    public void ReceiveError(in DeliveryError error, ReadOnlySpan<byte> quoted, Timestamp now)
    {
        if (quoted.Length < 4) return;
        ushort local = BinaryPrimitives.ReadUInt16BigEndian(quoted), remote = BinaryPrimitives.ReadUInt16BigEndian(quoted[2..]);
        DatagramHead answer = new(error.Destination, error.Source, IpProtocol.Udp); // as if the peer had answered
        if (Best(answer, remote, local) is not { } endpoint) return;
        endpoint.Report(error, remote, 0, now);
    }

    private void Drop(in Reason reason, in DatagramHead head, ReadOnlySpan<byte> datagram, Timestamp now)
    {
        if (_trace is null) return;
        bool hasPorts = UdpHeader.TryParse(datagram, out UdpHeader header, out _);
        _trace.Publish(new UdpDropped(_trace.Envelope(now, reason), head.Source, hasPorts ? header.SourcePort : (ushort)0,
            head.Destination, hasPorts ? header.DestinationPort : (ushort)0, datagram.Length));
    }
}
