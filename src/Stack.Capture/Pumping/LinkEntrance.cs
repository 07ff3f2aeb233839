using NetStack.Bytes;
using NetStack.Simulation.Links;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Capture.Pumping;

/// <summary>The way into a link for frames of a kernel, which leaves work to the hardware: what goes into a cable is complete and
/// small enough, so that each loss is that of one segment and a turned bit is noticed.</summary>
/// <param name="link">The link.</param>
/// <param name="direction">For the observer.</param>
/// <param name="observer">Sees what enters; null when nobody looks.</param>
internal sealed class LinkEntrance(LinkDirection link, FrameDirection direction, IFrameObserver? observer)
{
    private const int LargestFrame = 65_535 + 18;
    private readonly byte[] _whole = new byte[LargestFrame];

    /// <summary>Super-segments that were cut.</summary>
    public long Cut { get; private set; }

    /// <summary>Partial checksums that were completed.</summary>
    public long Completed { get; private set; }

    public void Send(in Frame frame, Timestamp now)
    {
        if (frame.SegmentSize > 0 && SuperSegment.TryParse(frame.Octets, frame.SegmentSize, out SuperSegment super))
        {
            Cut++;
            for (int length = super.Take(_whole); length > 0; length = super.Take(_whole))
                Enter(new(_whole.AsSpan(0, length)), now);
        }
        else if (frame.Checksum == ChecksumState.Partial && TransportPlace.TryFind(frame.Octets, out TransportPlace place))
        {
            Completed++;
            Span<byte> whole = _whole.AsSpan(0, frame.Octets.Length);
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
        observer?.Observe(direction, frame, now);
        link.Send(frame, now);
    }
}
