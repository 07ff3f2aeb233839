using NetStack.Bytes;

namespace NetStack.Application.Ping;

/// <summary>What a ping asks whom, and how often.</summary>
public sealed record PingOptions
{
    /// <summary>Who is asked: a host, a group, or with <see cref="Broadcast"/> a broadcast address.</summary>
    public required IpAddress Destination { get; init; }

    /// <summary>Requests to send; 0 goes on until it is stopped.</summary>
    public int Count { get; init; } = 4;

    /// <summary>Time from one request to the next.</summary>
    public Duration Interval { get; init; } = Duration.FromSeconds(1);

    /// <summary>How long a reply is waited for.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(4);

    /// <summary>Octets of data in a request.</summary>
    public int Size { get; init; } = 56;

    /// <summary>The data, repeated as often as needed; empty counts upwards. Some patterns show links that damage them.</summary>
    public ReadOnlyMemory<byte> Pattern { get; init; }

    /// <summary>TTL or hop limit; 0 is the host's.</summary>
    public byte HopLimit { get; init; }

    /// <summary>Requests are not fragmented, neither here nor by a router: what is too large is told.</summary>
    public bool DontFragment { get; init; }

    /// <summary>The destination is a broadcast address: many answer.</summary>
    public bool Broadcast { get; init; }

    /// <summary>The address to ask from; <c>default</c> lets the route decide.</summary>
    public IpAddress Source { get; init; }
}
