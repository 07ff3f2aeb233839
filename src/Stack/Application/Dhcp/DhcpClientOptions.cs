using NetStack.Bytes;

namespace NetStack.Application.Dhcp;

/// <summary>The times of a client.</summary>
public sealed record DhcpClientOptions
{
    /// <summary>The least wait before the first question: hosts that are switched on together do not ask together.
    /// Source: RFC 2131 §4.4.1 (1 to 10 s).</summary>
    public Duration LeastStartDelay { get; init; } = Duration.FromSeconds(1);

    /// <summary>The longest wait before the first question.</summary>
    public Duration MostStartDelay { get; init; } = Duration.FromSeconds(10);

    /// <summary>The wait before the first retransmission; it doubles. Source: RFC 2131 §4.1.</summary>
    public Duration FirstRetransmission { get; init; } = Duration.FromSeconds(4);

    /// <summary>The longest wait between retransmissions.</summary>
    public Duration LastRetransmission { get; init; } = Duration.FromSeconds(64);

    /// <summary>Requests for an offer before another is looked for. Source: RFC 2131 §3.1, 5.</summary>
    public int RequestAttempts { get; init; } = 4;

    /// <summary>The least wait between questions for more time. Source: RFC 2131 §4.4.5.</summary>
    public Duration LeastRenewal { get; init; } = Duration.FromSeconds(60);

    /// <summary>The wait after a conflict. Source: RFC 2131 §3.1, 5.</summary>
    public Duration AfterConflict { get; init; } = Duration.FromSeconds(10);
}
