using NetStack.Bytes;

namespace NetStack.Internet.Neighbors;

/// <summary>One neighbor. Source: RFC 4861 §5.1.</summary>
internal sealed class NeighborEntry(int @interface, IpAddress address)
{
    public int Interface { get; } = @interface;

    public IpAddress Address { get; } = address;

    public MacAddress Mac { get; set; }

    public NeighborState State { get; set; }

    /// <summary>When the state's timer fires; <see cref="Timestamp.Never"/> in STALE and for permanent entries.</summary>
    public Timestamp Deadline { get; set; } = Timestamp.Never;

    /// <summary>Questions asked in this state.</summary>
    public int Solicitations { get; set; }

    /// <summary>When a datagram was last sent to it: who has not been used for longest gives way first.</summary>
    public Timestamp LastUsed { get; set; }

    /// <summary>Datagrams that wait for the address, the oldest first.</summary>
    public Queue<HeldDatagram> Pending { get; } = new(0);

    /// <summary>Its place in the cache's list.</summary>
    public int Place { get; set; }

    /// <summary>True when the link address is known.</summary>
    public bool IsResolved => State is not (NeighborState.None or NeighborState.Incomplete);
}

/// <summary>A copy of a datagram that waits for its neighbor's address.</summary>
internal readonly record struct HeldDatagram(byte[] Octets, ChecksumState Checksum, int SegmentSize)
{
    public Frame Frame => new(Octets, Checksum, SegmentSize);
}
