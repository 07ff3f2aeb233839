using System.Net;
using Microsoft.AspNetCore.Connections;
using NetStack.Capture.Pumping;
using NetStack.Capture.Sockets;
using NetStack.Hosting;

namespace NetStack.Samples;

/// <summary>Kestrel asks this for its listeners, and gets those of our host: a transport like the one over the
/// kernel's sockets.</summary>
/// <param name="pump">The pump of the host that serves.</param>
public sealed class NetStackTransport(HostPump pump) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        HostListener listener = await pump.ListenAsync((IPEndPoint)endpoint);
        await listener.Socket.SetOptionAsync(SocketOption.TcpNoDelay, true); // accepted sockets begin with the listener's options
        return new NetStackListener(listener);
    }
}
