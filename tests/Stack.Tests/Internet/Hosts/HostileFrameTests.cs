using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Neighbors;

namespace NetStack.Tests.Internet.Hosts;

/// <summary>Whatever arrives, nothing is thrown, nothing grows without bound, and the layer goes on working.</summary>
public sealed class HostileFrameTests
{
    private const int MaxReassembly = 20_000, MaxNeighbors = 20;
    private NeighborCache? _neighbors;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_frames_do_no_harm_in_any_state(ulong seed)
    {
        SeededRandom random = new(seed);
        (Node host, Node peer, Network net, List<byte[]> seeds) = Busy(seed);
        for (int i = 0; i < 30_000; i++)
        {
            byte[] frame = Mutate(seeds[random.Next(seeds.Count)], random);
            ChecksumState checksum = (ChecksumState)random.Next(3);
            host.Layer.Receive(random.Next(2) + 1, new(frame, checksum, random.Next(10) == 0 ? 1000 : 0), net.Now);
            if (random.Next(50) == 0) Act(host, random, net.Now);
            if (random.Next(20) == 0) net.Pass(new(random.Next(2) == 0 ? 1_000_000 : 700_000_000));
            if (seeds.Count < 3000 && host.Sent.Count > 0 && random.Next(10) == 0) seeds.Add(host.Sent[^1].Octets);
            if (host.Sent.Count > 1000) host.Sent.Clear();
            host.Received.Clear();
            Assert.True(_neighbors!.Count <= MaxNeighbors && host.Layer.ReassemblyCost <= MaxReassembly);
        }

        net.Pass(Duration.FromSeconds(100_000)); // every timer ends
        host.Sent.Clear();
        Assert.True(host.Layer.AddressesOf(1).Count <= InternetLayer.MaxAutomaticAddresses + 4);
        peer.Received.Clear();
        host.Layer.SetNeighbor(1, Node.Ip("192.0.2.2"), Node.Mac(2), net.Now);
        if (!host.Layer.IsLocal(Node.Ip("192.0.2.1"))) return;
        Assert.Equal(SendResult.Sent, host.Send("192.0.2.2", [42], net.Now, "192.0.2.1"));
        net.Run();
        Assert.Equal([42], Assert.Single(peer.Received).Payload);
    }

