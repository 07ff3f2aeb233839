using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Icmp;
using NetStack.Internet.Icmpv6;
using NetStack.Tracing;
using NetStack.Transport.Udp;

namespace NetStack.Transport.Echo;

/// <summary>Who sends echo requests, and who gets which reply: what Linux calls ping sockets. An identifier belongs to one
/// endpoint, so that no program can read another's replies, or send any ICMP message but its own requests.</summary>
/// <remarks>Requests of others are answered by the Internet layer. Source: RFC 792 (Echo), RFC 1122 §3.2.2.6, RFC 4443 §4.</remarks>
public sealed class EchoLayer : IEchoListener
{
    /// <summary>Octets of data in the longest request.</summary>
    public const int MaxData = PacketBuffer.MaxPayload - 60 - IcmpHeader.Length;

    private const int Identifiers = 0x1_0000;
    private readonly InternetLayer _internet;
    private readonly SeededRandom _random;
    private readonly OctetPool _pool;
    private readonly EventPublisher? _trace;
    private readonly Dictionary<(IpFamily Family, ushort Identifier), EchoEndpoint> _endpoints = [];
    private readonly byte[] _message = new byte[PacketBuffer.MaxPayload];

    /// <summary>An echo layer over an Internet layer, which has to know it.</summary>
    /// <param name="internet">IP and ICMP.</param>
    /// <param name="random">The host's random numbers.</param>
    /// <param name="pool">The memory for queues.</param>
    /// <param name="trace">Where events go, or null.</param>
    public EchoLayer(InternetLayer internet, SeededRandom random, OctetPool pool, EventPublisher? trace) =>
        (_internet, _random, _pool, _trace) = (internet, random, pool, trace);

    /// <summary>Endpoints that have an identifier.</summary>
    public int EndpointCount => _endpoints.Count;

    /// <summary>A new endpoint without identifier.</summary>
    public EchoEndpoint Open(IpFamily family) => new(_pool, family);

    /// <summary>Gives an endpoint an address and an identifier.</summary>
    /// <param name="endpoint">The endpoint; not bound yet.</param>
    /// <param name="address">A local address, or any of the family.</param>
    /// <param name="identifier">The identifier; 0 lets the host choose at random: a forger has to guess it.</param>
    public Errno Bind(EchoEndpoint endpoint, in IpAddress address, ushort identifier)
    {
        if (endpoint.IsBound) return Errno.EINVAL;
        if (identifier == 0 && !TryChoose(endpoint.Family, out identifier)) return Errno.EAGAIN;
        if (!_endpoints.TryAdd((endpoint.Family, identifier), endpoint)) return Errno.EADDRINUSE;
        (endpoint.LocalAddress, endpoint.BoundAddress, endpoint.Identifier) = (address, address, identifier);
        endpoint.IsBound = true;
        return Errno.None;
    }

    /// <summary>Takes only what comes from, or is about, this peer; <c>default</c> takes all again.</summary>
    /// <returns>ENETUNREACH when no route leads there.</returns>
    public Errno Connect(EchoEndpoint endpoint, in IpAddress remote)
    {
        if (remote.Family == IpFamily.None)
        {
            (endpoint.RemoteAddress, endpoint.LocalAddress) = (default, endpoint.BoundAddress);
            return Errno.None;
        }

        if (!_internet.TryFindPath(remote, SourceOf(endpoint.BoundAddress), out DatagramPath path)) return Errno.ENETUNREACH;
        endpoint.LocalAddress = path.Source;
        endpoint.RemoteAddress = Addresses.Scoped(remote, path.Interface);
        return Errno.None;
    }

    /// <summary>Takes an endpoint's identifier and queue away.</summary>
    public void Close(EchoEndpoint endpoint)
    {
        endpoint.User = null;
        endpoint.Release();
        if (endpoint.IsBound) _endpoints.Remove((endpoint.Family, endpoint.Identifier));
        endpoint.IsBound = false;
    }

