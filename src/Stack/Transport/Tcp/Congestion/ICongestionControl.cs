using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Congestion;

/// <summary>Decides how much may be out. A learner may replace it. It says how cwnd grows and how far it falls; when it
/// does so is loss recovery's matter.</summary>
public interface ICongestionControl
{
    /// <summary>Its name, as Linux spells it: reno, cubic, vegas.</summary>
    string Name { get; }

    /// <summary>Segments were acknowledged outside of recovery, and cwnd was what limited the sender.</summary>
    /// <param name="window">The window to let grow.</param>
    /// <param name="ackedSegments">How many segments were newly acknowledged, at least 1.</param>
    /// <param name="now">The time.</param>
    void OnAcknowledged(CongestionWindow window, int ackedSegments, Timestamp now);

    /// <summary>A round trip was measured.</summary>
    /// <param name="window">The window.</param>
    /// <param name="roundTripTime">The round trip of the newest segment that was acknowledged.</param>
    /// <param name="roundEnded">True when a window's worth of data was acknowledged since this was last true.</param>
    /// <param name="now">The time.</param>
    void OnRoundTrip(CongestionWindow window, Duration roundTripTime, bool roundEnded, Timestamp now);

    /// <summary>A loss or a congestion mark: the new slow start threshold, in segments, at least 2.</summary>
    int Reduce(CongestionWindow window, Timestamp now);

    /// <summary>A retransmission time-out: whatever was learnt of the path is stale.</summary>
    void OnTimeout(CongestionWindow window);
}
