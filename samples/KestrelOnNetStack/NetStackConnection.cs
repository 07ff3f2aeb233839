using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using NetStack.Capture.Sockets;
using NetStack.Hosting;

namespace NetStack.Samples;

/// <summary>A connection of our TCP as Kestrel sees one: two pipes, and two loops that move octets between them and
/// the socket.</summary>
/// <remarks>A pipe has a bound, so that each loop holds its side back: a browser that reads slowly fills TCP's send
/// buffer, the loop waits, the pipe fills, and the page waits; a page that reads slowly closes TCP's window in the
/// same way.</remarks>
internal sealed class NetStackConnection : DefaultConnectionContext
{
    private const int SegmentOctets = 16_384;
    private static long _count;
    private readonly HostSocket _socket;
    private readonly Pipe _received = MakePipe(), _toSend = MakePipe();
    private readonly CancellationTokenSource _closed = new();
    private Task _moving = Task.CompletedTask;
    private volatile ConnectionAbortedException? _abortedBecause;

    public NetStackConnection(HostSocket socket)
        : base($"NetStack {Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture)}")
    {
        _socket = socket;
        (LocalEndPoint, RemoteEndPoint) = (socket.LocalEndPoint, socket.RemoteEndPoint);
        Transport = new DuplexPipe(_received.Reader, _toSend.Writer);
        Application = new DuplexPipe(_toSend.Reader, _received.Writer);
        ConnectionClosed = _closed.Token;
        Features.Set(socket); // so that a page can look into its own connection
    }

    public void Start() => _moving = MoveAsync();

    /// <summary>Kestrel gives it up: a time-out, a protocol error, the end of the server.</summary>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        _abortedBecause = abortReason;
        _socket.Abort();
        _toSend.Reader.CancelPendingRead();
    }

    /// <summary>Kestrel is done with it: what it wrote is sent, then the connection closes.</summary>
    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync();
        await Transport.Output.CompleteAsync();
        await _moving;
        _closed.Dispose();
        await base.DisposeAsync();
    }

    private async Task MoveAsync()
    {
        Task receiving = ReceiveAsync();
        await SendAsync();
        _socket.Dispose(); // ends a read that still waits
        await receiving;
    }

    private async Task ReceiveAsync()
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                int count = await _socket.ReceiveAsync(_received.Writer.GetMemory());
                if (count == 0) break; // the peer has sent everything
                _received.Writer.Advance(count);
                FlushResult flushed = await _received.Writer.FlushAsync();
                if (flushed.IsCompleted || flushed.IsCanceled) break; // nobody reads any more
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            error = Explain(e);
        }

        await _received.Writer.CompleteAsync(error);
        await _closed.CancelAsync(); // the page hears of it as RequestAborted
    }

    private async Task SendAsync()
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                ReadResult result = await _toSend.Reader.ReadAsync();
                if (result.IsCanceled) break;
                foreach (ReadOnlyMemory<byte> piece in result.Buffer)
                    await _socket.SendAsync(piece);
                _toSend.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted) break;
            }

            if (_abortedBecause is null) await _socket.ShutdownAsync(ShutdownHow.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            error = Explain(e);
        }

        await _toSend.Reader.CompleteAsync(error);
        _received.Writer.CancelPendingFlush();
    }

    /// <summary>Kestrel knows these two, and does not log them as defects of the page.</summary>
    private Exception Explain(Exception e)
    {
        if (_abortedBecause is { } reason) return reason;
        return e is SocketException { SocketErrorCode: SocketError.ConnectionReset }
            ? new ConnectionResetException(e.Message, e)
            : new ConnectionAbortedException(e.Message, e);
    }

    private static Pipe MakePipe() => new(new PipeOptions(minimumSegmentSize: SegmentOctets, useSynchronizationContext: false));
}
