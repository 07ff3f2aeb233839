using NetStack.Bytes;

namespace NetStack.Application.Bulk;

/// <summary>What a UDP streamer sends.</summary>
public sealed record UdpStreamerOptions
{
    /// <summary>Octets of a datagram's data; at least <see cref="UdpStreamer.HeaderLength"/>.</summary>
    public int DatagramOctets { get; init; } = 1000;

    /// <summary>The time from one datagram to the next: 1000 octets each 8 ms are 1 Mbit/s.</summary>
    public Duration Interval { get; init; } = Duration.FromMilliseconds(8);

    /// <summary>How many datagrams.</summary>
    public long Count { get; init; } = long.MaxValue;

    /// <summary>How long it sends at a time, in the mean; zero for without a break. With <see cref="Off"/> this
    /// makes an on/off source.</summary>
    public Duration On { get; init; }

    /// <summary>How long it is silent then, in the mean.</summary>
    public Duration Off { get; init; }

    /// <summary>Where the random lengths of the times start. They are equally likely from nothing to twice the
    /// mean; 0 for the mean itself, always.</summary>
    public ulong Seed { get; init; }
}
