using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Xunit;

namespace NetStack.Tests;

/// <summary>All forms of reading and writing through the C interface, with C's iovec and msghdr.</summary>
public sealed class DataTests(PublishedLibrary library) : IDisposable
{
    private const int FirstLength = 100, SecondLength = 50, Einprogress = 115;
    private readonly nint _first = Marshal.AllocHGlobal(FirstLength), _second = Marshal.AllocHGlobal(SecondLength);

    private nint[] Vectors => [_first, FirstLength, _second, SecondLength];

    public void Dispose()
    {
        Marshal.FreeHGlobal(_first);
        Marshal.FreeHGlobal(_second);
    }

    [Fact]
    public void Every_form_of_writing_sends()
    {
        using Tool tool = new(library);
        int fd = tool.Accepted().Fd;
        Assert.Equal(0, tool.SetOption(fd, 6, 1, 1, 0, 0, 0)); // TCP_NODELAY
        Assert.Equal(150, tool.WriteVector(fd, Vectors));
        Assert.Equal(20, tool.Send(fd, new byte[20], 0));
        Assert.Equal(30, tool.SendTo(fd, new byte[30]));
        WithHeader(control: 0, controlLength: 0, header => Assert.Equal(150, tool.SendMessage(fd, header)));
        Assert.Equal([150, 20, 30, 150], Enumerable.Range(0, 4).Select(_ => tool.Expect()!.Length));
    }

    [Fact]
    public void What_more_follows_waits()
    {
        const int more = 0x8000;
        using Tool tool = new(library);
        int fd = tool.Accepted().Fd;
        Assert.Equal(10, tool.Send(fd, new byte[10], more));
        Assert.Equal(10, tool.Send(fd, new byte[10], 0));
        Assert.Equal(20, tool.Expect()!.Length);
    }

    [Fact]
    public void Every_form_of_reading_fills_the_buffers()
    {
        const int peek = 2;
        using Tool tool = new(library);
        (int fd, _, uint iss) = tool.Accepted();
        tool.Inject(Scripts.FromPeer("P.", 1, iss + 1, 500));
        Marshal.WriteByte(_first, 0, 0xFF);
        Marshal.WriteByte(_second, SecondLength - 1, 0xFF);
        Assert.Equal(150, tool.ReadVector(fd, Vectors));
        Assert.Equal((0, 0), (Marshal.ReadByte(_first), Marshal.ReadByte(_second, SecondLength - 1)));
        Assert.Equal(70, tool.Receive(fd, new byte[70], peek));
        Assert.Equal(50, tool.Receive(fd, new byte[50], 0));
        uint length = 16;
        Assert.Equal(60, tool.ReceiveFrom(fd, new byte[60], new byte[16], ref length));
        Assert.Equal(240, tool.InputQueue(fd));
        WithHeader(control: 0, controlLength: 0, header => Assert.Equal(150, tool.ReceiveMessage(fd, header)));
        Assert.Equal(90, tool.Read(fd, new byte[500], 500));
    }

    [Fact]
    public void A_message_tells_what_is_left_to_read()
    {
        using Tool tool = new(library);
        (int fd, _, uint iss) = tool.Accepted();
        tool.SetOption(fd, 6, 36, 1, 0, 0, 0); // TCP_INQ
        tool.Inject(Scripts.FromPeer("P.", 1, iss + 1, 500));
        nint control = Marshal.AllocHGlobal(24);
        WithHeader(control, controlLength: 24, header =>
        {
            Assert.Equal(150, tool.ReceiveMessage(fd, header));
            Assert.Equal(24, header[5]); // msg_controllen
        });
        int[] message = [.. Enumerable.Range(2, 3).Select(i => Marshal.ReadInt32(control, i * 4))];
        Assert.Equal(20, Marshal.ReadInt64(control)); // cmsg_len
        Assert.Equal([6, 36, 350], message); // SOL_TCP, TCP_CM_INQ, octets
        Marshal.FreeHGlobal(control);
    }

    [Fact]
    public void Fast_Open_asks_for_a_cookie_first_and_then_sends_data_with_the_SYN()
    {
        using Tool tool = new(library);
        int fd = tool.Socket();
        Assert.Equal(-Einprogress, tool.SendTo(fd, new byte[200], isOpening: true));
        Segment syn = tool.Expect()!;
        Assert.Equal(0, syn.Length);
        byte[] cookie = [34, 10, 1, 2, 3, 4, 5, 6, 7, 8, 1, 1];
        tool.Inject(new("S.", 0, syn.Seq + 1) { LocalPort = syn.LocalPort, Options = [2, 4, 5, 180, .. cookie] });
        Assert.Equal(".", tool.Expect()!.Flags);
        int second = tool.Socket();
        Assert.Equal(200, tool.SendTo(second, new byte[200], isOpening: true));
        syn = tool.Expect()!;
        Assert.Equal(200, syn.Length);
        Assert.NotEqual(-1, syn.Options.AsSpan().IndexOf(cookie.AsSpan(0, 10)));
        tool.Inject(new("S.", 0, syn.Seq + 201) { LocalPort = syn.LocalPort, Options = [2, 4, 5, 180] });
        Assert.Equal(".", tool.Expect()!.Flags);
        Assert.Equal(32, tool.Info(second)[5] & 32); // TCPI_OPT_SYN_DATA
        Assert.Equal(0, BinaryPrimitives.ReadInt32LittleEndian(tool.Info(second).AsSpan(24))); // tcpi_unacked
    }

    /// <summary>Calls with a msghdr: name, its length, vectors, their number, control, its length, flags.</summary>
    private void WithHeader(nint control, nint controlLength, Action<nint[]> call)
    {
        GCHandle vectors = GCHandle.Alloc(Vectors, GCHandleType.Pinned);
        call([0, 0, vectors.AddrOfPinnedObject(), 2, control, controlLength, 0]);
        vectors.Free();
    }
}
