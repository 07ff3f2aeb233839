using Xunit;

namespace NetStack.Tests;

/// <summary>The virtual clock: it moves only as the tool looks at it, sleeps and waits, and a blocked call ends at its moment.</summary>
public class TimeTests(PublishedLibrary library)
{
    [Fact]
    public void Each_look_at_the_clock_takes_a_microsecond_and_sleeping_what_it_says()
    {
        using Tool tool = new(library);
        long begin = tool.Now;
        Assert.Equal(begin + 1, tool.Now);
        tool.Sleep(250);
        Assert.Equal(begin + 252, tool.Now);
    }

    [Fact]
    public void Waiting_for_a_packet_jumps_from_timer_to_timer()
    {
        using Tool tool = new(library);
        int fd = tool.Socket();
        tool.Connect(fd);
        long[] sent = [.. Enumerable.Range(0, 4).Select(_ => tool.Expect()!.At)];
        Assert.Equal([1_000_000, 2_000_000, 4_000_000], sent.Zip(sent.Skip(1), (a, b) => b - a));
        Assert.InRange(tool.Now - sent[3], 0, 1_000);
    }

    [Fact]
    public void A_packet_bears_the_time_it_was_sent_at_and_not_that_of_its_fetching()
    {
        using Tool tool = new(library);
        int fd = tool.Socket();
        long before = tool.Now;
        tool.Connect(fd);
        tool.Sleep(500_000);
        Assert.InRange(tool.Expect()!.At, before, before + 10);
    }

    [Fact]
    public void Where_nothing_will_be_sent_no_packet_comes()
    {
        using Tool tool = new(library);
        long before = tool.Now;
        Assert.Null(tool.Expect());
        Assert.Equal(before + 1, tool.Now);
    }

    [Fact]
    public async Task A_blocked_read_ends_when_a_packet_wakes_it_and_sees_that_time()
    {
        using Tool tool = new(library);
        (int fd, _, uint iss) = tool.Accepted();
        Task<(int Result, long At)> read = tool.OnHelper(() => tool.Read(fd, new byte[1000], 1000));
        tool.Sleep(100_000);
        long before = tool.Now;
        Assert.False(read.IsCompleted);
        tool.Inject(Scripts.FromPeer("P.", 1, iss + 1, 300));
        tool.Sleep(1_000_000); // the clock goes on at once: not before the helper has looked at it
        Assert.Equal((300, before), await read);
    }

    [Fact]
    public async Task A_blocked_connect_ends_with_the_SYN_ACK()
    {
        using Tool tool = new(library);
        int fd = tool.Socket(isBlocking: true);
        Task<(int Result, long At)> connect = tool.OnHelper(() => tool.Connect(fd));
        Segment syn = tool.Expect()!;
        tool.Sleep(20_000);
        long before = tool.Now;
        tool.Inject(new("S.", 0, syn.Seq + 1) { LocalPort = syn.LocalPort, Options = [2, 4, 5, 180] });
        Assert.Equal((0, before), await connect);
        Assert.Equal(".", tool.Expect()!.Flags);
    }

    [Fact]
    public async Task A_blocked_accept_ends_with_the_handshake()
    {
        using Tool tool = new(library);
        int listener = tool.Socket(isBlocking: true);
        tool.Bind(listener);
        tool.Listen(listener);
        Task<(int Result, long At)> accept = tool.OnHelper(() =>
        {
            uint length = 16;
            return tool.Accept(listener, new byte[16], ref length);
        });
        tool.Inject(Scripts.FromPeer("S", 0, 0));
        uint iss = tool.Expect()!.Seq;
        Assert.False(accept.IsCompleted);
        tool.Inject(Scripts.FromPeer(".", 1, iss + 1));
        Assert.True((await accept).Result > 2);
    }

    [Fact]
    public async Task A_blocked_write_goes_on_until_all_is_taken()
    {
        const int octets = 400_000;
        using Tool tool = new(library);
        (int fd, _, uint iss) = tool.Accepted();
        Assert.Equal(0, tool.SetOption(fd, 1, 7, 0, 0x40, 0, 0)); // SO_SNDBUF 16384
        Assert.Equal(0x8000, tool.GetOption(fd, 1, 7)); // doubled, as Linux does
        Task<(int Result, long At)> write = tool.OnHelper(() => tool.Write(fd, new byte[octets], octets));
        Assert.False(write.IsCompleted);
        for (uint got = 0; got < octets;)
        {
            Segment segment = tool.Expect()!;
            got += (uint)segment.Length;
            tool.Inject(Scripts.FromPeer(".", 1, segment.Seq + (uint)segment.Length));
            Assert.Equal(iss + 1 + got, segment.Seq + (uint)segment.Length);
        }

        Assert.Equal(octets, (await write).Result);
    }

    [Fact]
    public async Task A_time_out_of_poll_is_one_of_the_virtual_clock()
    {
        using Tool tool = new(library);
        int fd = tool.Accepted().Fd;
        long before = tool.Now;
        Task<(int Result, long At)> poll = tool.OnHelper(() => tool.Poll(fd, 0x1, 100).Result);
        tool.Sleep(1_000_000);
        Assert.Equal((0, before + 100_000), await poll);
    }

    [Fact]
    public async Task A_waiting_poller_is_woken_by_data()
    {
        using Tool tool = new(library);
        (int fd, _, uint iss) = tool.Accepted();
        int poller = tool.CreatePoller();
        Assert.Equal(0, tool.ControlPoller(poller, 1, fd, 0x1, 77));
        Task<(int Result, long At)> wait = tool.OnHelper(() => tool.WaitForPoller(poller, -1).Result);
        tool.Sleep(5_000);
        long before = tool.Now;
        Assert.False(wait.IsCompleted);
        tool.Inject(Scripts.FromPeer("P.", 1, iss + 1, 1));
        Assert.Equal((1, before), await wait);
    }
}
