using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Transport.Udp;

/// <summary>One user of UDP: its address and port, the peer that it may be connected to, and the datagrams that wait for
/// it. Source: RFC 768 (User Interface), RFC 1122 §4.1.4.</summary>
public sealed class UdpEndpoint
{
    private readonly UdpLayer _layer;
    private DatagramQueue _queue;
    private Errno _error;

    internal UdpEndpoint(UdpLayer layer) => _layer = layer;

    /// <summary>The local address: <c>default</c> is any of both versions, 0.0.0.0 or :: any of one.</summary>
    public IpAddress LocalAddress { get; internal set; }

    /// <summary>The local port, 0 while it is not bound.</summary>
    public ushort LocalPort { get; internal set; }

    /// <summary>The peer; <c>default</c> while it is not connected.</summary>
    public IpAddress RemoteAddress { get; internal set; }

    /// <summary>The peer's port.</summary>
    public ushort RemotePort { get; internal set; }

    /// <summary>True while only the peer's datagrams are taken.</summary>
    public bool IsConnected => RemoteAddress.Family != IpFamily.None;

    /// <summary>Shares its address and port with others that say so, too.</summary>
    public bool SharesPort { get; set; }

    /// <summary>Octets of data that may wait.</summary>
    public int ReceiveLimitOctets { get; set; } = 212_992;

    /// <summary>Datagrams that may wait.</summary>
    public int ReceiveLimitDatagrams { get; set; } = 4096;

    /// <summary>ICMP errors are told though they are not fatal, or the endpoint is not connected (IP_RECVERR).</summary>
    public bool WantsErrors { get; set; }

    /// <summary>Whether datagrams may be fragmented.</summary>
    public MtuDiscovery MtuDiscovery { get; set; } = MtuDiscovery.Want;

    /// <summary>DSCP and ECN of what is sent.</summary>
    public byte TrafficClass { get; set; }

    /// <summary>TTL or hop limit; 0 is the host's.</summary>
    public byte HopLimit { get; set; }

    /// <summary>The same for groups.</summary>
    public byte GroupHopLimit { get; set; } = 1;

    /// <summary>The interface that datagrams to groups leave by, 0 for the route's.</summary>
    public int GroupInterface { get; set; }

    /// <summary>The only interface that datagrams come by and leave by; 0 for any (SO_BINDTODEVICE).</summary>
    public int Interface { get; set; }

    /// <summary>Sends from 0.0.0.0: the host has no address yet. Source: RFC 1122 §3.2.1.3(a).</summary>
    public bool SendsUnspecified { get; set; }

    /// <summary>Who is told of changes.</summary>
    public IUdpUser? User { get; set; }

    /// <summary>Datagrams that wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Octets of data of the datagram that is next.</summary>
    public int NextLength
    {
        get
        {
            if (_queue.Count == 0) return 0;
            _queue.Peek(out ReceivedDatagram head);
            return head.Length;
        }
    }

    /// <summary>Datagrams that were dropped because too many waited.</summary>
    public long Overflows { get; private set; }

    /// <summary>The pending error without taking it.</summary>
    public Errno PendingError => _error;

    /// <summary>What it was bound to, before a peer fixed the address.</summary>
    internal IpAddress BoundAddress { get; set; }

    internal UdpEndpoint? NextOnPort { get; set; }

    /// <summary>The pending error, which is told once.</summary>
    public Errno TakeError()
    {
        Errno error = _error;
        _error = Errno.None;
        return error;
    }

    /// <summary>Reads the datagram that is next; what does not fit is lost.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="isPeek">It stays.</param>
    /// <param name="head">Whose it is, and its real length.</param>
    /// <returns>Octets copied, or -1 when none waits.</returns>
    public int Receive(Span<byte> destination, bool isPeek, out ReceivedDatagram head)
    {
        head = default;
        if (_queue.Count == 0) return -1;
        ReadOnlySpan<byte> data = _queue.Peek(out head);
        int count = Math.Min(data.Length, destination.Length);
        data[..count].CopyTo(destination);
        if (!isPeek) _queue.RemoveOldest(_layer.Pool);
        return count;
    }

    /// <summary>How well the endpoint fits a datagram that has arrived; -1 when it does not. The more of the four names it
    /// has fixed, the better.</summary>
    internal int Score(in DatagramHead head, ushort sourcePort)
    {
        if (Interface != 0 && head.Interface != 0 && head.Interface != Interface) return -1;
        int score = MatchLocal(LocalAddress, head.Destination);
        if (score < 0 || !IsConnected) return score;
        return RemoteAddress == head.Source && RemotePort == sourcePort ? score + 4 : -1;
    }

    private static int MatchLocal(in IpAddress local, in IpAddress destination)
    {
        if (local.Family == IpFamily.None) return 0;
        if (local.Family != destination.Family) return -1;
        if (local is { High: 0, Low: 0 }) return 1;
        return local == destination ? 3 : -1;
    }

    internal bool Deliver(in ReceivedDatagram head, ReadOnlySpan<byte> data)
    {
        bool isRoom = _queue.Count < ReceiveLimitDatagrams && _queue.Octets + (long)data.Length <= ReceiveLimitOctets;
        if (!isRoom || !_queue.TryAdd(_layer.Pool, head, data))
        {
            Overflows++;
            return false;
        }

        User?.OnReady(Readiness.Readable);
        return true;
    }

    internal void Fail(Errno error)
    {
        _error = error;
        User?.OnReady(Readiness.Error | Readiness.Readable | Readiness.Writable);
    }

    internal void Release() => _queue.Clear(_layer.Pool);
}
