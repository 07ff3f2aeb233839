using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Application.Serving;

/// <summary>One end of a connection.</summary>
public abstract class StreamSession : SocketSession
{
    /// <summary>Who is at the other end.</summary>
    public SocketAddress Peer { get; internal set; }

    /// <summary>Octets received.</summary>
    public long Received { get; private set; }

    /// <summary>Octets sent: taken by the host for sending.</summary>
    public long Sent { get; private set; }

    /// <summary>How long it may do nothing; zero for as long as it likes.</summary>
    internal Duration IdleLimit { get; set; }

    /// <summary>The connection's number in the host's events, 0 for none.</summary>
    internal int ConnectionId { get; set; }

    /// <summary>Reads what has come.</summary>
    /// <param name="octets">Where to.</param>
    /// <param name="count">Octets read; 0 at the end of the stream, or when the connection has broken.</param>
    /// <param name="now">The time.</param>
    /// <returns>False while there is nothing: the answer of the step is <see cref="SocketSession.Reading"/>.</returns>
    protected bool TryReceive(Span<byte> octets, out int count, Timestamp now) => TryRead(octets, SocketFlags.None, out count, now);

    /// <summary>As <see cref="TryReceive"/>, but what was read stays where it is: a session that takes no more than
    /// it can pass on needs no buffer of its own.</summary>
    protected bool TryPeek(Span<byte> octets, out int count, Timestamp now) => TryRead(octets, SocketFlags.Peek, out count, now);

    /// <summary>Throws away what has come, without copying it.</summary>
    /// <param name="most">The most octets to throw away.</param>
    /// <param name="count">As of <see cref="TryReceive"/>.</param>
    /// <param name="now">The time.</param>
    protected bool TrySkip(int most, out int count, Timestamp now) =>
        TryRead(Scratch[..Math.Min(most, Scratch.Length)], SocketFlags.Truncate, out count, now);

    /// <summary>Sends as much as there is room for.</summary>
    /// <param name="octets">What to send.</param>
    /// <param name="now">The time.</param>
    /// <param name="more">More follows at once: a segment that is not full may wait for it.</param>
    /// <returns>Octets taken; fewer than given when there is no room, or when the connection has broken.</returns>
    protected int Send(ReadOnlySpan<byte> octets, Timestamp now, bool more = false)
    {
        if (octets.IsEmpty) return 0;
        int taken = Sockets.Send(Descriptor, octets, more ? SocketFlags.More : SocketFlags.None, out Errno error, now);
        if (taken < 0)
        {
            if (error != Errno.EAGAIN) Fail(error);
            return 0;
        }

        Sent += taken;
        if (taken > 0) OnProgress(now);
        return taken;
    }

    /// <summary>Says that nothing more will be sent: a FIN behind what was.</summary>
    protected void CloseSending(Timestamp now) => Sockets.Shutdown(Descriptor, ShutdownHow.Send, now);

    /// <summary>Something was sent or received: the idle time begins again.</summary>
    internal void OnProgress(Timestamp now)
    {
        if (IdleLimit.Nanoseconds > 0) Deadline = now + IdleLimit;
    }

    private bool TryRead(Span<byte> octets, SocketFlags flags, out int count, Timestamp now)
    {
        count = Sockets.Receive(Descriptor, octets, flags, out Errno error, now);
        if (count > 0 && flags != SocketFlags.Peek) OnReceived(count, now);
        if (count >= 0) return true;
        count = 0;
        if (error == Errno.EAGAIN) return false;
        Fail(error);
        return true;
    }

    private void OnReceived(int count, Timestamp now)
    {
        Received += count;
        OnProgress(now);
    }
}
