using System.Diagnostics;
using System.Globalization;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Benchmarks.Hosts;

/// <summary>How fast the stack is, beside a floor in the same run: octets copied and summed, nothing else.</summary>
internal static class HostsCommand
{
    private const int Mss = 1460, Rounds = 5, Volume = 1 << 30;

    public static int Run(string[] arguments)
    {
        string what = arguments is [var first, ..] ? first : "all";
        if (what is "all" or "throughput") Throughput();
        if (what is "all" or "ack") PureAck();
        if (what is "all" or "idle") Idle(arguments is [_, var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1_000_000);
        if (what is "all" or "curve") Curve();
        if (what is "all" or "attack") AttackBenchmark.Run();
        return 0;
    }

    /// <summary>Two hosts back to back in memory, and two floors: the octets copied and summed once, by the loop that
    /// RFC 1071 §4.1 gives and by the one that the stack uses.</summary>
    private static void Throughput()
    {
        double best = double.MaxValue, super = double.MaxValue, floor = double.MaxValue, plain = double.MaxValue;
        long allocated = 0;
        for (int round = 0; round < Rounds; round++)
        {
            floor = Math.Min(floor, Floor(Volume, static octets => InternetChecksum.Add(octets)));
            plain = Math.Min(plain, Floor(Volume, SumAsWritten));
            (double time, long octetsAllocated) = Transfer(Volume, Offload.None);
            if (time < best) (best, allocated) = (time, octetsAllocated);
            super = Math.Min(super, Transfer(Volume, Offload.PartialChecksums | Offload.SuperSegments).NanosecondsAnOctet);
        }

        Say($"throughput: {8 / best:F1} Gbit/s on one core (MSS {Mss}), {best * Mss:F0} ns a segment for both hosts, {allocated} octets allocated in a GiB");
        Say($"  {best / plain:F2}x the floor of {plain * Mss:F0} ns: a copy, and the checksum as RFC 1071 §4.1 writes it");
        Say($"  {best / floor:F2}x the floor of {floor * Mss:F0} ns: a copy, and the stack's own checksum, 32 octets at a time");
        Say($"with segmentation and checksum offload: {8 / super:F1} Gbit/s, {super / floor:F2}x and {super / plain:F2}x of these floors");
    }

    /// <returns>Nanoseconds an octet.</returns>
    private static double Floor(int octets, Func<ReadOnlySpan<byte>, ushort> checksum)
    {
        byte[] from = new byte[1 << 20], to = new byte[1 << 20];
        new Random(1).NextBytes(from);
        Stopwatch watch = Stopwatch.StartNew();
        int sum = 0;
        for (int done = 0, at = 0; done < octets; done += Mss, at += Mss)
        {
            if (at + Mss > from.Length) at = 0;
            from.AsSpan(at, Mss).CopyTo(to.AsSpan(at));
            sum ^= checksum(to.AsSpan(at, Mss));
        }

        double time = watch.Elapsed.TotalNanoseconds / octets;
        GC.KeepAlive(sum);
        return time;
    }

    /// <summary>The implementation example of RFC 1071 §4.1, 16 bits at a time.</summary>
    private static ushort SumAsWritten(ReadOnlySpan<byte> octets)
    {
        uint sum = 0;
        foreach (ushort word in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(octets))
            sum += word;
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)sum;
    }

