using NetStack.Bytes;

namespace NetStack.Application.Bulk;

/// <summary>What a bulk sender sends.</summary>
public sealed record BulkOptions
{
    /// <summary>Octets for each connection.</summary>
    public long Octets { get; init; } = long.MaxValue;

    /// <summary>How long it sends, from when the connection is open; zero for as long as it takes.</summary>
    public Duration Time { get; init; }

    /// <summary>Connections at the same time.</summary>
    public int Connections { get; init; } = 1;
}
