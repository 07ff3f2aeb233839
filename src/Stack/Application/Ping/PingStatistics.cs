using NetStack.Bytes;

namespace NetStack.Application.Ping;

/// <summary>The last lines of a ping: how many came back, and how long it took. Integers only: the same on every platform.</summary>
public sealed class PingStatistics
{
    private UInt128 _sum, _sumOfSquares;

    /// <summary>Requests sent, or tried.</summary>
    public long Sent { get; internal set; }

    /// <summary>Requests that were answered in time.</summary>
    public long Received { get; private set; }

    /// <summary>Replies beyond the first of a request.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Replies with other data than was sent.</summary>
    public long Damaged { get; internal set; }

    /// <summary>Replies after their time.</summary>
    public long Late { get; internal set; }

    /// <summary>Errors told, by ICMP or by the host.</summary>
    public long Errors { get; internal set; }

    /// <summary>Requests without a reply in time, in percent, rounded down.</summary>
    public int LossPercent => Sent == 0 ? 0 : (int)((Sent - Received) * 100 / Sent);

    /// <summary>The shortest round trip; 0 while there is none.</summary>
    public Duration Least { get; private set; }

    /// <summary>The longest round trip.</summary>
    public Duration Most { get; private set; }

    /// <summary>The mean round trip.</summary>
    public Duration Mean => Received == 0 ? default : new((long)(_sum / (UInt128)Received));

    /// <summary>What ping prints as mdev: the standard deviation, the root of the mean square less the squared mean.</summary>
    public Duration Deviation
    {
        get
        {
            if (Received == 0) return default;
            UInt128 mean = _sum / (UInt128)Received, meanSquare = _sumOfSquares / (UInt128)Received;
            return new((long)SquareRoot(meanSquare - (mean * mean))); // never below zero, rounded down or not
        }
    }

    internal void Add(Duration roundTrip)
    {
        UInt128 nanoseconds = (UInt128)Math.Max(0, roundTrip.Nanoseconds);
        Least = Received == 0 || roundTrip < Least ? roundTrip : Least;
        Most = roundTrip > Most ? roundTrip : Most;
        Received++;
        _sum += nanoseconds;
        _sumOfSquares += nanoseconds * nanoseconds;
    }

    /// <summary>The integer square root, bit by bit.</summary>
    private static UInt128 SquareRoot(UInt128 value)
    {
        UInt128 root = 0;
        for (UInt128 bit = UInt128.One << 63; bit > 0; bit >>= 1)
        {
            UInt128 candidate = root | bit;
            if (candidate * candidate <= value) root = candidate;
        }

        return root;
    }
}
