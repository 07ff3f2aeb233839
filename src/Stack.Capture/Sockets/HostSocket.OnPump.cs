using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Capture.Sockets;

/// <content>What is done on the pump's thread, where the host's own socket calls are.</content>
public sealed partial class HostSocket
{
    private const int NotOpen = -1;
    private int _descriptor = NotOpen;
    private bool _isGone;

    /// <summary>One step of an operation: done, or it waits until the socket is ready.</summary>
    internal void Try(SocketOperation operation, Host host, Timestamp now)
    {
        int count = 0;
        Errno error = Open(host, now);
        try
        {
            if (error == Errno.None) error = Attempt(operation, host, out count, now);
        }
        catch (ObjectDisposedException)
        {
            error = Errno.EFAULT; // the buffer's owner has taken it back: its mistake must not end the pump
        }

        operation.IsWaiting = error == Errno.EAGAIN;
        if (!operation.IsWaiting) operation.End(error, count);
    }

    /// <summary>Something has happened to the socket: what waits is tried again.</summary>
    internal void GoOn(Readiness ready, Host host, Timestamp now)
    {
        const Readiness Reads = Readiness.Readable | Readiness.Error | Readiness.HangUp;
        const Readiness Writes = Readiness.Writable | Readiness.Error | Readiness.HangUp;
        if (_reading.IsWaiting && (ready & Reads) != Readiness.None) Try(_reading, host, now);
        if (_writing.IsWaiting && (ready & Writes) != Readiness.None) Try(_writing, host, now);
    }

    internal void CloseNow(Host host, Timestamp now, bool resets = false)
    {
        CancelWaiting();
        _isGone = true;
        if (_descriptor == NotOpen) return;
        if (resets) host.Sockets.SetOption(_descriptor, SocketOption.Linger, new(1, 0), now);
        Pump.Sockets.Remove(_descriptor);
        host.Sockets.Close(_descriptor, now);
        _descriptor = NotOpen;
    }

    internal void CancelWaiting()
    {
        if (_reading.IsWaiting) _reading.End(Errno.ECANCELED);
        if (_writing.IsWaiting) _writing.End(Errno.ECANCELED);
    }

    /// <summary>The descriptor comes with the first call that needs one.</summary>
    private Errno Open(Host host, Timestamp now)
    {
        if (_isGone) return Errno.ECANCELED;
        if (_descriptor != NotOpen) return Errno.None;
        int made = host.Sockets.Create(Family, Kind, out Errno error);
        if (error == Errno.None) Attach(made, now);
        return error;
    }

    private void Attach(int descriptor, Timestamp now)
    {
        _descriptor = descriptor;
        Pump.Sockets.Add(this, descriptor, now);
    }

    private Errno Attempt(SocketOperation operation, Host host, out int count, Timestamp now)
    {
        count = 0;
        return operation.Call switch
        {
            SocketCall.Receive => TryReceive(operation, host.Sockets, out count, now),
            SocketCall.ReceiveFrom => TryReceiveFrom(operation, host.Sockets, out count, now),
            SocketCall.Accept => TryAccept(operation, host.Sockets, now),
            SocketCall.Connect => TryConnect(operation, host.Sockets, now),
            SocketCall.Send => TrySend(operation, host.Sockets, out count, now),
            _ => TrySendTo(operation, host.Sockets, out count, now),
        };
    }

    private Errno TryReceive(SocketOperation operation, SocketTable sockets, out int count, Timestamp now)
    {
        const Readiness Something = Readiness.Readable | Readiness.HangUp | Readiness.Error;
        count = 0;
        if (operation.Into.IsEmpty) // the caller wants to know when there is something, and holds no buffer until then
            return (sockets.Poll(_descriptor) & Something) != Readiness.None ? Errno.None : Errno.EAGAIN;
        count = sockets.Receive(_descriptor, operation.Into.Span, SocketFlags.None, out Errno error, now);
        return error;
    }

    private Errno TryReceiveFrom(SocketOperation operation, SocketTable sockets, out int count, Timestamp now)
    {
        count = sockets.ReceiveFrom(_descriptor, operation.Into.Span, SocketFlags.None,
            out SocketAddress from, out Errno error, now);
        operation.Peer = from;
        return error;
    }

    private Errno TryAccept(SocketOperation operation, SocketTable sockets, Timestamp now)
    {
        int descriptor = sockets.Accept(_descriptor, out SocketAddress peer, out Errno error, now);
        if (descriptor < 0) return error;
        HostSocket accepted = new(Pump, Family, Kind) { _remote = peer };
        accepted.Attach(descriptor, now);
        sockets.GetLocalName(descriptor, out accepted._local);
        operation.Accepted = accepted;
        return Errno.None;
    }

    private Errno TryConnect(SocketOperation operation, SocketTable sockets, Timestamp now)
    {
        Errno error = sockets.Connect(_descriptor, operation.Peer, now);
        if (error is Errno.EINPROGRESS or Errno.EALREADY) return Errno.EAGAIN;
        if (error == Errno.None)
        {
            sockets.GetLocalName(_descriptor, out _local);
            _remote = operation.Peer;
        }

        return WithoutWaiting(error);
    }

    private Errno TrySend(SocketOperation operation, SocketTable sockets, out int count, Timestamp now)
    {
        if (Kind != SocketKind.Stream) return TrySendTo(operation, sockets, out count, now);
        Errno error = Errno.None;
        while (error == Errno.None && operation.Sent < operation.Data.Length)
        {
            ReadOnlySpan<byte> rest = operation.Data.Span[operation.Sent..];
            int taken = sockets.Send(_descriptor, rest, operation.Flags, out error, now);
            if (taken > 0) operation.Sent += taken;
            else if (taken == 0) error = Errno.EAGAIN;
        }

        count = operation.Sent;
        return error;
    }

    private Errno TrySendTo(SocketOperation operation, SocketTable sockets, out int count, Timestamp now)
    {
        SocketAddress to = operation.Call == SocketCall.SendTo ? operation.Peer : default;
        count = sockets.SendTo(_descriptor, operation.Data.Span, operation.Flags, to, out Errno error, now);
        return WithoutWaiting(error);
    }

    /// <summary>Datagrams do not wait for room: what says EAGAIN has found no free port, and nothing would tell when
    /// there is one.</summary>
    private Errno WithoutWaiting(Errno error) =>
        error == Errno.EAGAIN && Kind != SocketKind.Stream ? Errno.EADDRNOTAVAIL : error;
}
