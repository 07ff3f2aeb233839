using NetStack.Bytes;

namespace NetStack.Internet;

/// <summary>A datagram on its way in: its octets from the IP header to its end, and how it came.</summary>
internal readonly ref struct Arrival
{
    public required HostInterface Interface { get; init; }

    public required ReadOnlySpan<byte> Datagram { get; init; }

    public ChecksumState Checksum { get; init; }

    public int SegmentSize { get; init; }

    /// <summary>It came from this host itself.</summary>
    public bool IsLoop { get; init; }

    /// <summary>The frame was for everybody on the link, or for a group.</summary>
    public bool IsLinkGroup { get; init; }

    /// <summary>It was put together from fragments.</summary>
    public bool IsReassembled { get; init; }

    /// <summary>The same arrival cut to the datagram's length.</summary>
    public Arrival With(ReadOnlySpan<byte> datagram) => new()
    {
        Interface = Interface, Datagram = datagram, Checksum = Checksum, SegmentSize = SegmentSize, IsLoop = IsLoop,
        IsLinkGroup = IsLinkGroup, IsReassembled = IsReassembled,
    };
}
