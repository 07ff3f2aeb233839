using NetStack.Transport.Tcp;

namespace NetStack.Hosting;

/// <summary>What a socket has been told by its options. An immutable value: a listener's is shared by all the sockets
/// accepted from it until one of them changes something, so that a million idle sockets hold one.</summary>
internal sealed record SocketSettings
{
    public static SocketSettings Default { get; } = new();

    public bool ReuseAddress { get; init; }

    public bool ReusePort { get; init; }

    public bool Broadcast { get; init; }

    public bool KeepAlive { get; init; }

    public bool LingerOn { get; init; }

    public int LingerSeconds { get; init; }

    /// <summary>0 is the host's own choice, here and where nothing else is said.</summary>
    public int SendBuffer { get; init; }

    public int ReceiveBuffer { get; init; }

    public int ReceiveLowWater { get; init; } = 1;

    public byte TrafficClassV4 { get; init; }

    public byte TrafficClassV6 { get; init; }

    public byte HopLimitV4 { get; init; }

    public byte HopLimitV6 { get; init; }

    public byte MtuDiscovery { get; init; } = 1;

    public bool ReceiveErrorsV4 { get; init; }

    public bool ReceiveErrorsV6 { get; init; }

    public bool Ipv6Only { get; init; }

    public int GroupInterface { get; init; }

    public byte GroupHopLimit { get; init; } = 1;

    public bool GroupLoop { get; init; } = true;

    public bool NoDelay { get; init; }

    public bool Cork { get; init; }

    public bool QuickAck { get; init; } = true;

    public int MaxSegment { get; init; }

    public int KeepIdle { get; init; }

    public int KeepInterval { get; init; }

    public int KeepCount { get; init; }

    public int SynCount { get; init; }

    public int Linger2 { get; init; }

    public int DeferAccept { get; init; }

    public int WindowClamp { get; init; }

    public CongestionAlgorithm? Congestion { get; init; }

    public int UserTimeoutMilliseconds { get; init; }

    public int FastOpenQueue { get; init; }

    public bool FastOpenConnect { get; init; }

    public long NotSentLowWater { get; init; }

    public bool Inq { get; init; }

    public bool ZeroCopy { get; init; }

    public bool BindAddressNoPort { get; init; }

    /// <summary>First and last port to choose from; 0 is the profile's.</summary>
    public (ushort First, ushort Last) LocalPorts { get; init; }
}
