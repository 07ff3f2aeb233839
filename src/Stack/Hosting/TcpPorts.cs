using NetStack.Bytes;
using NetStack.Transport.Tcp;

namespace NetStack.Hosting;

/// <summary>Which sockets are bound to which TCP port, and who may share one.</summary>
internal sealed class TcpPorts(TcpLayer tcp)
{
    private readonly Dictionary<ushort, List<TcpSocket>> _sockets = [];

    public void Add(TcpSocket socket, ushort port)
    {
        if (!_sockets.TryGetValue(port, out List<TcpSocket>? bound)) _sockets[port] = bound = [];
        bound.Add(socket);
    }

    public void Remove(TcpSocket socket, ushort port)
    {
        if (_sockets.TryGetValue(port, out List<TcpSocket>? bound) && bound.Remove(socket) && bound.Count == 0) _sockets.Remove(port);
    }

    /// <summary>Linux: two sockets may have the same port on overlapping addresses when both said SO_REUSEADDR and neither listens,
    /// or both said SO_REUSEPORT.</summary>
    public bool IsTaken(TcpSocket by, in IpAddress address, ushort port)
    {
        if (!by.SharesPort && tcp.IsPortInUse(port)) return true;
        if (!_sockets.TryGetValue(port, out List<TcpSocket>? bound)) return false;
        foreach (TcpSocket other in bound)
        {
            bool mayShare = (by.SharesPort && other.SharesPort && !other.IsListening) || (by.SharesListening && other.SharesListening);
            if (!mayShare && Overlap(address, other.LocalAddress)) return true;
        }

        return false;
    }

    /// <summary>True when another socket listens where this one wants to.</summary>
    public bool IsListenedOn(TcpSocket by, in IpAddress address, ushort port)
    {
        if (!_sockets.TryGetValue(port, out List<TcpSocket>? bound)) return false;
        foreach (TcpSocket other in bound)
            if (!ReferenceEquals(by, other) && other.IsListening && Overlap(address, other.LocalAddress)) return true;
        return false;
    }

    /// <summary>A port that nobody has bound and that is free towards the peer; 0 when there is none.</summary>
    public ushort Choose(in IpAddress local, in IpAddress remote, ushort remotePort, (ushort First, ushort Last) range, Timestamp now)
    {
        TcpProfile profile = tcp.Profile;
        if (range.First > 0) profile = profile with { FirstEphemeralPort = range.First };
        if (range.Last > 0) profile = profile with { LastEphemeralPort = range.Last };
        for (int tries = profile.LastEphemeralPort - profile.FirstEphemeralPort; tries >= 0; tries--)
        {
            ushort port = tcp.ChoosePort(local, remote, remotePort, profile, now);
            if (port == 0) return 0;
            bool isBound = _sockets.ContainsKey(port) || (remote.Family == IpFamily.None && tcp.IsPortInUse(port));
            if (!isBound) return port;
        }

        return 0;
    }

    private static bool Overlap(in IpAddress a, in IpAddress b)
    {
        if (a.Family == IpFamily.None || b.Family == IpFamily.None) return true;
        return a.Family == b.Family && (a == b || a is { High: 0, Low: 0 } || b is { High: 0, Low: 0 });
    }
}
