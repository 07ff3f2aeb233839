using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace NetStack.Tests;

/// <summary>Readiness, options and settings through the C interface.</summary>
public class InterfaceTests(PublishedLibrary library)
{
    private const int Enoprotoopt = 92, Ebadf = 9, Eexist = 17, Enoent = 2, Eio = 5;
    private const uint EdgeTriggered = 0x8000_0000;

    [Fact]
    public void Poll_says_exactly_what_was_asked_for_and_is_so()
    {
        using Tool tool = new(library);
        (int fd, int listener, uint iss) = tool.Accepted();
        Assert.Equal((0, 0), tool.Poll(listener, 0x5, 0));
        Assert.Equal((0, 0), tool.Poll(fd, 0x1, 0));
        Assert.Equal((1, 0x4), tool.Poll(fd, 0x5, 0));
        tool.Inject(Scripts.FromPeer("P.", 1, iss + 1, 1));
        Assert.Equal((1, 0x5), tool.Poll(fd, 0x5, 0));
        Assert.Equal((1, 0x145), tool.Poll(fd, 0x145, 0)); // POLLRDNORM and POLLWRNORM
        tool.Inject(Scripts.FromPeer("F.", 2, iss + 1));
        Assert.Equal((1, 0x2005), tool.Poll(fd, 0x2005, 0)); // POLLRDHUP
        Assert.Equal((1, 0x20), tool.Poll(12345, 0x5, 0)); // POLLNVAL
    }

    [Fact]
    public void An_edge_triggered_poller_reports_every_arrival_once()
    {
        using Tool tool = new(library);
        (int fd, _, uint iss) = tool.Accepted();
        int poller = tool.CreatePoller();
        Assert.Equal(0, tool.ControlPoller(poller, 1, fd, 0x1 | EdgeTriggered, 0x1234_5678_9ABC));
        Assert.Equal(-Eexist, tool.ControlPoller(poller, 1, fd, 0x1, 0));
        for (uint i = 0; i < 2; i++)
        {
            tool.Inject(Scripts.FromPeer("P.", 1 + i, iss + 1, 1));
            Assert.Equal((1, 0x1u, 0x1234_5678_9ABCul), tool.WaitForPoller(poller, 0));
            Assert.Equal(0, tool.WaitForPoller(poller, 0).Result);
        }

        Assert.Equal(0, tool.ControlPoller(poller, 3, fd, 0x5, 7)); // modify: level-triggered
        Assert.Equal((1, 0x5u, 7ul), tool.WaitForPoller(poller, 0));
        Assert.Equal((1, 0x5u, 7ul), tool.WaitForPoller(poller, 0));
        Assert.Equal(0, tool.ControlPoller(poller, 2, fd, 0, 0));
        Assert.Equal(-Enoent, tool.ControlPoller(poller, 2, fd, 0, 0));
        Assert.Equal(0, tool.Close(poller));
        Assert.Equal(-Ebadf, tool.WaitForPoller(poller, 0).Result);
    }

    [Theory]
    [InlineData(6, 1, 1)] // TCP_NODELAY
    [InlineData(6, 3, 1)] // TCP_CORK
    [InlineData(6, 4, 30)] // TCP_KEEPIDLE
    [InlineData(6, 7, 3)] // TCP_SYNCNT
    [InlineData(6, 8, 10)] // TCP_LINGER2
    [InlineData(6, 9, 5)] // TCP_DEFER_ACCEPT
    [InlineData(6, 18, 2000)] // TCP_USER_TIMEOUT
    [InlineData(6, 23, 5)] // TCP_FASTOPEN
    [InlineData(6, 25, 4096)] // TCP_NOTSENT_LOWAT
    [InlineData(6, 30, 1)] // TCP_FASTOPEN_CONNECT
    [InlineData(6, 36, 1)] // TCP_INQ
    [InlineData(1, 2, 1)] // SO_REUSEADDR
    [InlineData(1, 9, 1)] // SO_KEEPALIVE
    [InlineData(0, 10, 2)] // IP_MTU_DISCOVER
    public void An_option_reads_what_was_set(int level, int name, int value)
    {
        using Tool tool = new(library);
        int fd = tool.Socket();
        Assert.Equal(0, tool.SetOption(fd, level, name, BitConverter.GetBytes(value)));
        Assert.Equal(value, tool.GetOption(fd, level, name));
    }

    [Fact]
    public void Options_of_IP_come_as_one_octet_too()
    {
        using Tool tool = new(library);
        int fd = tool.Socket();
        Assert.Equal(0, tool.SetOption(fd, 0, 1, 0x10)); // IP_TOS
        byte[] value = new byte[4];
        uint length = 1;
        Assert.Equal(0, tool.GetOption(fd, 0, 1, value, ref length));
        Assert.Equal((1u, (byte)0x10), (length, value[0]));
    }

    [Fact]
    public void The_congestion_control_is_a_name()
    {
        using Tool tool = new(library);
        int fd = tool.Socket();
        Assert.Equal(0, tool.SetOption(fd, 6, 13, "reno"u8.ToArray()));
        byte[] value = new byte[100];
        uint length = 100;
        Assert.Equal(0, tool.GetOption(fd, 6, 13, value, ref length));
        Assert.Equal((16u, "reno"), (length, Encoding.ASCII.GetString(value).TrimEnd('\0')));
        Assert.Equal(-Enoent, tool.SetOption(fd, 6, 13, "none such"u8.ToArray()));
    }

