using System.Buffers.Binary;
using Xunit;

namespace NetStack.Tests;

/// <summary>The native library through its C interface: connections, data, closing, as the tool's scripts do it.</summary>
public class ConnectionTests(PublishedLibrary library)
{
    private const int Eagain = 11, Efault = 14, Epipe = 32, Edeadlk = 35;
    private const int Econnreset = 104, Econnrefused = 111, Ealready = 114, Einprogress = 115;

    [Fact]
    public void Every_one_of_the_33_pointers_is_filled()
    {
        using Tool tool = new(library);
        Assert.DoesNotContain((nint)0, tool.Table.ToArray());
    }

    [Fact]
    public void A_connection_opened_by_us_carries_data_both_ways_and_closes()
    {
        using Tool tool = new(library);
        int fd = tool.Socket();
        Assert.Equal(-Einprogress, tool.Connect(fd));
        Assert.Equal(-Ealready, tool.Connect(fd));
        Segment syn = tool.Expect()!;
        Assert.Equal("S", syn.Flags);
        Assert.Equal([2, 4, 5, 180, 4, 2, 8, 10], syn.Options[..8]); // mss 1460, sackOK, TS as Linux orders them
        Assert.Equal([1, 3, 3, 8], syn.Options[16..]); // nop, wscale 8: from tcp_rmem
        uint next = syn.Seq + 1;
        Segment peer = new(".", 1, next) { LocalPort = syn.LocalPort };
        tool.Inject(peer with { Flags = "S.", Seq = 0, Options = [2, 4, 5, 180] });
        Assert.Equal((".", next, 1u), Head(tool.Expect()));
        Assert.Equal(0, tool.GetOption(fd, 1, 4)); // SO_ERROR

        Assert.Equal(1000, tool.Write(fd, new byte[1000], 1000));
        Segment data = tool.Expect()!;
        Assert.Equal(("P.", next, 1000), (Sorted(data.Flags), data.Seq, data.Length));
        Assert.Equal(1, BinaryPrimitives.ReadInt32LittleEndian(tool.Info(fd).AsSpan(24))); // tcpi_unacked
        tool.Inject(peer with { Ack = next + 1000, Length = 500 });
        Assert.Equal((".", next + 1000, 501u), Head(tool.Expect()));
        Assert.Equal(500, tool.InputQueue(fd));
        Assert.Equal(500, tool.Read(fd, new byte[2000], 2000));
        Assert.Equal(-Eagain, tool.Read(fd, new byte[2000], 2000));

        Assert.Equal(0, tool.Close(fd));
        Segment fin = tool.Expect()!;
        Assert.Equal(("F.", next + 1000), (Sorted(fin.Flags), fin.Seq));
        tool.Inject(peer with { Flags = "F.", Seq = 501, Ack = next + 1001 });
        Assert.Equal((".", next + 1001, 502u), Head(tool.Expect()));
        Assert.Null(tool.Expect());
    }

    [Fact]
    public void A_connection_opened_by_the_peer_is_accepted_from_its_address_and_ends_with_its_FIN()
    {
        using Tool tool = new(library);
        (int fd, _, uint iss) = tool.Accepted();
        Assert.Equal(1, tool.Info(fd)[0]); // ESTABLISHED
        tool.Inject(Scripts.FromPeer("P.", 1, iss + 1, 100));
        Assert.Equal((".", iss + 1, 101u), Head(tool.Expect()));
        Assert.Equal(100, tool.Read(fd, new byte[1000], 1000));
        tool.Inject(Scripts.FromPeer("F.", 101, iss + 1));
        Assert.Equal((".", iss + 1, 102u), Head(tool.Expect()));
        Assert.Equal(0, tool.Read(fd, new byte[1000], 1000));
        Assert.Equal(8, tool.Info(fd)[0]); // CLOSE-WAIT
        Assert.Equal(0, tool.Shutdown(fd, 1));
        Assert.Equal(-Epipe, tool.Write(fd, new byte[10], 10));
        Assert.Equal(("F.", iss + 1, 102u), Head(tool.Expect()));
    }

    [Fact]
    public void An_arriving_segment_may_be_larger_than_the_MSS()
    {
        using Tool tool = new(library);
        (int fd, _, uint iss) = tool.Accepted();
        tool.Inject(Scripts.FromPeer("P.", 1, iss + 1, 10_000));
        Assert.Equal((".", iss + 1, 10_001u), Head(tool.Expect()));
        Assert.Equal(10_000, tool.Read(fd, new byte[20_000], 20_000));
    }

