using System.Globalization;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using NetStack.Benchmarks.Compare;
using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Capture.Devices;

namespace NetStack.Benchmarks.Tap;

/// <summary>Our host on a TAP device beside the raw limit of the device, the kernel over veth and other user-mode TCPs,
/// in one run: <c>compare-tap [seconds [word]]</c>, as root. With a word only rows whose name contains it.</summary>
internal static class CompareTapCommand
{
    private const string Host = "our host", HostOffload = "our host, offload", HostLarge = "our host, MTU 65520";
    private const string HostNapi = "our host, NAPI thread";
    private const string RawTap = "raw TAP loop", RawOffload = "raw TAP loop, offload", Veth = "kernel, veth, offload";
    private const int Mtu = 1500, LargeMtu = 65520, UdpData = 1472, SuperData = 44 * 1460;

    /// <param name="Name">What the row is called.</param>
    /// <param name="Rival">Our row with the same MTU and offload.</param>
    /// <param name="Missing">The packages to install; null when nothing is missing.</param>
    private sealed record Entry(string Name, string Rival, string? Missing, Func<Rooms, double, Measures> Measure);

    public static int Run(string[] options)
    {
        double seconds = options.Length > 0 ? double.Parse(options[0], CultureInfo.InvariantCulture) : 3;
        string word = options.Length > 1 ? options[1] : "";
        Entry[] entries = [.. Entries().Where(entry => entry.Name.Contains(word, StringComparison.Ordinal))];
        Dictionary<string, Measures> measured = [];
        using Rooms rooms = new();
        foreach (Entry entry in entries)
        {
            if (entry.Missing is { } packages) Say($"{entry.Name}: skipped, not installed: apt install {packages}");
            else if (TryMeasure(entry, rooms, seconds, out Measures result)) measured[entry.Name] = result;
        }

        Dictionary<string, string> rivals = entries.ToDictionary(entry => entry.Name, entry => entry.Rival);
        RatioTable.Print(rivals.Keys, name => rivals[name], measured);
        SayWanted(measured);
        return 0;
    }

    private static Entry[] Entries()
    {
        string? slirp4netns = Shell.Has("slirp4netns") ? null : "slirp4netns";
        string? pasta = Shell.Has("pasta") ? null : "passt";
        string? gvisor = Shell.Has("go") && GVisorPeer.HasSource ? null : "golang-go golang-gvisor-gvisor-dev";
        return
        [
            new(Veth, HostOffload, null, Kernel),
            new(RawTap, Host, null, (rooms, seconds) => Raw(rooms, false, seconds)),
            new(Host, Host, null, (rooms, seconds) => Ours(rooms, Mtu, false, seconds)),
            new(HostNapi, Host, null, (rooms, seconds) => Ours(rooms, Mtu, false, seconds, useNapi: true)),
            new("gVisor netstack", Host, gvisor, GVisorPeer.Measure),
            new("slirp4netns", Host, slirp4netns, (rooms, seconds) => UserModePeer.Slirp4netns(rooms, Mtu, seconds)),
            new(RawOffload, HostOffload, null, (rooms, seconds) => Raw(rooms, true, seconds)),
            new(HostOffload, HostOffload, null, (rooms, seconds) => Ours(rooms, Mtu, true, seconds)),
            new(HostLarge, HostLarge, null, (rooms, seconds) => Ours(rooms, LargeMtu, false, seconds)),
            new("slirp4netns, MTU 65520", HostLarge, slirp4netns,
                (rooms, seconds) => UserModePeer.Slirp4netns(rooms, LargeMtu, seconds)),
            new("pasta, MTU 65520", HostLarge, pasta, (rooms, seconds) => UserModePeer.Pasta(rooms, LargeMtu, seconds)),
        ];
    }