    [Theory]
    [InlineData(6, 11, 400, 280)] // TCP_INFO
    [InlineData(6, 26, 400, 0)] // TCP_CC_INFO
    [InlineData(1, 55, 400, 36)] // SO_MEMINFO
    [InlineData(6, 11, 8, 8)]
    public void An_option_tells_its_length(int level, int name, uint room, uint length)
    {
        using Tool tool = new(library);
        Assert.Equal(0, tool.GetOption(tool.Socket(), level, name, new byte[400], ref room));
        Assert.Equal(length, room);
    }

    [Fact]
    public void An_unknown_option_and_a_closed_descriptor_are_errors()
    {
        using Tool tool = new(library);
        int fd = tool.Socket();
        Assert.Equal(-Enoprotoopt, tool.GetOption(fd, 6, 999));
        Assert.Equal(0, tool.Close(fd));
        Assert.Equal(-Ebadf, tool.Close(fd));
        Assert.Equal(-Ebadf, tool.GetOption(fd, 6, 1));
    }

    [Fact]
    public void A_setting_that_changes_changes_the_next_connection()
    {
        using Tool tool = new(library);
        tool.Set("tcp_timestamps", "0");
        tool.Connect(tool.Socket());
        byte[] without = tool.Expect()!.Options;
        tool.Set("tcp_sack", "0");
        tool.Connect(tool.Socket());
        byte[] bare = tool.Expect()!.Options;
        Assert.Equal([2, 4, 5, 180, 1, 1, 4, 2, 1, 3, 3, 8], without);
        Assert.Equal([2, 4, 5, 180, 1, 3, 3, 8], bare);
    }

    [Fact]
    public void A_setting_that_changes_after_listen_counts_for_the_next_SYN()
    {
        using Tool tool = new(library);
        int listener = tool.Socket();
        tool.Bind(listener);
        tool.Listen(listener);
        tool.Set("tcp_sack", "0");
        tool.Inject(Scripts.FromPeer("S", 0, 0) with { Options = [2, 4, 5, 180, 1, 1, 4, 2] });
        Assert.Equal([2, 4, 5, 180], tool.Expect()!.Options);
    }

    [Fact]
    public void The_flags_set_the_MTU()
    {
        using Tool tool = new(library, "mtu=1000,local=192.168.0.1");
        tool.Connect(tool.Socket());
        Assert.Equal(960, BinaryPrimitives.ReadUInt16BigEndian(tool.Expect()!.Options.AsSpan(2)));
    }

    [Theory]
    [InlineData("mtu=many")]
    [InlineData("local=somewhere")]
    [InlineData("colour=red")]
    [InlineData("mtu")]
    public void Flags_that_make_no_sense_let_every_call_fail(string flags)
    {
        using Tool tool = new(library, flags);
        Assert.Equal(-Eio, tool.Socket());
    }

    [Fact]
    public void A_Fast_Open_cookie_is_made_of_the_key_in_the_settings()
    {
        using Tool tool = new(library);
        tool.Set("tcp_fastopen_key", "a1a1a1a1-b2b2b2b2-c3c3c3c3-d4d4d4d4");
        int listener = tool.Socket();
        tool.SetOption(listener, 6, 23, 5, 0, 0, 0);
        tool.Bind(listener);
        tool.Listen(listener);
        tool.Inject(Scripts.FromPeer("S", 0, 0) with { Options = [2, 4, 5, 180, 34, 2, 1, 1] }); // asks for a cookie
        byte[] options = tool.Expect()!.Options;
        int at = options.AsSpan().IndexOf([(byte)34, (byte)10]);
        Assert.Equal("3021B9D889017EEB", Convert.ToHexString(options.AsSpan(at + 2, 8)));
    }

    [Fact]
    public void A_program_that_calls_the_C_librarys_getsockopt_reaches_the_stack()
    {
        using Tool tool = new(library);
        string folder = Directory.CreateTempSubdirectory("caller").FullName, source = Path.Combine(folder, "caller.c");
        using (Stream code = GetType().Assembly.GetManifestResourceStream("getsockopt-caller.c")!)
        using (FileStream file = File.Create(source)) code.CopyTo(file);
        string? compiler = new[] { "/usr/bin/cc", "/usr/bin/gcc", "/usr/bin/clang" }.FirstOrDefault(File.Exists);
        Assert.SkipUnless(compiler is not null, "no C compiler here");
        foreach (string style in new[] { "-fplt", "-fno-plt", "-no-pie" })
        {
            string program = Path.Combine(folder, "caller" + style);
            (int status, string said) = PublishedLibrary.Execute(compiler!, "-o", program, style, source, "-ldl");
            Assert.True(status == 0, said);
            (_, said) = PublishedLibrary.Execute(program, library.FilePath, $"sysctls={tool.Sysctls}");
            string[] lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(["ours 0, length 280, state 7", "theirs 0, type 2", "closed -1, bad descriptor 1"], lines[..3]);
            Assert.Equal(["unknown -1, no such option 1", "close 0"], lines[3..]);
        }

        Directory.Delete(folder, recursive: true);
    }
}
