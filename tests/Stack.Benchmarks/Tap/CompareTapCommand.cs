using System.Globalization;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using NetStack.Bytes;
using NetStack.Capture.Devices;

namespace NetStack.Benchmarks.Tap;

/// <summary>Our host on a TAP device beside the raw limit of the device and the kernel over veth, in one run:
/// <c>compare-tap [seconds]</c>, as root.</summary>
internal static class CompareTapCommand
{
    private const int RoundTrips = 20_000, Mtu = 1500, UdpData = 1472, SuperData = 44 * 1460;

    public static int Run(string[] options)
    {
        double seconds = options.Length > 0 ? double.Parse(options[0], CultureInfo.InvariantCulture) : 3;
        using Rooms rooms = new();
        Say($"{"",-26} {"receive",9} {"send",9}   Gbit/s at MTU {Mtu}");
        (double receive, double send) kernel = Kernel(rooms, seconds);
        (double receive, double send) raw = Raw(rooms, false, seconds), rawOffload = Raw(rooms, true, seconds);
        (double receive, double send) ours = Ours(rooms, false, seconds), oursOffload = Ours(rooms, true, seconds);
        Say($"without offload, ours of the raw loop:   receive {ours.receive / raw.receive:F2} (wanted 0.8), send {ours.send / raw.send:F2} (wanted 1)");
        Say($"with offload, ours of the kernel's veth: receive {oursOffload.receive / kernel.receive:F2}, send {oursOffload.send / kernel.send:F2} (wanted 0.5, goal 1)");
        Say($"with offload, ours of the raw loop:      receive {oursOffload.receive / rawOffload.receive:F2}, send {oursOffload.send / rawOffload.send:F2}");
        return 0;
    }

    private static (double Receive, double Send) Kernel(Rooms rooms, double seconds)
    {
        (string near, string far) = rooms.AddVeth();
        List<Socket> listeners = new KernelEnd(far).Serve();
        KernelEnd peer = new(near);
        (double, double) result = Row("kernel, veth, offload", peer.Send(HostEnd.DiscardPort, seconds), peer.Receive(HostEnd.SourcePort, seconds));
        Latency(peer, seconds);
        listeners.ForEach(listener => listener.Dispose());
        return result;
    }

    private static (double Receive, double Send) Raw(Rooms rooms, bool useOffload, double seconds)
    {
        using TapDevice tap = Open(rooms, useOffload ? "ro" : "r", useOffload, out string room, out MacAddress mac);
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
        return Row(useOffload ? "raw TAP loop, offload" : "raw TAP loop", receive, send);
    }

    private static (double Receive, double Send) Ours(Rooms rooms, bool useOffload, double seconds)
    {
        using TapDevice tap = Open(rooms, useOffload ? "uo" : "u", useOffload, out string room, out _);
        using HostEnd host = new(tap);
        KernelEnd peer = new(room);
        peer.Send(HostEnd.DiscardPort, 0.5); // the compiler's time
        peer.Receive(HostEnd.SourcePort, 0.5);
        PumpUsage before = host.Usage;
        double receive = peer.Send(HostEnd.DiscardPort, seconds);
        PumpUsage between = host.Usage;
        double send = peer.Receive(HostEnd.SourcePort, seconds);
        PumpUsage after = host.Usage;
        (double, double) result = Row(useOffload ? "our host, TAP, offload" : "our host, TAP", receive, send);
        Say($"  receiving: {between - before}");
        Say($"  sending:   {after - between}");
        Latency(peer, seconds);
        return result;
    }

    private static void Latency(KernelEnd peer, double seconds) =>
        Say($"  {peer.RoundTrip(HostEnd.EchoPort, RoundTrips):F1} µs a round trip of 64 octets, {peer.Connections(HostEnd.EchoPort, seconds):F0} connections a second");

    private static TapDevice Open(Rooms rooms, string suffix, bool useOffload, out string room, out MacAddress kernel)
    {
        string name = room = rooms.Add(suffix);
        TapDevice tap = TapDevice.Open(new() { Name = "tap0", NetworkNamespace = name, UseOffload = useOffload, Mtu = Mtu });
        Rooms.Ip($"-n {name} addr add {Rooms.KernelAddress}/24 dev tap0");
        Rooms.Ip($"-n {name} neigh replace {Rooms.HostAddress} lladdr {tap.Mac} dev tap0"); // the raw loop speaks no ARP
        kernel = NetworkNamespace.Run(name, () => MacAddress.Read(NetworkInterface.GetAllNetworkInterfaces()
            .Single(found => found.Name == "tap0").GetPhysicalAddress().GetAddressBytes()));
        return tap;
    }

    private static (double Receive, double Send) Row(string name, double receive, double send)
    {
        Say($"{name,-26} {receive,9:F2} {send,9:F2}");
        return (receive, send);
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
