using NetStack.Bytes;

namespace NetStack.Capture.Devices;

/// <summary>Which TAP device, and how.</summary>
public sealed record TapOptions
{
    /// <summary>The device's name, at most 15 characters: one that exists and that this user may attach to, or a new one.</summary>
    public required string Name { get; init; }

    /// <summary>The MTU to set; null leaves the device's own, 1500 for a new one.</summary>
    public int? Mtu { get; init; }

    /// <summary>The link address of the host; null derives one from the device's.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Asks the kernel for partial checksums and super-segments, both ways.</summary>
    public bool UseOffload { get; init; } = true;

    /// <summary>Asks that the kernel take what is written through its NAPI, which joins segments before its TCP sees
    /// them.</summary>
    /// <remarks>Worth it where a thread of the kernel does that work beside us: the administrator writes 1 to the
    /// device's <c>/sys/class/net/NAME/threaded</c>. Without offload a stream then leaves about twice as fast, and a
    /// single octet takes some microseconds longer; without that thread both get worse.</remarks>
    public bool UseNapi { get; init; }

    /// <summary>Brings the device up, so that the kernel's end of the cable is plugged in.</summary>
    public bool BringUp { get; init; } = true;

    /// <summary>The network namespace (of <c>ip netns</c>) that the device is in; null for this process's own.</summary>
    public string? NetworkNamespace { get; init; }
}