    /// <summary>A peer that fails costs its row, not the run.</summary>
    private static bool TryMeasure(Entry entry, Rooms rooms, double seconds, out Measures result)
    {
        result = default;
        try
        {
            Say($"{entry.Name} ...");
            result = entry.Measure(rooms, seconds);
            Say($"  receive {result.Receive:F2}, send {result.Send:F2} Gbit/s");
            return true;
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException or CaptureException)
        {
            Say($"  failed: {e.Message}");
            return false;
        }
    }

    private static void SayWanted(Dictionary<string, Measures> measured)
    {
        Console.WriteLine();
        Ratio("without offload, ours of the raw loop", Host, RawTap, "receive 0.8, send 1");
        Ratio("with offload, ours of the kernel's veth", HostOffload, Veth, "0.5, goal 1");

        void Ratio(string what, string mine, string its, string wanted)
        {
            if (!measured.TryGetValue(mine, out Measures ours) || !measured.TryGetValue(its, out Measures it)) return;
            Say($"{what}: receive {ours.Receive / it.Receive:F2}, send {ours.Send / it.Send:F2} (wanted {wanted})");
        }
    }

    private static Measures Kernel(Rooms rooms, double seconds)
    {
        (string near, string far) = rooms.AddVeth();
        List<Socket> listeners = new KernelEnd(far).Serve();
        Measures result = Measures.Of(new(near), seconds);
        listeners.ForEach(listener => listener.Dispose());
        return result;
    }

    private static Measures Raw(Rooms rooms, bool useOffload, double seconds)
    {
        using TapDevice tap = Open(rooms, "r", Mtu, useOffload, out string room, out MacAddress mac);
        KernelEnd peer = new(room);
        double receive, send;
        using (RawLoop loop = new(tap))
        {
            loop.StartReceiving();
            receive = peer.Send(HostEnd.DiscardPort, seconds);
        }

        using (Socket sink = peer.Sink(HostEnd.DiscardPort, _ => { }))
        using (RawLoop loop = new(tap))
            send = useOffload ? loop.Write(mac, SuperData, 1460, seconds) : loop.Write(mac, UdpData, 0, seconds);
        return new(receive, send);
    }

    private static Measures Ours(Rooms rooms, int mtu, bool useOffload, double seconds, bool useNapi = false)
    {
        using TapDevice tap = Open(rooms, useNapi ? "t" : "u", mtu, useOffload, out string room, out _, useNapi);
        using HostEnd host = new(tap);
        KernelEnd peer = new(room);
        peer.Send(HostEnd.DiscardPort, 0.5); // the compiler's time
        peer.Receive(HostEnd.SourcePort, 0.5);
        PumpUsage before = host.Usage;
        double receive = peer.Send(HostEnd.DiscardPort, seconds);
        PumpUsage between = host.Usage;
        double send = peer.Receive(HostEnd.SourcePort, seconds);
        PumpUsage after = host.Usage;
        Say($"  receiving: {between - before}");
        Say($"  sending:   {after - between}");
        return new Measures(receive, send).WithLatency(peer, seconds);
    }

    private static TapDevice Open(
        Rooms rooms, string suffix, int mtu, bool useOffload, out string room, out MacAddress kernel,
        bool useNapi = false)
    {
        string name = room = rooms.Add($"{suffix}{mtu}{(useOffload ? "o" : "")}");
        TapDevice tap = TapDevice.Open(
            new() { Name = "tap0", NetworkNamespace = name, UseOffload = useOffload, UseNapi = useNapi, Mtu = mtu });
        if (useNapi) Shell.RunOrThrow($"ip netns exec {name} sh -c 'echo 1 > /sys/class/net/tap0/threaded'");
        Rooms.Ip($"-n {name} addr add {Rooms.KernelAddress}/24 dev tap0");
        Rooms.Ip($"-n {name} neigh replace {Rooms.HostAddress} lladdr {tap.Mac} dev tap0"); // the raw loop speaks no ARP
        kernel = NetworkNamespace.Run(name, () => MacAddress.Read(NetworkInterface.GetAllNetworkInterfaces()
            .Single(found => found.Name == "tap0").GetPhysicalAddress().GetAddressBytes()));
        return tap;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
