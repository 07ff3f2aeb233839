using NetStack.Bytes;

namespace NetStack.Application.Http.Fetching;

/// <summary>How a client asks, and what it puts up with.</summary>
public sealed record HttpFetchOptions
{
    /// <summary>Sends all requests at once, before the first is answered. Source: RFC 9112 §9.3.2.</summary>
    public bool IsPipelined { get; init; }

    /// <summary>Octets of an answer's head.</summary>
    public int MaxHead { get; init; } = 65_536;

    /// <summary>Octets of an answer's body.</summary>
    public long MaxBody { get; init; } = long.MaxValue;

    /// <summary>How long opening the connection may take.</summary>
    public Duration ConnectLimit { get; init; } = Duration.FromSeconds(30);

    /// <summary>How long nothing may come.</summary>
    public Duration IdleLimit { get; init; } = Duration.FromSeconds(30);

    /// <summary>How long all of it may take; zero for as long as it likes.</summary>
    public Duration TotalLimit { get; init; }
}
