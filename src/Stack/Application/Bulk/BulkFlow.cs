using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Application.Bulk;

/// <summary>How much went through a connection, and how fast.</summary>
public sealed class BulkFlow
{
    /// <summary>Octets so far.</summary>
    public long Octets { get; private set; }

    /// <summary>When the connection was opened.</summary>
    public Timestamp StartedAt { get; internal set; } = Timestamp.Never;

    /// <summary>When the last octets came or were taken.</summary>
    public Timestamp LastAt { get; private set; }

    /// <summary>True when the connection has ended.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Why it broke, or none.</summary>
    public Errno Error { get; private set; }

    /// <summary>Bits a second from the opening to the last octets; 0 when no time has passed.</summary>
    public long BitsPerSecond
    {
        get
        {
            long time = LastAt > StartedAt ? (LastAt - StartedAt).Nanoseconds : 0;
            return time == 0 ? 0 : (long)((Int128)Octets * 8 * Duration.PerSecond / time);
        }
    }

    internal void Count(int octets, Timestamp now)
    {
        if (octets <= 0) return;
        Octets += octets;
        LastAt = now;
    }

    internal void End(Errno error) => (HasEnded, Error) = (true, error);
}
