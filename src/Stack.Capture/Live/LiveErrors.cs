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
            throw new CaptureException(CaptureError.LibraryMissing, OperatingSystem.IsWindows()
                ? "Npcap is missing: install it from https://npcap.com"
                : OperatingSystem.IsMacOS() ? "libpcap is missing: install it with brew install libpcap"
                : "libpcap is missing: sudo apt-get install libpcap0.8", e);
        }
    }

    public static CaptureException NoSuchDevice(string device, IEnumerable<string> known)
    {
        string near = string.Join(", ", known.OrderBy(name => Distance(device, name)).ThenBy(name => name, StringComparer.Ordinal).Take(3));
        string help = near.Length > 0 ? $"near it: {near}. netstack devices lists them all" : "netstack devices lists those that there are";
        return new(CaptureError.NoSuchDevice, $"there is no device {device}; {help}");
    }

    public static CaptureException DeviceGone(string device, string message) => new(CaptureError.DeviceGone,
        $"{device}: the capture ended, as the device went away ({message}); look at it with: ip link show {device}");

    public static CaptureException BadFilter(string filter, string message) => new(CaptureError.BadFilter,
        $"the capture filter \"{filter}\" is wrong: {message}; man pcap-filter tells how to write one, such as \"tcp port 80\"");

    private static CaptureException Explain(string? device, PcapException error)
    {
        if (error.Error is PcapError.PermissionDenied or PcapError.PromiscuousPermissionDenied)
            return new(CaptureError.NoPermission,
                $"{device}: you may not capture; run this with sudo, or once: {GrantCommand}", error);
        if (error.Error == PcapError.InterfaceNotUp)
            return new(CaptureError.DeviceFailure, $"{device}: is down; bring it up: sudo ip link set {device} up", error);
        return new(CaptureError.DeviceFailure, $"{device ?? "libpcap"}: {error.Message.Trim()}", error);
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
