using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Congestion;

/// <summary>Additive increase, multiplicative decrease. Source: RFC 5681 §3.1.</summary>
public sealed class Reno : ICongestionControl
{
    /// <summary>The one there is: it keeps nothing.</summary>
    public static Reno Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "reno";

    /// <inheritdoc/>
    public void OnAcknowledged(CongestionWindow window, int ackedSegments, Timestamp now)
    {
        if (window.InSlowStart) ackedSegments = window.GrowExponentially(ackedSegments);
        if (ackedSegments > 0) window.GrowLinearly(window.Cwnd, ackedSegments);
    }

    /// <inheritdoc/>
    public void OnRoundTrip(CongestionWindow window, Duration roundTripTime, bool roundEnded, Timestamp now)
    {
    }

    /// <summary>RFC 5681 (4): half of what is out, but at least two segments.</summary>
    public int Reduce(CongestionWindow window, Timestamp now) => Math.Max(window.Cwnd / 2, 2);

    /// <inheritdoc/>
    public void OnTimeout(CongestionWindow window)
    {
    }
}
