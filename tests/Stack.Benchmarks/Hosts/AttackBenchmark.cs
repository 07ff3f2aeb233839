using System.Buffers.Binary;
using System.Diagnostics;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport.Tcp;

namespace NetStack.Benchmarks.Hosts;

/// <summary>A good client during attacks: is it served, what does an attacker's frame cost, and what does the host hold?</summary>
internal static class AttackBenchmark
{
    private const int Exchanges = 200, HostilePerStep = 50, Reply = 100_000;

    private static readonly (string Name, Func<Attacker, int, ReadOnlyMemory<byte>> Frame)[] Attacks =
    [
        ("none", (_, _) => default),
        ("SYN flood", (attacker, i) => attacker.Segment(i, TcpFlags.Syn, 80)),
        ("RST storm", (attacker, i) => attacker.Segment(i, TcpFlags.Rst, 80)),
        ("RSTs at the good client's connection", (attacker, i) => attacker.Spoofed(i, TcpFlags.Rst)),
        ("ACK storm", (attacker, i) => attacker.Segment(i, TcpFlags.Ack, 80)),
        ("SYNs to closed ports", (attacker, i) => attacker.Segment(i, TcpFlags.Syn, (ushort)(1000 + (i % 50_000)))),
        ("fragment flood", (attacker, i) => attacker.Fragment(i)),
        ("zero-window holders", (attacker, i) => attacker.Segment(i, TcpFlags.Syn, 80, window: 0)),
    ];

    public static void Run()
    {
        Console.WriteLine($"{"attack",-38} {"served",10} {"ns a hostile frame",20} {"connections",12} {"buffers, KB",12}");
        foreach ((string name, var frame) in Attacks)
        {
            Run(name, frame); // once to warm up
            Console.WriteLine(Run(name, frame));
        }
    }

    private static string Run(string name, Func<Attacker, int, ReadOnlyMemory<byte>> hostile)
    {
        TcpProfile profile = TcpProfile.Linux;
        MemoryEnd server = new("10.0.0.1", 1, profile), client = new("10.0.0.2", 2, profile);
        Listener listener = server.Tcp.Listen(default, 80, profile, out _)!;
        Attacker attacker = new(server.Address, client.Address);
        Timestamp now = new(Duration.PerSecond);
        byte[] reply = new byte[Reply], sink = new byte[Reply];
        int served = 0, hostileFrames = 0, connections = 0;
        long ticks = 0, buffers = 0;
        for (int exchange = 0; exchange < Exchanges; exchange++)
        {
            Connection asking = client.Tcp.Open(new(client.Address, server.Address, (ushort)(20_000 + exchange), 80), profile, null, out _, now)!;
            asking.User = client;
            client.Tcp.Connect(asking, fastOpen: false, now);
            attacker.GoodPort = (ushort)(20_000 + exchange);
            Connection? answering = null;
            bool asked = false;
            int got = 0, answered = 0;
            for (int step = 0; step < 2_000 && got < Reply; step++)
            {
                now += Duration.FromMicroseconds(100);
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < HostilePerStep; i++)
                {
                    ReadOnlyMemory<byte> frame = hostile(attacker, hostileFrames);
                    if (frame.IsEmpty) break;
                    server.Ip.Receive(1, new(frame.Span), now);
                    hostileFrames++;
                }

                ticks += Stopwatch.GetTimestamp() - start;
                client.Deliver(server, now);
                server.Deliver(client, now);
                client.Advance(now);
                server.Advance(now);
                if (!asked && asking.State == TcpState.Established) asked = asking.Send("GET"u8, false, out _, now) > 0;
                answering ??= listener.Accept();
                if (answering is not null)
                {
                    answering.User ??= server;
                    if (answering.Receive(sink, false, out _, now) > 0 || answered > 0)
                        answered += Math.Max(0, answering.Send(reply.AsSpan(answered), false, out _, now));
                }

                for (int count; (count = asking.Receive(sink, false, out _, now)) > 0;)
                    got += count;
            }

            if (got == Reply) served++;
            connections = Math.Max(connections, server.Tcp.ConnectionCount);
            buffers = Math.Max(buffers, server.Pool.InUse);
            asking.Abort(now);
            client.Deliver(server, now);
            answering?.Close(now);
        }

        double cost = hostileFrames == 0 ? 0 : ticks * 1e9 / Stopwatch.Frequency / hostileFrames;
        return $"{name,-38} {served,4} of {Exchanges,3} {cost,20:F0} {connections,12:N0} {buffers / 1024,12:N0}";
    }

    /// <summary>Makes an attacker's frames.</summary>
    private sealed class Attacker(IpAddress server, IpAddress goodClient)
    {
        private readonly byte[] _frame = new byte[1500];

        public ushort GoodPort { get; set; }

        public ReadOnlyMemory<byte> Segment(int i, TcpFlags flags, ushort port, ushort window = 1000) =>
            Build(IpAddress.V4(0x0A20_0000u + (uint)(i % 60_000)), (ushort)(1024 + (i % 60_000)), port, flags, new(unchecked((uint)i * 2_654_435_761)), window);

        public ReadOnlyMemory<byte> Spoofed(int i, TcpFlags flags) =>
            Build(goodClient, GoodPort, 80, flags, new(unchecked((uint)i * 2_654_435_761)), 1000);

        public ReadOnlyMemory<byte> Fragment(int i)
        {
            const int Length = 20 + 1024;
            Span<byte> frame = _frame.AsSpan(0, Length);
            frame.Clear();
            Ip(frame, IpAddress.V4(0x0A20_0000u + (uint)(i % 60_000)), Length, (ushort)i, 0x2000 | (i % 3 * 200));
            return _frame.AsMemory(0, Length);
        }

        private ReadOnlyMemory<byte> Build(IpAddress from, ushort sourcePort, ushort port, TcpFlags flags, SeqNumber seq, ushort window)
        {
            Span<byte> frame = _frame.AsSpan(0, 40);
            frame.Clear();
            Ip(frame, from, 40, 0, 0);
            TcpHeader.Write(frame[20..], sourcePort, port, seq, new(1), flags, window);
            ushort pseudo = InternetChecksum.PseudoHeader(from, server, IpProtocol.Tcp, 20);
            TcpHeader.WriteChecksum(frame[20..], InternetChecksum.Compute(frame[20..], pseudo));
            return _frame.AsMemory(0, 40);
        }

        private void Ip(Span<byte> frame, IpAddress from, int length, ushort id, int fragment)
        {
            frame[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)length);
            BinaryPrimitives.WriteUInt16BigEndian(frame[4..], id);
            BinaryPrimitives.WriteUInt16BigEndian(frame[6..], (ushort)fragment);
            frame[8] = 64;
            frame[9] = IpProtocol.Tcp;
            from.Write(frame[12..]);
            server.Write(frame[16..]);
            BinaryPrimitives.WriteUInt16BigEndian(frame[10..], InternetChecksum.Compute(frame[..20]));
        }
    }
}