    /// <summary>Sends an echo request.</summary>
    /// <param name="from">Who asks; it has to be bound.</param>
    /// <param name="sequence">Which of its questions.</param>
    /// <param name="data">Any data.</param>
    /// <param name="to">Who is asked.</param>
    /// <param name="now">The time.</param>
    public Errno Send(EchoEndpoint from, ushort sequence, ReadOnlySpan<byte> data, in IpAddress to, Timestamp now)
    {
        if (data.Length > MaxData) return Errno.EMSGSIZE;
        IpAddress source = SourceOf(from.LocalAddress);
        if (!_internet.TryFindPath(to, source, out DatagramPath path)) return Errno.ENETUNREACH;
        bool isGroup = to.IsMulticast;
        int length = data.Length + IcmpHeader.Length + (to.Family == IpFamily.V4 ? 20 : 40);
        bool mayFragment = from.MtuDiscovery == MtuDiscovery.Dont || (from.MtuDiscovery == MtuDiscovery.Want && length > path.Mtu);
        DatagramHead head = new(source, to, 0, from.TrafficClass, isGroup ? from.GroupHopLimit : from.HopLimit, mayFragment,
            isGroup && from.Interface == 0 ? from.GroupInterface : from.Interface);
        return _internet.SendEcho(head, from.Identifier, sequence, data, now) switch
        {
            SendResult.Sent => Errno.None,
            SendResult.NoRoute => Errno.ENETUNREACH,
            SendResult.TooBig => Errno.EMSGSIZE,
            _ => from.WantsErrors ? Errno.ENOBUFS : Errno.None, // as UDP
        };
    }

    /// <inheritdoc/>
    /// <remarks>The user reads the whole message, as on Linux: the header and the data.</remarks>
    public void ReceiveEcho(in DatagramHead head, ushort identifier, ushort sequence, ReadOnlySpan<byte> data, Timestamp now)
    {
        if (Find(head.Source.Family, identifier) is not { } endpoint || !endpoint.Fits(head.Destination, head.Source, head.Interface))
        {
            Drop(EchoReasons.Unasked, head, identifier, sequence, now);
            return;
        }

        byte type = head.Source.Family == IpFamily.V4 ? IcmpNames.EchoReply : Icmpv6Names.EchoReply;
        Span<byte> message = _message.AsSpan(0, Math.Min(data.Length + IcmpHeader.Length, _message.Length));
        IcmpHeader.Write(message, type, 0, (uint)identifier << 16 | sequence);
        data[..(message.Length - IcmpHeader.Length)].CopyTo(message[IcmpHeader.Length..]);
        ReceivedDatagram received = new(
            head.Source, 0, head.Destination, head.Interface, head.TrafficClass, head.HopLimit, message.Length, now);
        if (!endpoint.Deliver(received, message)) Drop(EchoReasons.QueueFull, head, identifier, sequence, now);
    }

    /// <inheritdoc/>
    public void ReceiveError(in DeliveryError error, ushort identifier, ushort sequence, Timestamp now)
    {
        EchoEndpoint? endpoint = Find(error.Destination.Family, identifier);
        if (endpoint?.Fits(error.Source, error.Destination, 0) == true) endpoint.Report(error, 0, sequence, now);
    }

    private EchoEndpoint? Find(IpFamily family, ushort identifier) => _endpoints.GetValueOrDefault((family, identifier));

    private bool TryChoose(IpFamily family, out ushort identifier)
    {
        int start = _random.Next(Identifiers);
        for (int i = 0; i < Identifiers; i++)
        {
            identifier = unchecked((ushort)(start + i));
            if (identifier != 0 && !_endpoints.ContainsKey((family, identifier))) return true;
        }

        identifier = 0;
        return false;
    }

    private static IpAddress SourceOf(in IpAddress local) => Addresses.IsUnspecified(local) ? default : local;

    private void Drop(in Reason reason, in DatagramHead head, ushort identifier, ushort sequence, Timestamp now) =>
        _trace?.Publish(new EchoReplyDropped(_trace.Envelope(now, reason), head.Source, identifier, sequence));
}
