using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Transport.Tcp;

/// <summary>Passive opens: RFC 9293 §3.10.7.2, backlogs and SYN cookies (RFC 4987), Fast Open (RFC 7413).</summary>
public sealed partial class TcpLayer
{
    /// <summary>PASSIVE OPEN. Source: RFC 9293 §3.10.1.</summary>
    /// <param name="address">The local address: <c>default</c> for any of both versions of IP, 0.0.0.0 or :: for any of one.</param>
    /// <param name="port">The local port.</param>
    /// <param name="profile">How its connections behave; null for what the host's new connections do.</param>
    /// <param name="error">EADDRINUSE when somebody listens there.</param>
    public Listener? Listen(in IpAddress address, ushort port, TcpProfile? profile, out Errno error)
    {
        Listener listener = new(this, address, port, profile);
        error = _listeners.TryAdd((address, port), listener) ? Errno.None : Errno.EADDRINUSE;
        return error == Errno.None ? listener : null;
    }

    /// <summary>True when somebody listens at an address and port, or at the port on all addresses.</summary>
    public bool IsListening(in IpAddress address, ushort port) => FindListener(address, port) is not null;

    internal void RemoveListener(Listener listener, Timestamp now)
    {
        _listeners.Remove((listener.Address, listener.Port));
        Connection[] halfOpen = [.. _connections.All().Where(connection => connection.Listener == listener && !connection.WasOffered)];
        foreach (Connection connection in halfOpen)
            connection.Abort(now);
    }

    private Listener? FindListener(in ConnectionKey key) => FindListener(key.LocalAddress, key.LocalPort);

    /// <summary>First whoever listens at the address itself, then at any of its version of IP, then at any of both.</summary>
    private Listener? FindListener(in IpAddress address, ushort port)
    {
        if (_listeners.Count == 0) return null;
        IpAddress any = address.Family == IpFamily.V6 ? IpAddress.V6(0, 0) : IpAddress.V4(0);
        return _listeners.TryGetValue((address, port), out Listener? listener) || _listeners.TryGetValue((any, port), out listener)
            || _listeners.TryGetValue((default, port), out listener) ? listener : null;
    }

    /// <summary>RFC 9293 §3.10.7.2: LISTEN, the checks in the RFC's order.</summary>
    private void ArriveListen(Listener listener, in ConnectionKey key, in Segment seg, Timestamp now)
    {
        // first, RST: ignored
        if (seg.Has(TcpFlags.Rst)) return;

        // second, ACK: belongs to nothing, unless it brings a SYN cookie back
        if (seg.Has(TcpFlags.Ack))
        {
            if (seg.Has(TcpFlags.Syn) || !TryOpenFromCookie(listener, key, seg, now)) SendResetFor(key, seg, now);
            return;
        }

        // third, SYN
        if (seg.Has(TcpFlags.Syn) && !seg.Has(TcpFlags.Fin)) ArriveSyn(listener, key, seg, now);
        // fourth: anything else is dropped
    }

    private void ArriveSyn(Listener listener, in ConnectionKey key, in Segment seg, Timestamp now)
    {
        if (!listener.HasRoom)
        {
            NoteIgnored(seg, TcpReasons.AcceptQueueFull, now);
            return;
        }

        if (listener.IsBacklogFull || _connections.Count >= MaxConnections)
        {
            if (listener.Profile.UseSynCookies && _connections.Count < MaxConnections) SendSynCookie(listener, key, seg, now);
            else NoteIgnored(seg, TcpReasons.BacklogFull, now);
            return;
        }

        OpenPassive(listener, key, seg, now);
    }

    private void OpenPassive(Listener listener, in ConnectionKey key, in Segment seg, Timestamp now)
    {
        Connection connection = new(this, ++_lastId, key, listener.Profile);
        listener.Configure?.Invoke(connection);
        Add(connection);
        listener.HalfOpen++;
        bool accepts = JudgeFastOpen(listener, key, seg, out FastOpenRequest? newCookie);
        if (accepts)
        {
            listener.FastOpenPending++;
            connection.FastOpenListener = listener;
        }

        connection.OpenPassive(listener, seg, InitialSequence(key, now), accepts, newCookie, now);
        if (!accepts) return;
        listener.Complete(connection);
    }

    /// <summary>RFC 7413 §4.2.2: is the cookie good, and is a new one asked for?</summary>
    private bool JudgeFastOpen(Listener listener, in ConnectionKey key, in Segment seg, out FastOpenRequest? newCookie)
    {
        newCookie = null;
        TcpProfile profile = listener.Profile;
        if (!profile.FastOpenServer || (listener.FastOpenQueue == 0 && !profile.FastOpenForAllListeners)) return false;
        bool isRoom = listener.FastOpenPending < (listener.FastOpenQueue > 0 ? listener.FastOpenQueue : listener.Backlog);
        if (profile.FastOpenServerWithoutCookie && seg.Data.Length > 0 && isRoom) return true;
        if (seg.Options.FastOpenPlusOne == 0) return false;
        FastOpenCookie good = FastOpen.CookieFor(key);
        bool isGood = seg.Options.FastOpenPlusOne - 1 == good.Length && seg.Options.CookieLow == good.Low;
        if (!isGood) newCookie = new(good with { IsExperimental = seg.Options.IsFastOpenExperimental }, MayBearData: false);
        return isGood && isRoom;
    }

    private void NoteIgnored(in Segment seg, in Reason because, Timestamp now) =>
        Trace?.Publish(new SegmentIgnored(Trace.Envelope(now, because), seg.Flags, 0, seg.Data.Length));

    /// <summary>A SYN for a connection in TIME-WAIT: RFC 6191 and RFC 9293 §3.6.1 (MAY-2) let it begin a new one when it
    /// cannot be an old duplicate.</summary>
    internal bool TryReopen(Connection old, in Segment seg, Timestamp now)
    {
        if (!old.Profile.ReuseTimeWait || !old.IsNewerThan(seg) || FindListener(old.Key) is not { } listener) return false;
        old.EndTimeWait(now);
        ArriveListen(listener, old.Key, seg, now);
        return true;
    }

    private static bool TryReplaceTimeWait(Connection old, Timestamp now)
    {
        if (old.State != TcpState.TimeWait || !old.CanBeReplaced(now)) return false;
        old.EndTimeWait(now);
        return true;
    }
}
