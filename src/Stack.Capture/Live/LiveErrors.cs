using SharpPcap;

namespace NetStack.Capture.Live;

/// <summary>What libpcap's errors mean, and the command that helps.</summary>
internal static class LiveErrors
{
    /// <summary>The command that gives this program the right to capture, for good.</summary>
    public static string GrantCommand => $"sudo setcap cap_net_raw,cap_net_admin=eip {Environment.ProcessPath}";

    /// <summary>Does something with libpcap and translates its errors.</summary>
    /// <param name="device">The device concerned, if any.</param>
    /// <param name="action">What to do.</param>
    public static T Translate<T>(string? device, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (PcapException e)
        {
            throw Explain(device, e);
        }
        catch (Exception e) when (IsLibraryMissing(e))
        {
            (string library, string help) = OperatingSystem.IsWindows() ? ("Npcap", "https://npcap.com")
                : ("libpcap", OperatingSystem.IsMacOS() ? "brew install libpcap" : "sudo apt-get install libpcap0.8");
            throw new CaptureException(
                CaptureError.LibraryMissing, "capture.error.library-missing", $"{library} is missing; install it: {help}", e);
        }
    }

    public static CaptureException NoSuchDevice(string device, IEnumerable<string> known)
    {
        string near = string.Join(", ", known.OrderBy(name => Distance(device, name)).ThenBy(name => name, StringComparer.Ordinal).Take(3));
        return new(CaptureError.NoSuchDevice, "capture.error.no-such-device",
            $"there is no device {device}; near it: {near}. netstack devices lists them all");
    }

    public static CaptureException DeviceGone(string device, string message) => new(
        CaptureError.DeviceGone, "capture.error.device-gone",
        $"{device}: the capture ended, as the device went away ({message}); look at it with: ip link show {device}");

    public static CaptureException BadFilter(string filter, string message) => new(
        CaptureError.BadFilter, "capture.error.bad-filter",
        $"the capture filter \"{filter}\" is wrong: {message}; man pcap-filter tells how to write one, such as \"tcp port 80\"");

    private static CaptureException Explain(string? device, PcapException error)
    {
        if (error.Error is PcapError.PermissionDenied or PcapError.PromiscuousPermissionDenied)
            return new(CaptureError.NoPermission, "capture.error.no-permission",
                $"{device}: you may not capture; run this with sudo, or once: {GrantCommand}", error);
        if (error.Error == PcapError.InterfaceNotUp)
            return new(CaptureError.DeviceFailure, "capture.error.device-down",
                $"{device}: is down; bring it up: sudo ip link set {device} up", error);
        return new(CaptureError.DeviceFailure, "capture.error.device-failure", $"{device ?? "libpcap"}: {error.Message.Trim()}", error);
    }

    private static bool IsLibraryMissing(Exception? error) => error switch
    {
        null => false,
        DllNotFoundException or EntryPointNotFoundException => true,
        _ => IsLibraryMissing(error.InnerException),
    };

    /// <summary>How many characters must be inserted, removed or replaced (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            above = row;
        }

        return above[b.Length];
    }
}
