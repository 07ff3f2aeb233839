using System.Diagnostics;

namespace NetStack.Benchmarks.Tap;

/// <summary>gVisor's netstack on a TAP device: <c>gvisor/main.go</c>, built here from Debian's packages of its
/// source.</summary>
internal static class GVisorPeer
{
    private const string GoPath = "/usr/share/gocode";

    /// <summary>True when the source of netstack is installed.</summary>
    public static bool HasSource => Directory.Exists($"{GoPath}/src/gvisor.dev/gvisor/pkg/tcpip");

    /// <exception cref="InvalidOperationException">It does not build, or does not answer.</exception>
    public static Measures Measure(Rooms rooms, double seconds)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("compare-tap");
        try
        {
            string program = Build(folder), room = rooms.Add("gv");
            Rooms.Ip($"-n {room} tuntap add tap0 mode tap");
            Rooms.Ip($"-n {room} addr add {Rooms.KernelAddress}/24 dev tap0");
            Rooms.Ip($"-n {room} link set tap0 up");
            using PeerProgram running = new(room, $"{program} tap0 {Rooms.HostAddress}");
            KernelEnd kernel = new(room);
            running.WaitUntilServed(kernel);
            return Measures.Of(kernel, seconds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Build(DirectoryInfo folder)
    {
        string program = Path.Combine(folder.FullName, "gvisor");
        string source = Path.Combine(AppContext.BaseDirectory, "Tap", "gvisor", "main.go");
        ProcessStartInfo start = new("go", ["build", "-o", program, source])
        {
            Environment = { ["GO111MODULE"] = "off", ["GOPATH"] = GoPath },
        };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0 ? program : throw new InvalidOperationException("gvisor/main.go does not build");
    }
}
