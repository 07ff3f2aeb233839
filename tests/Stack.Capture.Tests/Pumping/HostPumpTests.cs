using NetStack.Bytes;
using NetStack.Capture.Pumping;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Transport;
using Xunit;

namespace NetStack.Tests.Pumping;

public sealed class HostPumpTests
{
    private static readonly IpAddress Mine = IpAddress.V4(0x0A00_0002);

    [Fact]
    public async Task Work_from_many_threads_is_done_once_each_in_the_order_of_its_thread()
    {
        using HostPump pump = new(new MemoryDevice());
        pump.Start();
        const int threads = 4, each = 5_000;
        List<int>[] seen = [.. Enumerable.Range(0, threads).Select(_ => new List<int>())];
        int wrongThread = 0;
        Thread[] posters = [.. seen.Select(list => new Thread(() =>
        {
            for (int i = 0; i < each; i++)
            {
                int number = i;
                bool posted = pump.Post((_, _) =>
                {
                    if (!pump.IsPumpThread) wrongThread++;
                    list.Add(number);
                });
                Assert.True(posted);
            }
        }))];
        foreach (Thread poster in posters) poster.Start();
        foreach (Thread poster in posters) poster.Join();
        Assert.True(await pump.Call((_, _) => true));
        Assert.All(seen, list => Assert.Equal(Enumerable.Range(0, each), list));
        Assert.Equal(0, wrongThread);
    }