    [Fact]
    public void Two_runs_with_the_same_inputs_are_equal_octet_by_octet()
    {
        List<byte[]>[] runs = [.. Enumerable.Range(0, 2).Select(_ => Run(7))];
        Assert.True(runs[0].Count > 100);
        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], Run(8));

        List<byte[]> Run(ulong seed)
        {
            (Node host, _, Network net, _) = Busy(seed);
            SeededRandom random = new(99);
            for (int i = 0; i < 100; i++)
            {
                Act(host, random, net.Now);
                net.Pass(Duration.FromMilliseconds(500));
            }

            return net.Carried;
        }
    }

    /// <summary>A router with neighbors in every state, fragments that wait, groups, tentative addresses.</summary>
    private (Node Host, Node Peer, Network Net, List<byte[]> Seeds) Busy(ulong seed)
    {
        InternetOptions options = InternetOptions.Linux with
        {
            Forwarding = seed % 2 == 0, ProbeIpv4Addresses = seed > 2, ReassemblyOctets = MaxReassembly,
            Neighbors = new() { MaxEntries = MaxNeighbors }, NeighborCache = (user, bounds, random) => _neighbors = new(user, bounds,
                random),
        };
        Node host = new(options, seed);
        host.Layer.AddInterface(new(InterfaceKind.Ethernet, "eth0", 1500, Node.Mac(1)));
        host.Layer.AddInterface(new(InterfaceKind.RawIp, "tun0", 600));
        Node peer = Node.OnEthernet(2, "192.0.2.2/24", "2001:db8::2/64", "fe80::2/64");
        Network net = new Network(host, peer).Attach(host, 2, 9);
        host.Add("192.0.2.1/24", now: net.Now);
        host.Add("2001:db8::1/64", now: net.Now);
        host.Layer.AddRoute(Node.Ip("10.0.0.0"), 8, default, 2);
        host.Layer.StartAutoconfiguration(1, net.Now);
        host.Layer.JoinGroup(1, Node.Ip("239.1.1.1"), net.Now);
        net.Pass(Duration.FromSeconds(12));
        foreach (string to in new[] { "192.0.2.1", "2001:db8::1", "239.1.1.1", "ff02::1" })
        {
            peer.Send(to, new byte[100], net.Now, @interface: 1);
            net.Run();
            peer.Send(to, new byte[3000], net.Now, mayFragment: true, @interface: 1);
            peer.Send(to, new byte[40], net.Now, hopLimit: 1, protocol: 99, @interface: 1);
            peer.Layer.SendEcho(new(default, Node.Ip(to), 0, Interface: 1), 1, 2, new byte[30], net.Now);
            net.Run();
        }

        peer.Layer.AddRoute(Node.Ip("10.0.0.0"), 8, Node.Ip("192.0.2.1"), 1);
        peer.Send("10.1.1.1", new byte[1000], net.Now, mayFragment: true);
        peer.Send("10.1.1.1", new byte[1000], net.Now);
        host.Send("192.0.2.77", [1], net.Now);
        net.Run();
        foreach (byte[] advertisement in new[] { AddressTests.Advertisement(1800, 3600, 600, 1400), AddressTests.Advertisement(9, 9, 9) })
            net.Carried.Add(advertisement);
        byte[] query = Convert.FromHexString("333300000001" + "0200000000FE" + "86DD" + "600000000018" + "3A01"
            + "FE8000000000000000000000000000FE"
            + "FF020000000000000000000000000001" + "8200000003E8000000000000000000000000000000000000");
        foreach (string to in new[] { "192.0.2.2", "2001:db8::2" })
        {
            host.Send(to, new byte[50], net.Now, protocol: 99); // nobody takes it: an error comes back
            net.Run();
        }

        foreach (byte code in new byte[] { 1, 4 })
        {
            byte[] quoted = Convert.FromHexString(DatagramTests.Ipv4("C0000201", "0A010101"));
            net.Carried.Add(IcmpTests.ErrorAbout(quoted, 3, code, 576, "10.9.9.9", "192.0.2.1"));
        }

        RefreshV6(query.AsSpan(14));
        net.Carried.Add(query);
        return (host, peer, net, [.. net.Carried]);
    }

    private static void Act(Node host, SeededRandom random, Timestamp now)
    {
        string[] destinations = ["192.0.2.2", "192.0.2.99", "2001:db8::2", "2001:db8::77", "10.3.3.3", "192.0.2.1", "239.1.1.1", "fe80::9"];
        host.Send(destinations[random.Next(destinations.Length)], new byte[random.Next(2000)], now, mayFragment: random.Next(2) == 0);
    }

    private static byte[] Mutate(byte[] seed, SeededRandom random)
    {
        byte[] frame = random.Next(8) switch
        {
            0 => seed[..random.Next(seed.Length + 1)],
            1 => [.. seed, .. new byte[random.Next(50)]],
            2 => seed.Length > 14 ? seed[14..] : seed, // as on an interface without link header
            _ => [.. seed],
        };
        if (frame.Length == 0) return frame;
        int linkHeader = frame.Length > 14 && frame[0] >> 4 is not (4 or 6) ? 14 : 0;
        for (int i = random.Next(6); i > 0; i--) frame[random.Next(frame.Length)] = unchecked((byte)random.NextBits());
        if (random.Next(3) == 0) frame[random.Next(Math.Min(frame.Length, linkHeader + 60))] ^= (byte)(1 << random.Next(8));
        if (frame.Length >= linkHeader + 48 && frame[linkHeader] >> 4 == 6 && random.Next(4) > 0) RefreshV6(frame.AsSpan(linkHeader));
        if (frame.Length >= linkHeader + 20 && frame[linkHeader] >> 4 == 4 && random.Next(4) > 0) Refresh(frame.AsSpan(linkHeader));
        return frame;
    }

    private static void RefreshV6(Span<byte> packet)
    {
        bool isBehindOptions = packet[6] == IpProtocol.HopByHop && packet[40] == IpProtocol.Icmpv6 && packet[41] == 0;
        if (packet[6] != IpProtocol.Icmpv6 && !isBehindOptions) return;
        int length = Math.Min(packet.Length - 40, (packet[4] << 8) | packet[5]) + 40, at = isBehindOptions ? 48 : 40;
        if (length < at + 8) return;
        NetStack.Internet.Icmpv6.Icmpv6Header.WriteChecksum(
            packet[at..length], IpAddress.Read(packet.Slice(8, 16)), IpAddress.Read(packet.Slice(24, 16)));
    }

    /// <summary>Makes checksums right again, so that what comes behind them is reached.</summary>
    private static void Refresh(Span<byte> datagram)
    {
        int length = Math.Min((datagram[0] & 0xF) * 4, datagram.Length);
        if (length < 20) return;
        Put(datagram[..length], 10);
        if (datagram[9] is IpProtocol.Icmp or IpProtocol.Igmp && datagram.Length >= length + 8) Put(datagram[length..], 2);
        static void Put(Span<byte> octets, int at)
        {
            (octets[at], octets[at + 1]) = (0, 0);
            ushort sum = InternetChecksum.Compute(octets);
            (octets[at], octets[at + 1]) = ((byte)(sum >> 8), unchecked((byte)sum));
        }
    }
}
