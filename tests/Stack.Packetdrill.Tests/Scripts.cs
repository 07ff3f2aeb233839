using Xunit;

namespace NetStack.Tests;

/// <summary>What many scripts begin with.</summary>
internal static class Scripts
{
    /// <summary>An established connection that the peer has opened.</summary>
    /// <param name="Fd">What accept has returned.</param>
    /// <param name="Listener">The listening socket.</param>
    /// <param name="Iss">The host's initial sequence number; the peer's is 0.</param>
    public sealed record Connection(int Fd, int Listener, uint Iss);

    public static Connection Accepted(this Tool tool)
    {
        int listener = tool.Socket();
        Assert.Equal(0, tool.SetOption(listener, 1, 2, 1, 0, 0, 0)); // SO_REUSEADDR
        Assert.Equal(0, tool.Bind(listener));
        Assert.Equal(0, tool.Listen(listener));
        tool.Inject(FromPeer("S", 0, 0) with { Options = [2, 4, 5, 180, 1, 1, 1, 0] }); // MSS 1460
        Segment answer = tool.Expect()!;
        Assert.Equal(("S.", 1u), (answer.Flags, answer.Ack));
        tool.Inject(FromPeer(".", 1, answer.Seq + 1));
        byte[] address = new byte[16];
        uint length = 16;
        int fd = tool.Accept(listener, address, ref length);
        Assert.True(fd > 2);
        Assert.Equal(16u, length);
        Assert.Equal([2, 0, 0x1F, 0x90, 192, 0, 2, 1], address[..8]);
        return new(fd, listener, answer.Seq);
    }

    /// <summary>A segment to the port that scripts listen on, from port 8080, too.</summary>
    public static Segment FromPeer(string flags, uint seq, uint ack, int length = 0) =>
        new(flags, seq, ack, Length: length) { LocalPort = Tool.ConnectionPort, RemotePort = Tool.ConnectionPort };

    /// <summary>Makes a call on a second thread, as the tool does for calls that a script marks as blocking.</summary>
    /// <returns>Its result and the time that the thread saw when it returned.</returns>
    public static Task<(int Result, long At)> OnHelper(this Tool tool, Func<int> call)
    {
        int kernelThread = 0;
        using ManualResetEventSlim hasBegun = new();
        TaskCompletionSource<(int, long)> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread helper = new(() =>
        {
            kernelThread = Tool.KernelThread();
            hasBegun.Set();
            int result = call();
            ended.SetResult((result, tool.Now));
        }) { IsBackground = true };
        helper.Start();
        hasBegun.Wait();
        Assert.True(SpinWait.SpinUntil(() => ended.Task.IsCompleted || IsAsleep(kernelThread), 10_000), "the helper runs on and on");
        return ended.Task;
    }

    /// <summary>What /proc says of a thread: the state after the name in brackets. A thread also sleeps for a moment at a
    /// lock: so several looks.</summary>
    private static bool IsAsleep(int thread)
    {
        for (int looks = 0; looks < 20; looks++)
        {
            string text = File.ReadAllText($"/proc/self/task/{thread}/stat");
            if (text[text.LastIndexOf(')') + 2] != 'S') return false;
            Thread.Yield();
        }

        return true;
    }
}
