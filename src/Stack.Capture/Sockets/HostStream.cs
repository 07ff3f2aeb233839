using System.Net.Sockets;
using NetStack.Hosting;

namespace NetStack.Capture.Sockets;

/// <summary>A connection of our host as a <see cref="Stream"/>: what .NET's own libraries (TLS, HTTP, compression,
/// text readers) work on. Failures are <see cref="IOException"/>s with the <see cref="SocketException"/> inside, as
/// of a NetworkStream.</summary>
/// <remarks>One read and one write may be under way at a time.</remarks>
public sealed class HostStream : Stream
{
    private readonly bool _ownsSocket;

    /// <summary>A stream over a connected socket.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="ownsSocket">Closing the stream closes the socket.</param>
    public HostStream(HostSocket socket, bool ownsSocket = true)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (socket.Kind != SocketKind.Stream) throw new ArgumentException("Only TCP carries a stream.", nameof(socket));
        (Socket, _ownsSocket) = (socket, ownsSocket);
    }

    /// <summary>The socket below.</summary>
    public HostSocket Socket { get; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanTimeout => true;

    /// <summary>Milliseconds that the blocking forms of reading wait; <see cref="Timeout.Infinite"/> for
    /// ever.</summary>
    public override int ReadTimeout
    {
        get => Socket.ReceiveTimeout;
        set => Socket.ReceiveTimeout = Checked(value);
    }

    /// <summary>Milliseconds that the blocking forms of writing wait; <see cref="Timeout.Infinite"/> for
    /// ever.</summary>
    public override int WriteTimeout
    {
        get => Socket.SendTimeout;
        set => Socket.SendTimeout = Checked(value);
    }

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Half-close: nothing more is sent and the peer reads the end; what it sends can still be read.
    /// Source: RFC 9293 §3.6.</summary>
    public Task CloseWritingAsync() => Socket.ShutdownAsync(ShutdownHow.Send);

    /// <summary><see cref="CloseWritingAsync"/>, waiting.</summary>
    public void CloseWriting() => Socket.Shutdown(ShutdownHow.Send);

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Socket.ReceiveAsync(buffer, tellsAsStream: true, cancellationToken);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Socket.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Socket.Receive(buffer.AsMemory(offset, count), tellsAsStream: true);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Socket.Send(buffer.AsMemory(offset, count), tellsAsStream: true);
    }

    /// <summary>Nothing: what was written is the host's already.</summary>
    public override void Flush()
    {
    }

    /// <summary>Nothing: what was written is the host's already.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _ownsSocket) Socket.Dispose();
        base.Dispose(disposing);
    }

    private static int Checked(int milliseconds) => milliseconds is > 0 or Timeout.Infinite ? milliseconds
        : throw new ArgumentOutOfRangeException(nameof(milliseconds), "A time-out is positive, or infinite (-1).");
}
