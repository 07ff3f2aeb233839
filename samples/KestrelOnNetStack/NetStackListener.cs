using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using NetStack.Capture.Sockets;

namespace NetStack.Samples;

/// <summary>Hands Kestrel one connection after the other.</summary>
internal sealed class NetStackListener(HostListener listener) : IConnectionListener
{
    public EndPoint EndPoint { get; } = listener.LocalEndPoint;

    /// <returns>The next connection; null when the listener was closed.</returns>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            NetStackConnection connection = new(await listener.AcceptAsync(cancellationToken));
            connection.Start();
            return connection;
        }
        catch (Exception e) when (e is ObjectDisposedException
            or SocketException { SocketErrorCode: SocketError.OperationAborted })
        {
            return null;
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        return ValueTask.CompletedTask;
    }
}