    [Fact]
    public async Task More_work_than_fits_is_refused()
    {
        using HostPump pump = new(new MemoryDevice(), new() { MaxPosted = 2 });
        Assert.True(pump.Post((_, _) => { }));
        Assert.True(pump.Post((_, _) => { }));
        Assert.False(pump.Post((_, _) => { }));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pump.Call((_, _) => 1));
    }

    [Fact]
    public async Task Work_that_waits_when_the_pump_ends_is_abandoned()
    {
        HostPump pump = new(new MemoryDevice());
        Task<int> never = pump.Call((_, _) => 1);
        pump.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => never);
        Assert.False(pump.Post((_, _) => { }));
    }

    [Fact]
    public async Task What_a_call_throws_is_its_callers_and_the_pump_goes_on()
    {
        using HostPump pump = new(new MemoryDevice());
        pump.Start();
        await Assert.ThrowsAsync<FormatException>(() => pump.Call<int>((_, _) => throw new FormatException()));
        Assert.Equal(1, await pump.Call((_, _) => 1));
    }

    [Fact]
    public async Task What_work_throws_ends_the_pump_and_whoever_waits_is_told()
    {
        using HostPump pump = new(new MemoryDevice());
        pump.Start();
        pump.Post((_, _) => throw new FormatException());
        await Assert.ThrowsAsync<FormatException>(() => pump.Completion);
        Assert.False(pump.Post((_, _) => { }));
    }

    [Fact]
    public async Task A_pump_can_be_stopped_by_its_own_work()
    {
        using HostPump pump = new(new MemoryDevice());
        pump.Start();
        pump.Post((_, _) => pump.Stop());
        await pump.Completion;
    }

    [Fact]
    public async Task A_timer_wakes_the_pump()
    {
        using HostPump pump = new(new MemoryDevice());
        Alarm alarm = new(Duration.FromMilliseconds(30));
        Assert.Equal(Errno.None, pump.Host.Run(alarm, pump.Now));
        pump.Start();
        Timestamp rang = await alarm.Rang.Task;
        Assert.True((rang - alarm.DueAt).Nanoseconds >= 0);
    }

    [Fact]
    public async Task A_clock_that_leaps_or_steps_back_never_shows_the_host_an_earlier_time()
    {
        LeapingClock clock = new();
        using HostPump pump = new(new MemoryDevice(), new() { Clock = clock });
        pump.Start();
        Timestamp before = await pump.Call((_, now) => now);
        clock.Leap = -1_000_000_000_000;
        Assert.True(await pump.Call((_, now) => now) >= before);
        clock.Leap = 3_600_000_000_000;
        Timestamp later = await pump.Call((_, now) => now);
        Assert.True((later - before).Nanoseconds >= 3_000_000_000_000);
        clock.Leap = 0;
        Assert.True(await pump.Call((_, now) => now) >= later);
    }

    [Fact]
    public async Task Frames_wait_in_order_for_a_full_device_and_what_does_not_fit_is_counted()
    {
        MemoryDevice device = new() { Room = 0 };
        PumpOptions options = new() { QueueFrames = 3, Host = new() { Internet = InternetOptions.Linux with { AcceptRouterAdvertisements = false } } };
        using HostPump pump = new(device, options);
        pump.Host.Internet.AddAddress(pump.Interface, Mine, 24, pump.Now);
        pump.Start();
        for (int i = 0; i < 5; i++)
            device.Put(ArpRequest((byte)(10 + i)));
        await pump.Call((_, _) => true);
        await pump.Call((_, _) => true);
        Assert.Empty(device.Out);
        long dropped = pump.Counters.Dropped;
        Assert.True(dropped >= 2);
        device.Room = int.MaxValue;
        await pump.Call((_, _) => true);
        await pump.Call((_, _) => true);
        Assert.Equal(3, device.Out.Count);
        Assert.Equal(dropped, pump.Counters.Dropped);
    }

    [Fact]
    public async Task An_observer_sees_both_directions()
    {
        MemoryDevice device = new();
        List<FrameDirection> seen = [];
        using HostPump pump = new(device, new() { Observer = new Recorder(seen) });
        pump.Host.Internet.AddAddress(pump.Interface, Mine, 24, pump.Now);
        device.Out.Clear();
        seen.Clear();
        device.Put(ArpRequest(9));
        pump.Start();
        await pump.Call((_, _) => true);
        Assert.Equal([FrameDirection.In, FrameDirection.Out], seen);
        Assert.Equal(1, pump.Counters.FramesIn);
    }

    [Fact]
    public void The_ring_of_events_holds_so_many_and_counts_the_rest()
    {
        EventRing ring = new(2);
        NetStack.Tracing.EventPublisher publisher = new(ring);
        for (int i = 0; i < 3; i++)
            publisher.Publish(new Noted(publisher.Envelope(new(i), default)));
        Assert.Equal(1, ring.Dropped);
        Assert.True(ring.TryTake(out NetStack.Tracing.StackEvent first));
        Assert.Equal(1, first.Envelope.Id);
        publisher.Publish(new Noted(publisher.Envelope(new(3), default)));
        Assert.True(ring.TryTake(out NetStack.Tracing.StackEvent second));
        Assert.True(ring.TryTake(out NetStack.Tracing.StackEvent third));
        Assert.Equal((2, 4), (second.Envelope.Id, third.Envelope.Id));
        Assert.False(ring.TryTake(out _));
    }

    /// <summary>Who has 10.0.0.2? Tell 10.0.0.x. Source: RFC 826.</summary>
    private static byte[] ArpRequest(byte from) =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2, 0, 0, 0, 0, from, 8, 6,
        0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, from, 10, 0, 0, from, 0, 0, 0, 0, 0, 0, 10, 0, 0, 2,
    ];

    private sealed record Noted(NetStack.Tracing.EventEnvelope Envelope) : NetStack.Tracing.StackEvent(Envelope)
    {
        public override string Kind => "test.noted";
    }

    private sealed class Recorder(List<FrameDirection> seen) : IFrameObserver
    {
        public void Observe(FrameDirection direction, in Frame frame, Timestamp at) => seen.Add(direction);
    }

    private sealed class LeapingClock : IPumpClock
    {
        private readonly MonotonicClock _clock = new();
        private long _leap;

        public long Leap
        {
            get => Volatile.Read(ref _leap);
            set => Volatile.Write(ref _leap, value);
        }

        public Timestamp Now => _clock.Now + new Duration(Leap);
    }

    private sealed class Alarm(Duration after) : IApplication
    {
        public TaskCompletionSource<Timestamp> Rang { get; } = new();

        public Timestamp DueAt { get; private set; } = Timestamp.Never;

        public Timestamp NextDeadline => IsFinished ? Timestamp.Never : DueAt;

        public bool IsFinished { get; private set; }

        public Errno Start(Timestamp now)
        {
            DueAt = now + after;
            return Errno.None;
        }

        public void Advance(Timestamp now)
        {
            IsFinished = true;
            Rang.TrySetResult(now);
        }

        public void Stop(Timestamp now)
        {
        }
    }
}
