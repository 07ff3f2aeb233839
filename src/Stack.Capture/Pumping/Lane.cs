using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Simulation.Links;

namespace NetStack.Capture.Pumping;

/// <summary>One direction of a middlebox: from a device through a link into the other device.</summary>
internal sealed class Lane
{
    private const int BatchFrames = 64;
    private readonly FrameDirection _direction;
    private readonly IFrameDevice _from, _to;
    private readonly MiddleboxOptions _options;
    private readonly LinkDirection _link;
    private readonly FrameQueue _queue;
    private readonly LinkEntrance _entrance;

    public Lane(FrameDirection direction, IFrameDevice from, IFrameDevice to, MiddleboxOptions options, SeededRandom random)
    {
        (_direction, _from, _to, _options) = (direction, from, to, options);
        Impairments does = direction == FrameDirection.In ? options.Forth : options.Back;
        _link = does.CreateLink(random);
        _entrance = new(_link, direction, options.Arriving);
        _queue = new(options.QueueFrames);
    }

    public LaneCounters Counters { get; } = new();

    /// <summary>When a frame comes out of the link.</summary>
    public Timestamp NextArrival => _link.NextArrival;

    /// <summary>Frames wait for room in the other device.</summary>
    public bool IsWaiting => _queue.Count > 0;

    public bool FoundGone { get; set; }

    /// <summary>Reads frames into the link.</summary>
    /// <returns>True when there may be more.</returns>
    public bool Take(PumpTime time)
    {
        for (int count = 0; count < BatchFrames; count++)
        {
            DeviceStatus status = _from.Read(out Frame frame);
            if (status == DeviceStatus.Gone) FoundGone = true;
            if (status != DeviceStatus.Done) return false;
            Counters.Read++;
            _entrance.Send(frame, time.Reach());
            (Counters.Cut, Counters.Completed) = (_entrance.Cut, _entrance.Completed);
            (Counters.Offered, Counters.Lost) = (_link.Offered, _link.Dropped);
        }

        return true;
    }

    /// <summary>Writes what has come out of the link.</summary>
    public void Deliver(Timestamp now)
    {
        while (_queue.Count > 0 && Write(_queue.Oldest) != DeviceStatus.WouldBlock)
            _queue.RemoveOldest();
        while (_link.TryTake(now, out Frame frame))
        {
            _options.Leaving?.Observe(_direction, frame, now);
            if (_queue.Count == 0 && Write(frame) != DeviceStatus.WouldBlock) continue;
            if (!_queue.TryAdd(frame)) Counters.Refused++;
        }
    }

    private DeviceStatus Write(in Frame frame)
    {
        DeviceStatus status = _to.Write(frame);
        if (status == DeviceStatus.Done)
        {
            Counters.Delivered++;
            Counters.DeliveredOctets += frame.Octets.Length;
        }
        else if (status != DeviceStatus.WouldBlock)
        {
            Counters.Refused++;
        }

        return status;
    }
}