    private static (double NanosecondsAnOctet, long Allocated) Transfer(int octets, Offload offload)
    {
        TcpProfile profile = TcpProfile.Linux with { UseTimestamps = false, ReceiveBuffer = 1 << 20, CongestionControl = CongestionAlgorithm.Reno };
        (MemoryEnd a, MemoryEnd b, Connection client, Connection server, Timestamp now) = Pair(profile, offload);
        byte[] data = new byte[1 << 16], sink = new byte[1 << 16];
        long moved = 0, allocatedBefore = 0;
        Stopwatch watch = Stopwatch.StartNew();
        for (long warm = octets / 4; moved < octets + warm;)
        {
            if (moved >= warm && allocatedBefore == 0)
            {
                allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
                warm = moved;
                watch.Restart();
            }

            now += Duration.FromMicroseconds(50);
            client.Send(data, false, out _, now);
            a.Deliver(b, now);
            for (int count; (count = server.Receive(sink, false, out _, now)) > 0;)
                moved += count;
            b.Deliver(a, now);
            a.Advance(now);
            b.Advance(now);
            if (moved >= warm + octets) break;
        }

        return (watch.Elapsed.TotalNanoseconds / octets, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
    }

    /// <summary>A pure ACK that says nothing new, against an empty call.</summary>
    private static void PureAck()
    {
        (MemoryEnd a, MemoryEnd b, Connection client, Connection server, Timestamp now) = Pair(TcpProfile.Linux with { UseTimestamps = false });
        client.Send(new byte[100], false, out _, now);
        a.Deliver(b, now);
        server.Receive(new byte[100], false, out _, now);
        server.SetQuickAck(true, now);
        if (b.Pending == 0) throw new InvalidOperationException("no ACK was sent");
        byte[] ack = b.Frame(0).ToArray();
        double best = double.MaxValue;
        const int Count = 1_000_000;
        for (int round = 0; round < Rounds; round++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            for (int i = 0; i < Count; i++)
                a.Ip.Receive(1, new(ack), now);
            best = Math.Min(best, watch.Elapsed.TotalNanoseconds / Count);
        }

        Say($"pure ACK: {best:F0} ns from frame in to done");
    }

    /// <summary>Memory of idle established connections.</summary>
    private static void Idle(int count)
    {
        MemoryEnd server = new("10.0.0.1", 1, TcpProfile.Linux with { MaximumSynBacklog = 1 << 20 });
        Listener listener = server.Tcp.Listen(default, 80, server.Tcp.Profile, out _)!;
        listener.Backlog = 1 << 20;
        long before = GC.GetTotalMemory(true);
        Stopwatch watch = Stopwatch.StartNew();
        Connection[] kept = Establish(server, listener, count);
        TimeSpan time = watch.Elapsed;
        long used = GC.GetTotalMemory(true) - before;
        Say($"idle: {count:N0} established connections in {used / 1e6:F0} MB ({used / count} octets each), opened in {time.TotalMicroseconds / count:F2} us each");
        GC.KeepAlive(kept);
        GC.KeepAlive(server);
    }

    /// <summary>Opens connections by handing a host hand-made SYNs and ACKs.</summary>
    private static Connection[] Establish(MemoryEnd server, Listener listener, int count)
    {
        Handshakes peer = new(server.Address);
        Connection[] kept = new Connection[count];
        Timestamp now = new(Duration.PerSecond);
        for (int i = 0; i < count; i++)
        {
            if (i % 100 == 0) now += Duration.FromMicroseconds(100);
            server.Ip.Receive(1, new(peer.Syn(i)), now);
            server.Ip.Receive(1, new(peer.Ack(i, server.Frame(server.Pending - 1))), now);
            server.Forget();
            kept[i] = listener.Accept() ?? throw new InvalidOperationException($"connection {i} was not opened");
            kept[i].User = server;
        }

        return kept;
    }

    /// <summary>The cost of a segment and of a timer as the number of connections grows.</summary>
    private static void Curve()
    {
        Say("connections   ns a data segment (find, take, delay its ACK)   ns a timer");
        foreach (int count in new[] { 1_000, 10_000, 100_000, 1_000_000 })
        {
            MemoryEnd server = new("10.0.0.1", 1, TcpProfile.Linux with { MaximumSynBacklog = 1 << 20, QuickAcks = 0 });
            Listener listener = server.Tcp.Listen(default, 80, server.Tcp.Profile, out _)!;
            listener.Backlog = 1 << 20;
            Connection[] kept = Establish(server, listener, count);
            Handshakes peer = new(server.Address);
            const int Touched = 1_000;
            Timestamp now = new(100 * Duration.PerSecond);
            byte[][] segments = new byte[Touched][];
            for (int i = 0; i < Touched; i++)
                segments[i] = peer.Data((int)((long)i * count / Touched), kept[(int)((long)i * count / Touched)]).ToArray();
            server.Drops = true;
            server.Advance(now); // the stopped timers of the handshakes go
            Stopwatch watch = Stopwatch.StartNew();
            foreach (byte[] segment in segments)
                server.Ip.Receive(1, new(segment), now);
            double perSegment = watch.Elapsed.TotalNanoseconds / Touched;
            watch.Restart();
            server.Advance(now + Duration.FromSeconds(1)); // a thousand delayed ACKs are due
            double perTimer = watch.Elapsed.TotalNanoseconds / Touched;
            Say($"{count,11:N0}   {perSegment,8:F0}   {perTimer,8:F0}");
            GC.KeepAlive(kept);
        }
    }

    private static (MemoryEnd A, MemoryEnd B, Connection Client, Connection Server, Timestamp Now) Pair(
        TcpProfile profile, Offload offload = Offload.None)
    {
        MemoryEnd a = new("10.0.0.1", 1, profile, offload), b = new("10.0.0.2", 2, profile, offload);
        Timestamp now = new(Duration.PerSecond);
        Listener listener = b.Tcp.Listen(default, 80, profile, out _)!;
        Connection client = a.Tcp.Open(new(a.Address, b.Address, 40_000, 80), profile, null, out _, now)!;
        client.User = a;
        a.Tcp.Connect(client, fastOpen: false, now);
        for (int i = 0; i < 4; i++)
        {
            now += Duration.FromMicroseconds(50);
            a.Deliver(b, now);
            b.Deliver(a, now);
        }

        Connection server = listener.Accept()!;
        server.User = b;
        return (a, b, client, server, now);
    }

    private static void Say(string line) => Console.WriteLine(line);
}