    [Fact]
    public void A_large_write_leaves_in_segments_of_the_MSS()
    {
        using Tool tool = new(library);
        (int fd, _, uint iss) = tool.Accepted();
        Assert.Equal(4000, tool.Write(fd, new byte[4000], 4000));
        Assert.Equal([1460, 1460, 1080], Enumerable.Range(0, 3).Select(_ => tool.Expect()!.Length));
        Assert.Equal(10, BinaryPrimitives.ReadInt32LittleEndian(tool.Info(fd).AsSpan(80))); // tcpi_snd_cwnd
        Assert.Equal(0x7fff_ffff, BinaryPrimitives.ReadInt32LittleEndian(tool.Info(fd).AsSpan(76))); // tcpi_snd_ssthresh
        Assert.Equal(1460, BinaryPrimitives.ReadInt32LittleEndian(tool.Info(fd).AsSpan(16))); // tcpi_snd_mss
        tool.Inject(Scripts.FromPeer(".", 1, iss + 4001));
        Assert.Equal(0, BinaryPrimitives.ReadInt32LittleEndian(tool.Info(fd).AsSpan(24)));
    }

    [Fact]
    public void A_reset_is_told_once()
    {
        using Tool tool = new(library);
        (int fd, _, uint iss) = tool.Accepted();
        tool.Inject(Scripts.FromPeer("R.", 1, iss + 1));
        Assert.Equal(-Econnreset, tool.Read(fd, new byte[10], 10));
        Assert.Equal(0, tool.Read(fd, new byte[10], 10));
        Assert.Equal(7, tool.Info(fd)[0]); // CLOSE
    }

    [Fact]
    public void A_refused_connection_shows_in_poll_and_in_SO_ERROR()
    {
        using Tool tool = new(library);
        int fd = tool.Socket();
        tool.Connect(fd);
        Segment syn = tool.Expect()!;
        tool.Inject(new("R.", 0, syn.Seq + 1) { LocalPort = syn.LocalPort });
        Assert.Equal((1, 0x1D), tool.Poll(fd, 0x5, 0)); // IN, OUT, ERR, HUP
        Assert.Equal(Econnrefused, tool.GetOption(fd, 1, 4));
    }

    [Fact]
    public void A_null_buffer_is_an_error_and_no_crash()
    {
        using Tool tool = new(library);
        int fd = tool.Accepted().Fd;
        Assert.Equal(-Efault, tool.Write(fd, null, 100));
        Assert.Equal(-Efault, tool.Read(fd, null, 100));
    }

    [Fact]
    public void A_read_on_the_main_thread_that_could_never_end_says_EDEADLK()
    {
        using Tool tool = new(library);
        int fd = tool.Accepted().Fd;
        Assert.Equal(2, tool.FileControl(fd, 3)); // O_RDWR: what was accepted blocks
        Assert.Equal(-Edeadlk, tool.Read(fd, new byte[10], 10));
        Assert.Equal(0, tool.FileControl(fd, 4, 0x802));
        Assert.Equal(0x802, tool.FileControl(fd, 3));
        Assert.Equal(-Eagain, tool.Read(fd, new byte[10], 10));
    }

    [Fact]
    public void Each_run_begins_with_a_fresh_host_and_repeats_the_one_before()
    {
        uint first, second;
        using (Tool tool = new(library)) first = tool.Accepted().Iss;
        using (Tool tool = new(library)) second = tool.Accepted().Iss;
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_descriptor_is_one_of_the_kernel_too()
    {
        using Tool tool = new(library);
        int fd = tool.Socket();
        // closing it a second time would prove the same, and might close what another thread has just opened
        Assert.Equal("/dev/null", File.ResolveLinkTarget($"/proc/self/fd/{fd}", returnFinalTarget: false)!.FullName);
        Assert.Equal(0, Tool.CloseInKernel(fd));
    }

    private static (string, uint, uint) Head(Segment? segment) => (Sorted(segment!.Flags), segment.Seq, segment.Ack);

    /// <summary>PSH goes with any segment with data, in the order of the tool's language: first.</summary>
    private static string Sorted(string flags) =>
        flags.Contains('P', StringComparison.Ordinal) ? "P" + flags.Replace("P", "", StringComparison.Ordinal) : flags;
}
