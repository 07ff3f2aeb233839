using NetStack.Bytes;

namespace NetStack.Recording;

/// <summary>A capture point of a recording, as its Interface Description Block (or pcap file header) has it.</summary>
public sealed record RecordedInterface
{
    /// <summary>What its frames begin with.</summary>
    public LinkType LinkType { get; init; } = LinkType.Ethernet;

    /// <summary>The most octets of a frame that were kept, 0 for all.</summary>
    public uint SnapLength { get; init; }

    /// <summary>The device's name, such as <c>eth0</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The device's description.</summary>
    public string? Description { get; init; }

    /// <summary>The capture filter, when it is known as text.</summary>
    public string? Filter { get; init; }

    /// <summary>The operating system of the machine that captured.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>The device's hardware.</summary>
    public string? Hardware { get; init; }

    /// <summary>Bits a second, 0 when unknown.</summary>
    public ulong Speed { get; init; }

    /// <summary>Octets of the frame check sequence at the end of each frame; null when unknown.</summary>
    public int? FcsLength { get; init; }

    /// <summary>What a tick of its time stamps is.</summary>
    public TimeResolution Resolution { get; init; } = TimeResolution.Microseconds;

    /// <summary>Which section of the file it belongs to, from 0.</summary>
    public int Section { get; init; }

    /// <summary>Its number within the section, which tshark shows as <c>frame.interface_id</c>.</summary>
    public int IdInSection { get; init; }

    /// <summary>The section's byte order: the frames' options are in it, too.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>The last statistics that the recording holds for this interface, if any.</summary>
    public InterfaceStatistics? Statistics { get; internal set; }
}
