using NetStack.Bytes;

namespace NetStack.Capture.Devices;

/// <summary>Which NIC, and how.</summary>
public sealed record NicOptions
{
    /// <summary>Its name, as <c>netstack devices</c> lists it.</summary>
    public required string Name { get; init; }

    /// <summary>The link address of the host; null derives one from the device's.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Reads every frame, whoever it is for: one side of a middlebox. Otherwise what is for the host alone.</summary>
    public bool TakesAll { get; init; }

    /// <summary>The network namespace (of <c>ip netns</c>) that the device is in; null for this process's own.</summary>
    public string? NetworkNamespace { get; init; }

    /// <summary>Octets in which the kernel keeps frames until they are read.</summary>
    public int KernelBufferOctets { get; init; } = 32 << 20;
}
