using NetStack.Bytes;

namespace NetStack.Capture.Devices;

/// <summary>Link addresses for hosts that share a device with this machine's kernel.</summary>
public static class HostMac
{
    private const ulong Group = 1UL << 40, Local = 2UL << 40, Other = 0x10UL << 40; // bits of the first octet on the wire

    /// <summary>An address that is not the device's own, and the same each time. It says of itself that nobody has assigned it
    /// (IEEE 802 §8.2.2: the local bit).</summary>
    public static MacAddress Beside(MacAddress device) => new(((device.Value ^ Other) & ~Group) | Local);
}
