using NetStack.Bytes;
using NetStack.Capture.Devices;

namespace NetStack.Capture.Pumping;

/// <summary>A cable between two devices that loses, delays, reorders and damages frames, with the same link as the simulator's:
/// for real programs on both sides, where the kernel has no such thing.</summary>
public sealed class Middlebox : IDisposable
{
    private static readonly Duration ReopenEvery = Duration.FromMilliseconds(100);
    private readonly IFrameDevice[] _devices;
    private readonly Lane[] _lanes;
    private readonly MiddleboxOptions _options;
    private readonly PumpTime _time;
    private readonly Waiter _waiter = Waiter.Create();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool[] _isGone = new bool[2];
    private Timestamp _reopenAt = Timestamp.Never;
    private Thread? _thread;
    private volatile bool _stops;

    /// <summary>Makes a middlebox between two devices that take all frames; they stay the caller's.</summary>
    public Middlebox(IFrameDevice first, IFrameDevice second, MiddleboxOptions? options = null)
    {
        _options = options ?? new();
        _time = new(_options.Clock);
        _devices = [first, second];
        SeededRandom random = new(_options.Seed);
        _lanes = [new(FrameDirection.In, first, second, _options, random.Split()), new(FrameDirection.Out, second, first, _options, random.Split())];
    }

    /// <summary>What went from the first device to the second.</summary>
    public LaneCounters Forth => _lanes[0].Counters;

    /// <summary>What went from the second device to the first.</summary>
    public LaneCounters Back => _lanes[1].Counters;

    /// <summary>Ends when the middlebox does; with its exception, if one ended it.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Begins.</summary>
    /// <exception cref="InvalidOperationException">It has begun already.</exception>
    public void Start()
    {
        if (_thread is not null) throw new InvalidOperationException("The middlebox runs already.");
        _thread = new(Run) { Name = $"between {_devices[0].Name} and {_devices[1].Name}", IsBackground = true };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_stops) return;
        _stops = true;
        _waiter.Wake();
        _thread?.Join();
        _waiter.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_stops) Step();
            _completion.TrySetResult();
        }
        catch (Exception e)
        {
            _completion.TrySetException(e); // a defect: whoever waits for Completion is told
        }
    }

    private void Step()
    {
        bool hasMore = false;
        foreach (Lane lane in _lanes)
            hasMore |= lane.Take(_time);
        Timestamp now = _time.Reach();
        foreach (Lane lane in _lanes)
            lane.Deliver(now);
        LookForLost(now);
        if (!hasMore) Sleep(now);
    }

    private void Sleep(Timestamp now)
    {
        Timestamp next = _reopenAt;
        for (int i = 0; i < 2; i++)
        {
            if (_lanes[i].NextArrival < next) next = _lanes[i].NextArrival;
            _waiter.Watch(i, _isGone[i] ? -1 : _devices[i].Handle, alsoForRoom: _lanes[1 - i].IsWaiting);
            _waiter.Watch(2 + i, _devices[i].ChangeHandle);
        }

        if (next > now) _waiter.Wait(next == Timestamp.Never ? -1 : (next - now).Nanoseconds);
        for (int i = 0; i < 2; i++)
            if (_waiter.IsReady(2 + i) && _devices[i].ReadChange()) Notify(DeviceNoticeKind.MtuChanged, i);
    }

    /// <summary>A device that went away is looked for until it is there again; the other side meets a cable that is not plugged in.</summary>
    private void LookForLost(Timestamp now)
    {
        for (int i = 0; i < 2; i++)
        {
            if (!_lanes[i].FoundGone || _isGone[i]) continue;
            _isGone[i] = true;
            _reopenAt = now + ReopenEvery;
            Notify(DeviceNoticeKind.Gone, i, DeviceErrors.Gone(_devices[i]));
        }

        if (now < _reopenAt) return;
        for (int i = 0; i < 2; i++)
        {
            if (!_isGone[i] || !_devices[i].TryReopen()) continue;
            _isGone[i] = _lanes[i].FoundGone = false;
            Notify(DeviceNoticeKind.Back, i);
        }

        _reopenAt = _isGone[0] || _isGone[1] ? now + ReopenEvery : Timestamp.Never;
    }

    private void Notify(DeviceNoticeKind kind, int device, CaptureException? error = null) =>
        _options.Notices?.Invoke(new(kind, _devices[device].Name, _devices[device].Mtu, error));
}
