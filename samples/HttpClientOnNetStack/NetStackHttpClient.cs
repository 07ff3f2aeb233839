using System.Net;
using System.Net.Sockets;
using NetStack.Capture.Pumping;
using NetStack.Capture.Sockets;
using NetStack.Hosting;

namespace NetStack.Samples;

/// <summary>.NET's own HTTP client over our TCP: it asks for a stream to a server, and gets one of our
/// host's.</summary>
public static class NetStackHttpClient
{
    /// <summary>A client whose connections are the host's; HTTPS works as well, for TLS is on top of the
    /// stream.</summary>
    /// <param name="pump">The pump of the host.</param>
    public static HttpClient Create(HostPump pump) => new(new SocketsHttpHandler
    {
        ConnectCallback = (context, cancellationToken) => ConnectAsync(pump, context.DnsEndPoint, cancellationToken),
        UseProxy = false,
    });

    /// <summary>Tries the server's addresses one after the other.</summary>
    private static async ValueTask<Stream> ConnectAsync(HostPump pump, DnsEndPoint server, CancellationToken cancellationToken)
    {
        SocketException? failure = null;
        foreach (IPAddress address in await ResolveAsync(server.Host, cancellationToken))
        {
            try
            {
                HostStream stream = await pump.ConnectAsync(new(address, server.Port), cancellationToken);
                await stream.Socket.SetOptionAsync(SocketOption.TcpNoDelay, true); // a request is written in one go
                return stream;
            }
            catch (SocketException e)
            {
                failure = e;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Names are asked of this machine's resolver: only the octets of HTTP are ours here.</summary>
    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out IPAddress? address) ? [address] : await Dns.GetHostAddressesAsync(host, cancellationToken);
}
