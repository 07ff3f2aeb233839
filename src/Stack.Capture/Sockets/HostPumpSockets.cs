using System.Net;
using NetStack.Bytes;
using NetStack.Capture.Pumping;
using NetStack.Hosting;

namespace NetStack.Capture.Sockets;

/// <summary>Makes sockets, streams and listeners on the host that a pump drives.</summary>
public static class HostPumpSockets
{
    /// <summary>A TCP socket for this kind of end point.</summary>
    public static HostSocket CreateTcpSocket(this HostPump pump, IpFamily family = IpFamily.V6) =>
        new(pump, family, SocketKind.Stream);

    /// <summary>A UDP socket for this kind of end point.</summary>
    public static HostSocket CreateUdpSocket(this HostPump pump, IpFamily family = IpFamily.V6) =>
        new(pump, family, SocketKind.Datagram);

    /// <summary>Opens a connection.</summary>
    /// <exception cref="HostSocketException">Refused, unreachable, no answer.</exception>
    public static async ValueTask<HostStream> ConnectAsync(
        this HostPump pump, IPEndPoint remote, CancellationToken cancellationToken = default)
    {
        HostSocket socket = pump.CreateTcpSocket(remote.FamilyOf());
        try
        {
            await socket.ConnectAsync(remote, cancellationToken).ConfigureAwait(false);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Listens for connections.</summary>
    /// <param name="pump">The host's pump.</param>
    /// <param name="local">Where: IPv6Any takes both versions of IP, port 0 lets the host choose.</param>
    /// <param name="backlog">How many connections may wait to be accepted.</param>
    /// <exception cref="HostSocketException">The port is taken, or the address is not the host's.</exception>
    public static async Task<HostListener> ListenAsync(this HostPump pump, IPEndPoint local, int backlog = 1024)
    {
        HostSocket socket = pump.CreateTcpSocket(local.FamilyOf());
        try
        {
            await socket.SetOptionAsync(SocketOption.ReuseAddress, true).ConfigureAwait(false);
            await socket.BindAsync(local).ConfigureAwait(false);
            await socket.ListenAsync(backlog).ConfigureAwait(false);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary><see cref="ConnectAsync"/>, waiting.</summary>
    public static HostStream Connect(this HostPump pump, IPEndPoint remote)
    {
        pump.DemandMayWait();
        return pump.ConnectAsync(remote).AsTask().GetAwaiter().GetResult();
    }

    /// <summary><see cref="ListenAsync"/>, waiting.</summary>
    public static HostListener Listen(this HostPump pump, IPEndPoint local, int backlog = 1024)
    {
        pump.DemandMayWait();
        return pump.ListenAsync(local, backlog).GetAwaiter().GetResult();
    }
}
