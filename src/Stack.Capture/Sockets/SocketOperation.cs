using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using NetStack.Bytes;
using NetStack.Capture.Pumping;
using NetStack.Hosting;
using NetStack.Transport;
using SocketFlags = NetStack.Hosting.SocketFlags;

namespace NetStack.Capture.Sockets;

/// <summary>What is under way in one direction of a socket: one object for all operations of that direction, one
/// after the other, so that an operation costs no memory.</summary>
/// <remarks>Its way: begun on the caller's thread and posted; tried on the pump's thread, again and again until it
/// is done (the pump alone decides how it ends, so that ending and cancelling cannot meet); finished on the thread
/// pool or, in the blocking form, on the caller's thread, which waits for it.</remarks>
internal sealed class SocketOperation(HostSocket socket, bool isReading)
    : IPumpWork, IThreadPoolWorkItem, IValueTaskSource, IValueTaskSource<int>, IValueTaskSource<HostDatagram>,
        IValueTaskSource<HostSocket>
{
    private ManualResetValueTaskSourceCore<int> _core;
    private CancellationTokenRegistration _registration;
    private CancellationToken _token;
    private ManualResetEventSlim? _finished; // for the blocking form
    private CancelWork? _cancel;
    private int _isBusy;
    private bool _blocks, _isCancelled;
    private Errno _error;
    private int _count;

    /// <summary>Numbers the operations, so that a cancellation that comes late does not hit the next.</summary>
    public uint Serial { get; private set; }

    /// <summary>What is to be done.</summary>
    public SocketCall Call { get; set; }

    /// <summary>Where to read into.</summary>
    public Memory<byte> Into { get; set; }

    /// <summary>What to send.</summary>
    public ReadOnlyMemory<byte> Data { get; set; }

    public SocketFlags Flags { get; set; }

    /// <summary>The peer: given when sending and connecting, found when receiving.</summary>
    public SocketAddress Peer { get; set; }

    /// <summary>What was accepted.</summary>
    public HostSocket? Accepted { get; set; }

    /// <summary>Octets that were sent already.</summary>
    public int Sent { get; set; }

    /// <summary>True while it waits for the socket to become ready.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Errors are told as a <see cref="Stream"/> tells them.</summary>
    public bool TellsAsStream { get; set; }

    /// <summary>Takes the direction; its owner sets what is to be done and then begins.</summary>
    /// <exception cref="InvalidOperationException">An operation is under way.</exception>
    public void Take(SocketCall call)
    {
        socket.DemandOpen();
        if (Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
        {
            throw new InvalidOperationException(isReading
                ? "The socket is reading or accepting already: one such operation at a time."
                : "The socket is sending or connecting already: one such operation at a time.");
        }

        _core.Reset();
        Serial = unchecked(Serial + 1);
        (_isCancelled, _blocks, _error, _count) = (false, false, Errno.None, 0);
        (Call, Sent, Accepted, TellsAsStream) = (call, 0, null, false);
    }

    /// <summary>Begins what does not hold up its caller.</summary>
    /// <returns>The token for a <see cref="ValueTask"/> of this source.</returns>
    public short Begin(CancellationToken token)
    {
        short version = _core.Version;
        _token = token;
        // First registered, then posted: afterwards it may be finished at any moment, and the next may have begun.
        if (token.CanBeCanceled)
            _registration = token.UnsafeRegister(static state => ((SocketOperation)state!).Cancel(), this);
        Post();
        return version;
    }

    /// <summary>Begins, and holds up its caller until it has ended.</summary>
    /// <param name="timeout">How long at most, in milliseconds; -1 for ever.</param>
    /// <returns>The count; the caller takes what else came of it, and then frees the direction.</returns>
    /// <exception cref="SocketException">It failed, or time was over: <see cref="SocketError.TimedOut"/>.</exception>
    public int Wait(int timeout)
    {
        _finished ??= new();
        _finished.Reset();
        (_blocks, _token) = (true, default);
        Post();
        if (!_finished.Wait(timeout))
        {
            Cancel();
            _finished.Wait(); // it may have been done in the meantime
        }

        Errno error = _isCancelled ? Errno.ETIMEDOUT : _error;
        if (error == Errno.None) return _count;
        Exception failure = Exception(error, TellsAsStream);
        Free();
        throw failure;
    }

    /// <summary>The direction is free for the next operation.</summary>
    public void Free()
    {
        (Into, Data) = (default, default);
        Volatile.Write(ref _isBusy, 0);
    }

    /// <summary>On the pump's thread: it begins.</summary>
    public void Run(Host host, Timestamp now)
    {
        if (_token.IsCancellationRequested) EndCancelled();
        else socket.Try(this, host, now);
    }

    /// <summary>The pump has ended, or there is no room: it never begins.</summary>
    public void Abandon() => End(Errno.ECANCELED);

    /// <summary>On the pump's thread: it has ended.</summary>
    public void End(Errno error, int count = 0)
    {
        IsWaiting = false;
        (_error, _count) = (error, count);
        if (_blocks) _finished!.Set();
        else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false); // no continuation ever runs on the pump's thread
    }

    /// <summary>On the thread pool: tells whoever awaits it.</summary>
    public void Execute()
    {
        _registration.Dispose(); // waits for a cancellation that is just being posted: none comes after this
        _registration = default;
        if (_isCancelled) _core.SetException(new OperationCanceledException(_token));
        else if (_error != Errno.None) _core.SetException(Exception(_error, TellsAsStream));
        else _core.SetResult(_count);
    }

    private static Exception Exception(Errno error, bool asStream)
    {
        HostSocketException exception = new(error);
        return asStream ? new IOException(exception.Message, exception) : exception;
    }

    private void Post()
    {
        if (!socket.Pump.Post(this)) End(socket.Pump.Completion.IsCompleted ? Errno.ECANCELED : Errno.ENOBUFS);
    }

    private void Cancel()
    {
        _cancel ??= new(this);
        _cancel.Serial = Serial;
        socket.Pump.Post(_cancel);
    }

    private void EndCancelled()
    {
        _isCancelled = true;
        End(Errno.None);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    public int GetResult(short token)
    {
        _core.GetStatus(token); // throws for a task that was awaited already: the direction may be another operation's now
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            Free();
        }
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    HostDatagram IValueTaskSource<HostDatagram>.GetResult(short token)
    {
        SocketAddress from = Peer;
        return new(GetResult(token), from);
    }

    HostSocket IValueTaskSource<HostSocket>.GetResult(short token)
    {
        HostSocket? accepted = Accepted;
        Accepted = null;
        GetResult(token);
        return accepted!;
    }

    /// <summary>A cancellation on its way to the pump.</summary>
    private sealed class CancelWork(SocketOperation operation) : IPumpWork
    {
        public uint Serial { get; set; }

        public void Run(Host host, Timestamp now)
        {
            if (operation.IsWaiting && operation.Serial == Serial) operation.EndCancelled();
        }

        public void Abandon()
        {
            // The pump has ended: everything that waits is cancelled anyway.
        }
    }
}
