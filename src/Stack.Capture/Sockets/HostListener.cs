using System.Net;

namespace NetStack.Capture.Sockets;

/// <summary>Takes the connections that arrive at a port of our host.</summary>
/// <remarks>Made by <see cref="HostPumpSockets.ListenAsync"/>. One accept may be under way at a time.</remarks>
public sealed class HostListener : IDisposable
{
    internal HostListener(HostSocket socket) => Socket = socket;

    /// <summary>The socket that listens.</summary>
    public HostSocket Socket { get; }

    /// <summary>Where it listens; with the port that the host chose, if it was to choose.</summary>
    public IPEndPoint LocalEndPoint => Socket.LocalEndPoint!;

    /// <summary>The connection that has waited longest, or the next that comes.</summary>
    /// <exception cref="HostSocketException">The listener was closed: OperationAborted.</exception>
    public ValueTask<HostSocket> AcceptAsync(CancellationToken cancellationToken = default) =>
        Socket.AcceptAsync(cancellationToken);

    /// <summary><see cref="AcceptAsync"/>, waiting.</summary>
    public HostSocket Accept() => Socket.Accept();

    /// <summary>Listens no more; connections that nobody has accepted are reset.</summary>
    public void Dispose() => Socket.Dispose();
}
