using System.Diagnostics;

namespace NetStack.Benchmarks.Tap;

/// <summary>Network namespaces for a run: they keep the machine's own network out of it, and are removed at the end.</summary>
internal sealed class Rooms : IDisposable
{
    public const string KernelAddress = "10.99.0.1", HostAddress = "10.99.0.2", NobodysAddress = "10.99.1.77";
    public const string NowhereAddress = "10.98.0.1", NowhereGateway = "10.98.0.2";
    private readonly string _id = $"nsb{Environment.ProcessId % 100_000}";
    private readonly List<string> _names = [];

    /// <summary>Makes an empty namespace.</summary>
    public string Add(string suffix)
    {
        string name = _id + suffix;
        Ip($"netns add {name}");
        _names.Add(name);
        Ip($"-n {name} link set lo up");
        return name;
    }

    /// <summary>Two namespaces with a veth cable between them, offload as the kernel has it.</summary>
    public (string Near, string Far) AddVeth()
    {
        (string near, string far) = (Add("n"), Add("f"));
        Ip($"-n {near} link add veth0 type veth peer name veth0 netns {far}");
        foreach ((string name, string address) in ((string, string)[])[(near, KernelAddress), (far, HostAddress)])
        {
            Ip($"-n {name} addr add {address}/24 dev veth0");
            Ip($"-n {name} link set veth0 up");
        }

        return (near, far);
    }

    public static void Ip(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments))!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"ip {arguments} failed");
    }

    public void Dispose()
    {
        foreach (string name in _names)
            Ip($"netns del {name}");
    }
}
