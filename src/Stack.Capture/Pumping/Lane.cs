using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Simulation.Links;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Capture.Pumping;

/// <summary>One direction of a middlebox: from a device through a link into the other device.</summary>
internal sealed class Lane
{
    private const int BatchFrames = 64, LargestFrame = 65_535 + 18;
    private readonly FrameDirection _direction;
    private readonly IFrameDevice _from, _to;
    private readonly MiddleboxOptions _options;
    private readonly LinkDirection _link;
    private readonly FrameQueue _queue;
    private readonly byte[] _scratch = new byte[LargestFrame];

    public Lane(FrameDirection direction, IFrameDevice from, IFrameDevice to, MiddleboxOptions options, SeededRandom random)
    {
        (_direction, _from, _to, _options) = (direction, from, to, options);
        Impairments does = direction == FrameDirection.In ? options.Forth : options.Back;
        _link = new(does.Link, random) { DropsFrame = does.Drops.Count > 0 ? does.DropsFrame : null };
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
            Finish(frame, time.Reach());
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

    /// <summary>Does the work that a kernel has left to the hardware: what goes into a cable is complete and small enough, so that
    /// each loss is that of one segment.</summary>
    private void Finish(in Frame frame, Timestamp now)
    {
        if (frame.SegmentSize > 0 && SuperSegment.TryParse(frame.Octets, frame.SegmentSize, out SuperSegment super))
        {
            Counters.Cut++;
            for (int length = super.Take(_scratch); length > 0; length = super.Take(_scratch))
                Enter(new(_scratch.AsSpan(0, length)), now);
        }
        else if (frame.Checksum == ChecksumState.Partial && TransportPlace.TryFind(frame.Octets, out TransportPlace place))
        {
            Counters.Completed++;
            Span<byte> whole = _scratch.AsSpan(0, frame.Octets.Length);
            frame.Octets.CopyTo(whole);
            PartialChecksum.Complete(whole, place);
            Enter(new(whole), now);
        }
        else
        {
            Enter(frame, now);
        }
    }

    private void Enter(in Frame frame, Timestamp now)
    {
        _options.Arriving?.Observe(_direction, frame, now);
        _link.Send(frame, now);
        (Counters.Offered, Counters.Lost) = (_link.Offered, _link.Dropped);
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
