using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Transport.Udp;

/// <summary>What an endpoint of UDP and one of ICMP echo have in common: an address and perhaps a peer, how datagrams leave,
/// and the datagrams and errors that wait.</summary>
public abstract class DatagramEndpoint
{
    private readonly OctetPool _pool;
    private DatagramQueue _queue;
    private ErrorQueue _errors;
    private Errno _error;

    private protected DatagramEndpoint(OctetPool pool) => _pool = pool;

    /// <summary>The local address: <c>default</c> is any of both versions, 0.0.0.0 or :: any of one.</summary>
    public IpAddress LocalAddress { get; internal set; }

    /// <summary>The peer; <c>default</c> while it is not connected.</summary>
    public IpAddress RemoteAddress { get; internal set; }

    /// <summary>True while only the peer's datagrams are taken.</summary>
    public bool IsConnected => RemoteAddress.Family != IpFamily.None;

    /// <summary>Octets of data that may wait.</summary>
    public int ReceiveLimitOctets { get; set; } = 212_992;

    /// <summary>Datagrams that may wait.</summary>
    public int ReceiveLimitDatagrams { get; set; } = 4096;

    /// <summary>ICMP errors are told though they are not fatal, or the endpoint is not connected, and wait one by one in a
    /// queue (IP_RECVERR).</summary>
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

    /// <summary>Who is told of changes.</summary>
    public IUdpUser? User { get; set; }

    /// <summary>Datagrams that wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Errors that wait in the queue.</summary>
    public int WaitingErrors => _errors.Count;

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

    /// <summary>Errors that were dropped because too many waited.</summary>
    public long ErrorOverflows { get; private set; }

    /// <summary>The pending error without taking it.</summary>
    public Errno PendingError => _error;

    /// <summary>What it was bound to, before a peer fixed the address.</summary>
    internal IpAddress BoundAddress { get; set; }

    /// <summary>The pending error, which is told once.</summary>
    public Errno TakeError()
    {
        Errno error = _error;
        _error = Errno.None;
        return error;
    }

    /// <summary>Takes the oldest error of the queue; what is pending is then the next one, as Linux has it.</summary>
    public bool TryTakeError(out ReportedError error)
    {
        if (!_errors.TryTake(out error, out Errno next)) return false;
        _error = next;
        return true;
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
        if (!isPeek) _queue.RemoveOldest(_pool);
        return count;
    }

    /// <summary>Puts a datagram into the queue; false when that is full.</summary>
    internal bool Deliver(in ReceivedDatagram head, ReadOnlySpan<byte> data)
    {
        bool isRoom = _queue.Count < ReceiveLimitDatagrams && _queue.Octets + (long)data.Length <= ReceiveLimitOctets;
        if (!isRoom || !_queue.TryAdd(_pool, head, data))
        {
            Overflows++;
            return false;
        }

        User?.OnReady(Readiness.Readable);
        return true;
    }

    /// <summary>An ICMP error came about a datagram of this endpoint: the user is told if it is fatal, or if it wants to know
    /// all. Source: RFC 1122 §4.1.3.3.</summary>
    internal void Report(in DeliveryError error, ushort port, ushort sequence, Timestamp now)
    {
        (Errno errno, bool isFatal) = DeliveryMeaning.Of(error.Problem, MtuDiscovery);
        if (errno == Errno.None || !(WantsErrors || (isFatal && IsConnected))) return;
        ReportedError report = new(errno, error.Problem, error.Mtu, error.Reporter, error.Destination, port, sequence, now);
        if (WantsErrors && !_errors.TryAdd(report)) ErrorOverflows++;
        _error = errno;
        User?.OnReady(Readiness.Error | Readiness.Readable | Readiness.Writable);
    }

    /// <summary>Gives all memory back.</summary>
    internal void Release()
    {
        _queue.Clear(_pool);
        _errors.Clear();
    }

    private protected static int MatchLocal(in IpAddress local, in IpAddress destination)
    {
        if (local.Family == IpFamily.None) return 0;
        if (local.Family != destination.Family) return -1;
        if (local is { High: 0, Low: 0 }) return 1;
        return local == destination ? 3 : -1;
    }
}
