using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Congestion;

/// <summary>The congestion window of a connection, in segments of SMSS octets, and what its control has to know.
/// Source: RFC 5681 §3.1.</summary>
public sealed class CongestionWindow
{
    /// <summary>The slow start threshold before the first loss: as high as can be.</summary>
    public const int NoThreshold = int.MaxValue;

    /// <summary>cwnd, in segments.</summary>
    public int Cwnd { get; set; } = 10;

    /// <summary>ssthresh, in segments.</summary>
    public int Ssthresh { get; set; } = NoThreshold;

    /// <summary>Segments acknowledged since cwnd last grew by one in congestion avoidance.</summary>
    public int Credit { get; set; }

    /// <summary>cwnd when the window was last reduced.</summary>
    public int PriorCwnd { get; set; }

    /// <summary>ssthresh to return to when the reduction was in vain, 0 for none.</summary>
    public int PriorSsthresh { get; set; }

    /// <summary>True when cwnd kept something from being sent since it was last looked at.</summary>
    public bool IsLimiting { get; set; }

    /// <summary>The largest flight of the current round, in segments.</summary>
    public int LargestFlight { get; set; }

    /// <summary>SRTT, zero before the first sample.</summary>
    public Duration SmoothedRtt { get; set; }

    /// <summary>The least round trip seen of late, zero before the first sample.</summary>
    public Duration MinimumRtt { get; set; }

    /// <summary>True below the threshold. Source: RFC 5681 §3.1.</summary>
    public bool InSlowStart => Cwnd < Ssthresh;

    /// <summary>Slow start: one segment for each that was acknowledged, up to the threshold.</summary>
    /// <returns>Segments left for congestion avoidance.</returns>
    public int GrowExponentially(int acked)
    {
        int grown = (int)Math.Min((long)Cwnd + acked, Ssthresh), used = grown - Cwnd;
        Cwnd = grown;
        return acked - used;
    }

    /// <summary>Congestion avoidance: one segment for every <paramref name="perSegment"/> that are acknowledged.</summary>
    public void GrowLinearly(int perSegment, int acked)
    {
        if (Credit >= perSegment)
        {
            Credit = 0;
            Cwnd++;
        }

        Credit += acked;
        if (Credit < perSegment) return;
        int steps = Credit / perSegment;
        Credit -= steps * perSegment;
        Cwnd += steps;
    }
}
