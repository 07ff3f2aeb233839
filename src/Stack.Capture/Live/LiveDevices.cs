using System.Net;
using SharpPcap.LibPcap;

namespace NetStack.Capture.Live;

/// <summary>The devices of this machine.</summary>
public static class LiveDevices
{
    // libpcap's PCAP_IF_ flags.
    private const uint LoopbackFlag = 1, UpFlag = 2, RunningFlag = 4;

    /// <summary>libpcap's version, such as 1.10.3; null when it cannot be loaded.</summary>
    public static string? LibraryVersion
    {
        get
        {
            try
            {
                return LiveErrors.Translate(null, () => SharpPcap.Pcap.LibpcapVersion.ToString());
            }
            catch (CaptureException)
            {
                return null;
            }
        }
    }

    /// <summary>All devices that libpcap knows, in its order: the likeliest first.</summary>
    /// <exception cref="CaptureException">libpcap is missing.</exception>
    public static IReadOnlyList<LiveDevice> List() => LiveErrors.Translate(null, () =>
        (IReadOnlyList<LiveDevice>)[.. PcapInterface.GetAllPcapInterfaces().Select(Describe)]);

    private static LiveDevice Describe(PcapInterface device) => new(
        device.Name,
        string.IsNullOrWhiteSpace(device.Description) ? null : device.Description,
        (device.Flags & UpFlag) != 0,
        (device.Flags & RunningFlag) != 0,
        (device.Flags & LoopbackFlag) != 0,
        [.. device.Addresses.Select(address => address.Addr?.ipAddress).OfType<IPAddress>()]);
}
