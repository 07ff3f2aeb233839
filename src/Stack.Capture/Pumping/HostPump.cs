using System.Security.Cryptography;
using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Hosting;
using NetStack.Internet;

namespace NetStack.Capture.Pumping;

/// <summary>Drives a host in real time: one thread that hands it the frames of a device, tells it the time when it is due, and
/// sleeps in between.</summary>
/// <remarks>Frames come before timers: after a suspension the acknowledgments that lie in the device are taken first, so that
/// nothing is retransmitted that has long arrived. From <see cref="Start"/> on the host belongs to the pump's thread; others
/// hand in work with <see cref="Post(IPumpWork)"/>.</remarks>
public sealed partial class HostPump : IDisposable
{
    /// <summary>Frames that are read before timers and work get their turn.</summary>
    public const int BatchFrames = 64;

    private const int DeviceSlot = 0, ChangeSlot = 1, LookEvery = 1024;
    private readonly IFrameDevice _device;
    private readonly PumpOptions _options;
    private readonly PumpTime _time;
    private readonly DeviceSink _sink;
    private readonly Waiter _waiter = Waiter.Create();
    private readonly WorkQueue _posted;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;
    private volatile bool _stops;
    private int _isSleeping, _isDisposed, _busySteps;

    /// <summary>Makes a host with one interface on a device. Give it addresses and routes, then <see cref="Start"/>.</summary>
    /// <param name="device">The device, which stays the caller's.</param>
    /// <param name="options">What else; null for the defaults.</param>
    public HostPump(IFrameDevice device, PumpOptions? options = null)
    {
        (_device, _options) = (device, options ?? new());
        _time = new(_options.Clock);
        _posted = new(_options.MaxPosted);
        _sink = new(device, _options.QueueFrames, Counters, _options.Observer);
        ulong seed = _options.Seed ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        Host = new(_options.Host, seed, _sink, _options.Events);
        Interface = Host.Internet.AddInterface(new(InterfaceKind.Ethernet, device.Name, Allowed(device.Mtu), device.Mac, device.Offload));
    }

    /// <summary>The host.</summary>
    public Host Host { get; }

    /// <summary>The host's interface on the device.</summary>
    public int Interface { get; }

    /// <summary>What was moved.</summary>
    public PumpCounters Counters { get; } = new();

    /// <summary>Ends when the pump does; with its exception, if one ended it.</summary>
    public Task Completion => _completion.Task;

    /// <summary>True for the pump's own thread, which may use the host.</summary>
    public bool IsPumpThread => Thread.CurrentThread == _thread;

    /// <summary>The time, for those who use the host before <see cref="Start"/>; afterwards work is told it.</summary>
    public Timestamp Now => Reach();

    /// <summary>Begins.</summary>
    /// <exception cref="InvalidOperationException">It has begun already.</exception>
    public void Start()
    {
        if (_thread is not null) throw new InvalidOperationException("The pump runs already.");
        _thread = new(Run) { Name = $"pump {_device.Name}", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends: connections stay as they are, and nothing moves any more. Called by the pump's own thread, it ends after
    /// this step.</summary>
    public void Stop()
    {
        _stops = true;
        if (_thread is null || IsPumpThread) return;
        _waiter.Wake();
        _thread.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        Stop();
        _posted.Close();
        if (!IsPumpThread) _waiter.Dispose();
    }

    private void Run()
    {
        Exception? error = null;
        try
        {
            Watch();
            while (!_stops) Step();
        }
        catch (Exception e)
        {
            error = e; // a defect, ours or that of work: whoever waits for Completion is told
        }

        Volatile.Write(ref _isSleeping, 0); // nobody need wake it any more
        _posted.Close();
        if (error is null) _completion.TrySetResult();
        else _completion.TrySetException(error);
    }

    private void Step()
    {
        bool hasMore = ReceiveBatch();
        RunPosted();
        Timestamp now = Reach();
        if (Host.NextDeadline <= now) Host.Advance(now);
        if (_sink.IsWaiting) _sink.Flush();
        if (_sink.FoundGone) LoseDevice(now);
        if (!hasMore) Sleep();
        else if (unchecked(++_busySteps) % LookEvery == 0) LookAtDevice(); // a pump that never sleeps
    }

    /// <returns>True when there may be more.</returns>
    private bool ReceiveBatch()
    {
        for (int count = 0; count < BatchFrames; count++)
        {
            DeviceStatus status = _device.Read(out Frame frame);
            if (status == DeviceStatus.Gone) _sink.FoundGone |= !_isGone;
            if (status != DeviceStatus.Done) return false;
            Counters.FramesIn++;
            Counters.OctetsIn += frame.Octets.Length;
            Timestamp now = Reach();
            _options.Observer?.Observe(FrameDirection.In, frame, now);
            Host.Receive(Interface, frame, now);
        }

        return true;
    }

    private void RunPosted()
    {
        for (int left = _posted.Count; left > 0 && _posted.TryTake(out IPumpWork work); left--)
            work.Run(Host, Reach());
    }

    private Timestamp Reach() => _time.Reach();

    private void Sleep()
    {
        // First say that we sleep, then look once more: who posts first adds, then looks whether we sleep.
        Interlocked.Exchange(ref _isSleeping, 1);
        Timestamp deadline = Host.NextDeadline;
        if (_device.NextArrival < deadline) deadline = _device.NextArrival;
        if (_isGone && _reopenAt < deadline) deadline = _reopenAt;
        long left = deadline == Timestamp.Never ? -1 : Math.Max(0, (deadline - Reach()).Nanoseconds);
        if (left != 0 && _posted.IsEmpty && !_stops)
        {
            if (!_isGone) _waiter.Watch(DeviceSlot, _device.Handle, _sink.IsWaiting);
            Counters.Sleeps++;
            _waiter.Wait(left);
            if (_waiter.IsReady(ChangeSlot)) LookAtDevice();
        }

        Volatile.Write(ref _isSleeping, 0);
        if (_isGone) TryReopen();
    }
}
