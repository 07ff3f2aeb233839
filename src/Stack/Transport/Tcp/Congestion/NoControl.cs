using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Congestion;

/// <summary>Only the receiver's window limits: how TCP was before 1988, for a lab that shows why it is not so any more.</summary>
public sealed class NoControl : ICongestionControl
{
    private const int Unlimited = 1 << 20;

    /// <summary>The one there is: it keeps nothing.</summary>
    public static NoControl Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "none";

    /// <inheritdoc/>
    public void OnAcknowledged(CongestionWindow window, int ackedSegments, Timestamp now) => window.Cwnd = Unlimited;

    /// <inheritdoc/>
    public void OnRoundTrip(CongestionWindow window, Duration roundTripTime, bool roundEnded, Timestamp now) => window.Cwnd = Unlimited;

    /// <inheritdoc/>
    public int Reduce(CongestionWindow window, Timestamp now) => Unlimited;

    /// <inheritdoc/>
    public void OnTimeout(CongestionWindow window)
    {
    }
}
