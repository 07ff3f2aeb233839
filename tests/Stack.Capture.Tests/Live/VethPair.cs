using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace NetStack.Tests.Live;

/// <summary>A cable between this machine and a network namespace of its own, with an address at each end.</summary>
internal sealed class VethPair : IDisposable
{
    private static int _count;

    private readonly string _namespace;
    private readonly int _net;

    private VethPair()
    {
        int number = Interlocked.Increment(ref _count);
        string id = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId % 100_000}x{number}");
        (_namespace, Device) = ($"nst{id}", $"vn{id}");
        _net = ((Environment.ProcessId * 16) + number) % 250;
        Run("ip", $"netns add {_namespace}");
        Run("ip", $"link add {Device} type veth peer name far netns {_namespace}");
        Run("ip", $"addr add {NearAddress}/24 dev {Device}");
        Run("ip", $"link set {Device} up");
        Run("ip", $"-n {_namespace} addr add {FarAddress}/24 dev far");
        Run("ip", $"-n {_namespace} link set far up");
    }

    /// <summary>The end on this machine.</summary>
    public string Device { get; }

    public string NearAddress => $"10.213.{_net}.1";

    public string FarAddress => $"10.213.{_net}.2";

    /// <summary>Makes one; skips the test where that is not possible.</summary>
    public static VethPair Create()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "network namespaces are Linux's");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may make network namespaces: run the tests with sudo");
        Assert.SkipUnless(File.Exists("/usr/sbin/ip") || File.Exists("/sbin/ip"), "ip is missing: sudo apt-get install iproute2");
        return new();
    }

    /// <summary>Starts to ping the near end from the far end.</summary>
    public Process StartPing(int count) => Start("ip",
        string.Create(CultureInfo.InvariantCulture, $"netns exec {_namespace} ping -n -i 0.05 -W 1 -c {count} {NearAddress}"));

    /// <summary>Starts a program at the far end.</summary>
    public Process StartFar(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo("ip", ["netns", "exec", _namespace, program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    public void Remove() => Run("ip", $"link del {Device}");

    public void Dispose()
    {
        using Process link = Start("ip", $"link del {Device}");
        link.WaitForExit();
        using Process process = Start("ip", $"netns del {_namespace}");
        process.WaitForExit();
    }

    private static void Run(string program, string arguments)
    {
        using Process process = Start(program, arguments);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipUnless(process.ExitCode == 0, $"{program} {arguments}: {error.Trim()}");
    }

    private static Process Start(string program, string arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
