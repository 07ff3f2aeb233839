using NetStack.Bytes;

namespace NetStack.Application.Traceroute;

/// <summary>What a traceroute sends where.</summary>
public sealed record TracerouteOptions
{
    /// <summary>The way to whom.</summary>
    public required IpAddress Destination { get; init; }

    /// <summary>What probes are made of.</summary>
    public TracerouteMethod Method { get; init; }

    /// <summary>The hop limit to begin with.</summary>
    public byte FirstHop { get; init; } = 1;

    /// <summary>The hop limit to end with.</summary>
    public byte MaxHops { get; init; } = 30;

    /// <summary>Probes of each hop, 1 to 10.</summary>
    public int ProbesPerHop { get; init; } = 3;

    /// <summary>Probes that may be under way at a time.</summary>
    public int Simultaneous { get; init; } = 16;

    /// <summary>How long the answer to a probe is waited for.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(3);

    /// <summary>The UDP port of the first probe; each further one has the next.</summary>
    public ushort Port { get; init; } = 33_434;

    /// <summary>Octets of a probe with its IP header.</summary>
    public int Octets { get; init; } = 60;

    /// <summary>Routers do not fragment probes, but say how much the next link takes; the probe is sent again with so much. With
    /// many octets this finds the path's MTU, hop by hop.</summary>
    public bool DontFragment { get; init; }
}
