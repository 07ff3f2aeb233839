using System.Buffers;
using System.Net;
using System.Net.Sockets;
using NetStack.Bytes;
using NetStack.Capture.Pumping;
using NetStack.Capture.Sockets;
using NetStack.Hosting;
using NetStack.Transport;
using Xunit;

namespace NetStack.Tests.Sockets;

public sealed class HostSocketTests
{
    private static readonly IPEndPoint Any = new(IPAddress.Any, 0);

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Fact]
    public async Task What_is_sent_each_way_arrives_and_both_ends_know_their_names()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await Pair(cable);
        Assert.Equal(client.LocalEndPoint, server.RemoteEndPoint);
        Assert.Equal(client.RemoteEndPoint, server.LocalEndPoint);
        byte[] buffer = new byte[100];
        Assert.Equal(5, await client.SendAsync("there"u8.ToArray(), Limit));
        Assert.Equal(5, await server.ReceiveAsync(buffer, Limit));
        Assert.Equal(4, await server.SendAsync("back"u8.ToArray(), Limit));
        Assert.Equal(4, await client.ReceiveAsync(buffer, Limit));
        Assert.Equal("back"u8.ToArray(), buffer[..4]);
    }

    [Fact]
    public async Task A_send_ends_when_all_of_it_is_taken_though_it_is_larger_than_every_buffer()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await Pair(cable);
        byte[] much = new byte[5_000_000];
        new Random(1).NextBytes(much);
        Task<int> sending = client.SendAsync(much, Limit).AsTask();
        byte[] got = new byte[much.Length];
        int filled = 0;
        while (filled < got.Length)
            filled += await server.ReceiveAsync(got.AsMemory(filled), Limit);
        Assert.Equal(much.Length, await sending);
        Assert.Equal(much, got);
    }

    [Fact]
    public async Task After_a_half_close_the_other_direction_still_carries_data()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await Pair(cable);
        await client.ShutdownAsync(ShutdownHow.Send);
        byte[] buffer = new byte[10];
        Assert.Equal(0, await server.ReceiveAsync(buffer, Limit));
        await server.SendAsync("late"u8.ToArray(), Limit);
        Assert.Equal(4, await client.ReceiveAsync(buffer, Limit));
        SocketException error = await Assert.ThrowsAnyAsync<SocketException>(async () => await client.SendAsync(buffer, Limit));
        Assert.Equal(SocketError.Shutdown, error.SocketErrorCode);
        Assert.Equal(Errno.EPIPE, Assert.IsType<HostSocketException>(error).Errno);
    }

    [Fact]
    public async Task Nobody_listening_is_ConnectionRefused_and_the_socket_is_closed()
    {
        using TestCable cable = new();
        int before = await CountOf(cable.Near);
        SocketException error = await Assert.ThrowsAnyAsync<SocketException>(
            async () => await cable.Near.ConnectAsync(new(IPAddress.Parse(TestCable.FarAddress), 9), Limit));
        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
        Assert.Equal(before, await CountOf(cable.Near));
    }

    [Fact]
    public async Task No_route_is_NetworkUnreachable()
    {
        using TestCable cable = new();
        SocketException error = await Assert.ThrowsAnyAsync<SocketException>(
            async () => await cable.Near.ConnectAsync(new(IPAddress.Parse("192.0.2.1"), 9), Limit));
        Assert.Equal(SocketError.NetworkUnreachable, error.SocketErrorCode);
    }

    [Fact]
    public async Task An_aborted_connection_is_ConnectionReset_for_whoever_reads()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await Pair(cable);
        Task<int> reading = client.ReceiveAsync(new byte[1], Limit).AsTask();
        server.Abort();
        SocketException error = await Assert.ThrowsAnyAsync<SocketException>(() => reading);
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
    }

    [Fact]
    public async Task A_reset_after_the_end_of_the_stream_leaves_the_end_to_be_read()
    {
        const byte Closed = 7; // Linux's TCP_CLOSE
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await Pair(cable);
        await server.ShutdownAsync(ShutdownHow.Send);
        await client.ReceiveAsync(Memory<byte>.Empty, Limit);
        server.Abort();
        CancellationToken limit = Limit;
        while ((await client.GetInfoAsync()).State != Closed) limit.ThrowIfCancellationRequested();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1], Limit));
    }

    [Fact]
    public async Task A_second_read_at_the_same_time_is_refused_and_does_the_first_no_harm()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await Pair(cable);
        byte[] buffer = new byte[10];
        ValueTask<int> first = client.ReceiveAsync(buffer, Limit);
        Assert.Throws<InvalidOperationException>(() => { _ = client.ReceiveAsync(new byte[1]); });
        await server.SendAsync("one"u8.ToArray(), Limit);
        Assert.Equal(3, await first);
    }

    [Fact]
    public async Task A_cancelled_read_ends_and_the_next_gets_the_data()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await Pair(cable);
        byte[] buffer = new byte[10];
        for (int i = 0; i < 100; i++)
        {
            using CancellationTokenSource source = new();
            ValueTask<int> reading = client.ReceiveAsync(buffer, source.Token);
            source.Cancel();
            OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
            Assert.Equal(source.Token, error.CancellationToken);
        }

        await server.SendAsync("kept"u8.ToArray(), Limit);
        Assert.Equal(4, await client.ReceiveAsync(buffer, Limit));
    }

    [Fact]
    public async Task A_cancellation_that_races_with_data_loses_nothing()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await Pair(cable);
        const int octets = 2_000;
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < octets; i++) await server.SendAsync(new byte[] { (byte)i }, Limit);
        });
        byte[] one = new byte[1];
        for (int at = 0; at < octets;)
        {
            CancellationTokenSource source = new(); // not disposed: the cancellation may come late
            ValueTask<int> reading = client.ReceiveAsync(one, source.Token);
            if (at % 2 == 0) ThreadPool.UnsafeQueueUserWorkItem(_ => source.Cancel(), null);
            try
            {
                Assert.Equal(1, await reading);
                Assert.Equal((byte)at++, one[0]);
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(1, await client.ReceiveAsync(one, Limit));
                Assert.Equal((byte)at++, one[0]);
            }
        }

        await sending;
    }

    [Fact]
    public async Task Closing_ends_what_waits_and_later_calls_are_told()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await Pair(cable);
        ValueTask<int> reading = client.ReceiveAsync(new byte[1], Limit);
        client.Dispose();
        SocketException error = await Assert.ThrowsAnyAsync<SocketException>(async () => await reading);
        Assert.Equal(SocketError.OperationAborted, error.SocketErrorCode);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.ReceiveAsync(new byte[1]));
        Assert.Equal(0, await server.ReceiveAsync(new byte[1], Limit));
    }

    [Fact]
    public async Task The_end_of_the_pump_ends_what_waits_and_what_comes_later()
    {
        using TestCable cable = new();
        (HostSocket client, _) = await Pair(cable);
        ValueTask<int> reading = client.ReceiveAsync(new byte[1], Limit);
        await cable.Near.Call((_, _) => 0);
        cable.Near.Dispose();
        SocketException error = await Assert.ThrowsAnyAsync<SocketException>(async () => await reading);
        Assert.Equal(SocketError.OperationAborted, error.SocketErrorCode);
        error = await Assert.ThrowsAnyAsync<SocketException>(async () => await client.SendAsync(new byte[1]));
        Assert.Equal(SocketError.OperationAborted, error.SocketErrorCode);
        client.Dispose();
    }

    [Fact]
    public async Task Work_that_waits_for_a_pump_that_never_begins_ends_with_it()
    {
        using TestCable cable = new(starts: false);
        using HostSocket socket = cable.Near.CreateTcpSocket(IpFamily.V4);
        ValueTask connecting = socket.ConnectAsync(new(IPAddress.Parse(TestCable.FarAddress), 80));
        cable.Near.Dispose();
        SocketException error = await Assert.ThrowsAnyAsync<SocketException>(async () => await connecting);
        Assert.Equal(SocketError.OperationAborted, error.SocketErrorCode);
    }

    [Fact]
    public async Task What_follows_an_await_never_runs_on_the_pumps_thread()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await Pair(cable);
        byte[] buffer = new byte[1];
        for (int i = 0; i < 200; i++)
        {
            await client.SendAsync(buffer, Limit);
            Assert.False(cable.Near.IsPumpThread || cable.Far.IsPumpThread);
            await server.ReceiveAsync(buffer, Limit);
            Assert.False(cable.Near.IsPumpThread || cable.Far.IsPumpThread);
        }
    }

    [Fact]
    public async Task An_empty_read_only_waits_until_there_is_something()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await Pair(cable);
        ValueTask<int> waiting = client.ReceiveAsync(Memory<byte>.Empty, Limit);
        await cable.Near.Call((_, _) => 0);
        Assert.False(waiting.IsCompleted);
        await server.SendAsync("x"u8.ToArray(), Limit);
        Assert.Equal(0, await waiting);
        Assert.Equal(1, await client.ReceiveAsync(new byte[9], Limit));
    }

    [Fact]
    public async Task A_buffer_that_its_owner_took_back_is_a_fault_and_the_pump_goes_on()
    {
        using TestCable cable = new();
        (HostSocket client, _) = await Pair(cable);
        SocketException error = await Assert.ThrowsAnyAsync<SocketException>(async () => await client.SendAsync(new TakenBack().Memory, Limit));
        Assert.Equal(SocketError.Fault, error.SocketErrorCode);
        Assert.Equal(1, await client.SendAsync(new byte[1], Limit));
    }

    [Fact]
    public async Task Datagrams_arrive_whole_with_their_sender()
    {
        using TestCable cable = new();
        using HostSocket near = cable.Near.CreateUdpSocket(IpFamily.V4), far = cable.Far.CreateUdpSocket(IpFamily.V4);
        await near.BindAsync(Any);
        await far.BindAsync(new(IPAddress.Any, 5353));
        IPEndPoint to = new(IPAddress.Parse(TestCable.FarAddress), 5353);
        Assert.Equal(3, await near.SendToAsync("one"u8.ToArray(), to.ToSocketAddress(), Limit));
        Assert.Equal(0, await near.SendToAsync(default, to.ToSocketAddress(), Limit));
        byte[] buffer = new byte[10];
        HostDatagram got = await far.ReceiveFromAsync(buffer, Limit);
        Assert.Equal((3, IPAddress.Parse("10.0.0.1")), (got.Octets, got.From.ToEndPoint()!.Address));
        Assert.Equal(near.LocalEndPoint!.Port, got.From.Port);
        Assert.Equal(0, (await far.ReceiveFromAsync(buffer, Limit)).Octets);
    }

    [Fact]
    public async Task A_socket_for_IPv6_takes_IPv4_end_points()
    {
        using TestCable cable = new();
        using HostListener listener = await cable.Far.ListenAsync(new(IPAddress.IPv6Any, 80));
        using HostSocket socket = cable.Near.CreateTcpSocket();
        Task<HostSocket> accepting = listener.AcceptAsync(Limit).AsTask();
        await socket.ConnectAsync(new(IPAddress.Parse(TestCable.FarAddress), 80), Limit);
        using HostSocket accepted = await accepting;
        Assert.True(accepted.RemoteEndPoint!.Address.IsIPv4MappedToIPv6);
    }

    [Fact]
    public async Task Options_are_set_and_read_and_a_wrong_one_is_told()
    {
        using TestCable cable = new();
        using HostSocket socket = cable.Near.CreateTcpSocket();
        await socket.SetOptionAsync(SocketOption.TcpNoDelay, true);
        Assert.True((await socket.GetOptionAsync(SocketOption.TcpNoDelay)).IsOn);
        HostSocketException error = await Assert.ThrowsAsync<HostSocketException>(() => socket.SetOptionAsync((SocketOption)0x7FFF_FFFF, true));
        Assert.Equal(SocketError.ProtocolOption, error.SocketErrorCode);
    }

    [Fact]
    public async Task A_taken_port_is_AddressAlreadyInUse()
    {
        using TestCable cable = new();
        using HostListener first = await cable.Near.ListenAsync(Any);
        SocketException error = await Assert.ThrowsAnyAsync<SocketException>(() => cable.Near.ListenAsync(new(IPAddress.Any, first.LocalEndPoint.Port)));
        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketErrorCode);
        Assert.Equal(1, await CountOf(cable.Near));
    }

    [Fact]
    public async Task Thousands_of_connections_opened_and_closed_leave_no_socket_behind()
    {
        using TestCable cable = new();
        int near = await CountOf(cable.Near), far = await CountOf(cable.Far);
        using (HostListener listener = await cable.Far.ListenAsync(Any))
        {
            Task serving = Echo(listener);
            IPEndPoint to = new(IPAddress.Parse(TestCable.FarAddress), listener.LocalEndPoint.Port);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
            {
                byte[] buffer = new byte[8];
                for (int i = 0; i < 150; i++)
                {
                    await using HostStream stream = await cable.Near.ConnectAsync(to, Limit);
                    await stream.WriteAsync(buffer, Limit);
                    await stream.ReadExactlyAsync(buffer, Limit);
                }
            })));
            listener.Dispose();
            await serving;
        }

        Assert.Equal(near, await CountOf(cable.Near));
        // The server closes when it has read the end of the stream, which travels at its own pace.
        for (int i = 0; i < 500 && await CountOf(cable.Far) != far; i++) await Task.Delay(10);
        Assert.Equal(far, await CountOf(cable.Far));
    }

    private static async Task Echo(HostListener listener)
    {
        try
        {
            while (true)
            {
                HostSocket socket = await listener.AcceptAsync();
                _ = Task.Run(async () =>
                {
                    await using HostStream stream = new(socket);
                    await stream.CopyToAsync(stream, Limit);
                });
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.OperationAborted)
        {
            // the listener was closed
        }
    }

    internal static async Task<(HostSocket Client, HostSocket Server)> Pair(TestCable cable)
    {
        using HostListener listener = await cable.Far.ListenAsync(Any);
        HostStream client = await cable.Near.ConnectAsync(new(IPAddress.Parse(TestCable.FarAddress), listener.LocalEndPoint.Port), Limit);
        return (client.Socket, await listener.AcceptAsync(Limit));
    }

    private static Task<int> CountOf(HostPump pump) => pump.Call((host, _) => host.Sockets.Count);

    private sealed class TakenBack : MemoryManager<byte>
    {
        public override Memory<byte> Memory => CreateMemory(1);

        public override Span<byte> GetSpan() => throw new ObjectDisposedException(nameof(TakenBack));

        public override MemoryHandle Pin(int elementIndex = 0) => default;

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
