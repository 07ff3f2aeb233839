using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Transport.Udp;

// Who has which port.
public sealed partial class UdpLayer
{
    private const int FirstEphemeral = 32_768, LastEphemeral = 60_999; // as Linux has it; RFC 6335 §6 says 49152-65535
    private readonly Dictionary<ushort, UdpEndpoint> _ports = []; // the endpoint bound last first
    private readonly SeededRandom _random;

    /// <summary>Endpoints that are bound.</summary>
    public int EndpointCount { get; private set; }

    /// <summary>A new endpoint, bound to nothing.</summary>
    public UdpEndpoint Open() => new(this);

    /// <summary>Gives an endpoint an address and port.</summary>
    /// <param name="endpoint">The endpoint; not bound yet.</param>
    /// <param name="address">The address: <c>default</c> for any of both versions of IP, 0.0.0.0 or :: for any of one.</param>
    /// <param name="port">The port; 0 lets the host choose at random (RFC 6056 §3.3.1).</param>
    public Errno Bind(UdpEndpoint endpoint, in IpAddress address, ushort port)
    {
        if (endpoint.LocalPort != 0) return Errno.EINVAL;
        if (port == 0) port = ChoosePort(address);
        else if (IsTaken(address, port, endpoint.SharesPort)) return Errno.EADDRINUSE;
        if (port == 0) return Errno.EAGAIN;
        (endpoint.LocalAddress, endpoint.BoundAddress, endpoint.LocalPort) = (address, address, port);
        endpoint.NextOnPort = FirstOn(port);
        _ports[port] = endpoint;
        EndpointCount++;
        return Errno.None;
    }

    /// <summary>Takes only this peer's datagrams from now on; <c>default</c> takes everybody's again.</summary>
    /// <returns>ENETUNREACH when no route leads there.</returns>
    public Errno Connect(UdpEndpoint endpoint, in IpAddress remote, ushort port)
    {
        if (remote.Family == IpFamily.None)
        {
            (endpoint.RemoteAddress, endpoint.RemotePort, endpoint.LocalAddress) = (default, 0, endpoint.BoundAddress);
            return Errno.None;
        }

        IpAddress local = IsWildcard(endpoint.BoundAddress) ? default : endpoint.BoundAddress;
        if (!_datagrams.TryFindPath(remote, local, out DatagramPath path)) return Errno.ENETUNREACH;
        if (endpoint.LocalPort == 0)
        {
            Errno error = Bind(endpoint, path.Source, 0);
            if (error != Errno.None) return error;
        }

        endpoint.LocalAddress = path.Source;
        (endpoint.RemoteAddress, endpoint.RemotePort) = (Addresses.Scoped(remote, path.Interface), port);
        return Errno.None;
    }

    /// <summary>Takes an endpoint's port and queue away.</summary>
    public void Close(UdpEndpoint endpoint)
    {
        endpoint.User = null;
        endpoint.Release();
        Unbind(endpoint);
    }

    /// <summary>Takes an endpoint's address and port away.</summary>
    public void Unbind(UdpEndpoint endpoint)
    {
        if (endpoint.LocalPort == 0) return;
        Unlink(endpoint);
        (endpoint.LocalAddress, endpoint.BoundAddress) = (default, default);
        endpoint.LocalPort = 0;
        EndpointCount--;
    }

    private void Unlink(UdpEndpoint endpoint)
    {
        UdpEndpoint first = _ports[endpoint.LocalPort];
        if (ReferenceEquals(first, endpoint))
        {
            if (endpoint.NextOnPort is { } next) _ports[endpoint.LocalPort] = next;
            else _ports.Remove(endpoint.LocalPort);
        }
        else
        {
            while (!ReferenceEquals(first.NextOnPort, endpoint)) first = first.NextOnPort!;
            first.NextOnPort = endpoint.NextOnPort;
        }

        endpoint.NextOnPort = null;
    }

    private UdpEndpoint? FirstOn(ushort port) => _ports.GetValueOrDefault(port);

    /// <summary>The endpoint that fits best; of two that fit equally the one bound last.</summary>
    private UdpEndpoint? Best(in DatagramHead head, ushort sourcePort, ushort port)
    {
        UdpEndpoint? best = null;
        int highest = -1;
        for (UdpEndpoint? endpoint = FirstOn(port); endpoint is not null; endpoint = endpoint.NextOnPort)
        {
            int score = endpoint.Score(head, sourcePort);
            if (score > highest) (best, highest) = (endpoint, score);
        }

        return best;
    }

    private bool IsTaken(in IpAddress address, ushort port, bool shares)
    {
        for (UdpEndpoint? other = FirstOn(port); other is not null; other = other.NextOnPort)
        {
            if (!(shares && other.SharesPort) && Overlap(address, other.LocalAddress)) return true;
        }

        return false;
    }

    private ushort ChoosePort(in IpAddress address)
    {
        const int Count = LastEphemeral - FirstEphemeral + 1;
        int start = _random.Next(Count);
        for (int i = 0; i < Count; i++)
        {
            ushort port = (ushort)(FirstEphemeral + ((start + i) % Count));
            if (!IsTaken(address, port, false)) return port;
        }

        return 0;
    }

    private static bool IsWildcard(in IpAddress address) => address.Family == IpFamily.None || Addresses.IsUnspecified(address);

    private static bool Overlap(in IpAddress a, in IpAddress b)
    {
        if (a.Family == IpFamily.None || b.Family == IpFamily.None) return true;
        return a.Family == b.Family && (a == b || IsWildcard(a) || IsWildcard(b));
    }
}
