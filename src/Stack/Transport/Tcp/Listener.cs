using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>A passive open: the state LISTEN, its half-open connections, and those that wait to be accepted.
/// Source: RFC 9293 §3.10.1.</summary>
/// <param name="layer">The host's TCP.</param>
/// <param name="address">The local address; <c>default</c> is any.</param>
/// <param name="port">The local port.</param>
/// <param name="ownProfile">How its connections behave; null for what the host's new connections do.</param>
public sealed class Listener(TcpLayer layer, IpAddress address, ushort port, TcpProfile? ownProfile)
{
    private readonly Queue<Connection> _accepted = new();

    /// <summary>The local address; <c>default</c> is any.</summary>
    public IpAddress Address => address;

    /// <summary>The local port.</summary>
    public ushort Port => port;

    /// <summary>A profile of its own; null follows <see cref="TcpLayer.Profile"/>, also when that changes.</summary>
    public TcpProfile? OwnProfile { get; set; } = ownProfile;

    /// <summary>How connections behave that are opened from now on.</summary>
    public TcpProfile Profile => OwnProfile ?? layer.Profile;

    /// <summary>Connections that may wait to be accepted.</summary>
    public int Backlog { get; set; } = 128;

    /// <summary>TCP_DEFER_ACCEPT: how long after the SYN-ACK a connection waits for its first data before it is offered.</summary>
    public Duration DeferAccept { get; set; }

    /// <summary>Fast Open: connections that may be open before their handshake is complete; 0 is off. Source: RFC 7413 §5.1.</summary>
    public int FastOpenQueue { get; set; }

    /// <summary>Who is told that a connection waits.</summary>
    public ITcpUser? User { get; set; }

    /// <summary>Set on each connection before its SYN-ACK leaves: what a socket has inherited from its listener.</summary>
    public Action<Connection>? Configure { get; set; }

    /// <summary>Connections whose handshake is under way.</summary>
    public int HalfOpen { get; internal set; }

    /// <summary>Of those, the ones that were opened by Fast Open.</summary>
    public int FastOpenPending { get; internal set; }

    /// <summary>Connections that wait to be accepted.</summary>
    public int Waiting => _accepted.Count;

    /// <summary>Linux: one more than the backlog.</summary>
    internal bool HasRoom => _accepted.Count <= Backlog;

    internal bool IsBacklogFull => HalfOpen >= Math.Min(Math.Max(Backlog, 8), Profile.MaximumSynBacklog);

    /// <summary>A handshake is complete.</summary>
    internal void Complete(Connection connection)
    {
        HalfOpen--;
        connection.WasOffered = true;
        _accepted.Enqueue(connection);
        User?.OnReady(Readiness.Readable);
    }

    /// <summary>Takes the connection that has waited longest, or null.</summary>
    public Connection? Accept()
    {
        if (!_accepted.TryDequeue(out Connection? connection)) return null;
        connection.Listener = null;
        return connection;
    }

    /// <summary>CLOSE in LISTEN: what was not accepted is reset. Source: RFC 9293 §3.10.4.</summary>
    public void Close(Timestamp now)
    {
        layer.RemoveListener(this, now);
        while (_accepted.TryDequeue(out Connection? connection))
        {
            connection.Listener = null;
            connection.Abort(now);
        }
    }
}
