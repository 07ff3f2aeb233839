using System.Net.Sockets;

namespace NetStack.Benchmarks.Tap;

/// <summary>slirp4netns and pasta: a TCP on a TAP device in one namespace, which ends each connection there and opens
/// another from a socket in the other namespace, where the services are.</summary>
/// <remarks>So they have two TCPs to serve, not one; the second is the kernel's, over its loopback interface.</remarks>
internal static class UserModePeer
{
    public static Measures Slirp4netns(Rooms rooms, int mtu, double seconds) => Measure(rooms, $"s{mtu}", seconds,
        guest => $"slirp4netns --configure --netns-type=path --mtu={mtu} /run/netns/{guest} tap0");

    /// <summary>pasta copies its addresses from an interface with a default route: one that leads nowhere will do. It
    /// also does not start where SIGPIPE is ignored, as a shell or this program may have left it.</summary>
    public static Measures Pasta(Rooms rooms, int mtu, double seconds) => Measure(rooms, $"p{mtu}", seconds,
        guest => "env --default-signal=PIPE pasta --foreground --quiet --config-net --ns-ifname tap0 "
            + "--tcp-ports none --udp-ports none "
            + $"--tcp-ns none --udp-ns none --mtu {mtu} --runas 0:0 --netns /run/netns/{guest}");

    private static Measures Measure(Rooms rooms, string suffix, double seconds, Func<string, string> command)
    {
        (string guest, string outside) = (rooms.Add(suffix + "g"), rooms.Add(suffix + "o"));
        Rooms.Ip($"-n {outside} addr add {Rooms.HostAddress}/32 dev lo");
        // pasta acknowledges what the socket outside has acknowledged: delayed ACKs there hold it to 0.01 Gbit/s
        string home = $"{Rooms.HostAddress} dev lo table local scope host src {Rooms.HostAddress}";
        Rooms.Ip($"-n {outside} route replace local {home} quickack 1");
        Rooms.Ip($"-n {outside} link add veth0 type veth peer name veth1");
        Rooms.Ip($"-n {outside} addr add {Rooms.NowhereAddress}/24 dev veth0");
        Rooms.Ip($"-n {outside} link set veth0 up");
        Rooms.Ip($"-n {outside} link set veth1 up");
        Rooms.Ip($"-n {outside} route add default via {Rooms.NowhereGateway} dev veth0");
        List<Socket> listeners = new KernelEnd(outside).Serve();
        try
        {
            using PeerProgram program = new(outside, command(guest));
            KernelEnd kernel = new(guest);
            program.WaitUntilServed(kernel);
            return Measures.Of(kernel, seconds);
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
