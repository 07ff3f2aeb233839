using System.Net;
using System.Net.Sockets;
using System.Text;
using NetStack.Capture.Sockets;
using Xunit;

namespace NetStack.Tests.Sockets;

public sealed class HostStreamTests
{
    [Fact]
    public async Task The_blocking_forms_carry_text_each_way_and_a_half_close_ends_it()
    {
        using TestCable cable = new();
        using HostListener listener = cable.Far.Listen(new(IPAddress.Any, 0));
        Thread server = new(() =>
        {
            using HostStream stream = new(listener.Accept());
            using StreamReader reader = new(stream, leaveOpen: true);
            stream.Write(Encoding.ASCII.GetBytes(reader.ReadToEnd().ToUpperInvariant()));
        });
        server.Start();
        using HostStream client = cable.Near.Connect(new(IPAddress.Parse(TestCable.FarAddress), listener.LocalEndPoint.Port));
        client.Write("some text"u8);
        client.Flush();
        client.CloseWriting();
        Assert.Equal("SOME TEXT", new StreamReader(client).ReadToEnd());
        server.Join();
        await cable.Near.Call((_, _) => 0);
    }

    [Fact]
    public async Task A_read_that_takes_too_long_is_TimedOut_and_the_next_gets_the_data()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await HostSocketTests.Pair(cable);
        using HostStream stream = new(client);
        stream.ReadTimeout = 30;
        IOException error = Assert.Throws<IOException>(() => stream.ReadByte());
        Assert.Equal(SocketError.TimedOut, Assert.IsType<HostSocketException>(error.InnerException).SocketErrorCode);
        stream.ReadTimeout = Timeout.Infinite;
        server.Send("x"u8.ToArray());
        Assert.Equal('x', stream.ReadByte());
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.WriteTimeout = 0);
    }

    [Fact]
    public async Task A_write_that_nobody_reads_is_TimedOut()
    {
        using TestCable cable = new();
        (HostSocket client, _) = await HostSocketTests.Pair(cable);
        using HostStream stream = new(client);
        stream.WriteTimeout = 50;
        byte[] much = new byte[1 << 20];
        IOException error = Assert.Throws<IOException>(() =>
        {
            for (int i = 0; i < 100; i++) stream.Write(much);
        });
        Assert.Equal(SocketError.TimedOut, Assert.IsType<HostSocketException>(error.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task Blocking_forms_on_the_pumps_thread_are_refused_with_the_reason()
    {
        using TestCable cable = new();
        (HostSocket client, _) = await HostSocketTests.Pair(cable);
        Action[] calls =
        [
            () => client.Receive(new byte[1]), () => client.Send(new byte[1]), () => client.Accept(),
            () => client.Connect(new(IPAddress.Loopback, 1)), () => client.Bind(new(IPAddress.Any, 0)),
            () => client.ReceiveFrom(new byte[1]), () => cable.Near.Listen(new(IPAddress.Any, 0)),
        ];
        foreach (Action call in calls)
        {
            InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
                () => cable.Near.Call((_, _) => { call(); return 0; }));
            Assert.Contains("on the pump's own thread", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Blocking_forms_before_the_pump_has_begun_are_refused_with_the_reason()
    {
        using TestCable cable = new(starts: false);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => cable.Near.Listen(new(IPAddress.Any, 0)));
        Assert.Contains("call Start", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_an_IOException_with_the_sockets_inside()
    {
        using TestCable cable = new();
        (HostSocket client, HostSocket server) = await HostSocketTests.Pair(cable);
        await using HostStream stream = new(client);
        server.Abort();
        IOException error = await Assert.ThrowsAsync<IOException>(async () => await stream.ReadAsync(new byte[1]));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<HostSocketException>(error.InnerException).SocketErrorCode);
        Assert.Throws<IOException>(() => stream.WriteByte(1));
    }
}
