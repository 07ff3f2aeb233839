using NetStack.Bytes;

namespace NetStack.Viz.Statistics;

/// <summary>Traffic over time in at most 30 intervals of a round length (1 or 2 times a power of ten). It starts fine and
/// becomes coarser as the capture grows, so it needs no second pass and no memory for frames.</summary>
public sealed class Timeline
{
    /// <summary>The most intervals.</summary>
    public const int MaxIntervals = 30;

    private static readonly Duration Finest = Duration.FromMilliseconds(1);
    private readonly (long Frames, long Octets)[] _intervals = new (long, long)[MaxIntervals];
    private Timestamp _start;
    private bool _doubled; // the width is 2 times a power of ten: the next step is times 5

    /// <summary>The length of an interval.</summary>
    public Duration Width { get; private set; } = Finest;

    /// <summary>Intervals from the first frame to the latest.</summary>
    public int Count { get; private set; }

    /// <summary>Frames and octets in an interval.</summary>
    public (long Frames, long Octets) this[int index] => _intervals[index];

    /// <summary>Counts a frame. One from before the first counts in the first interval.</summary>
    public void Add(Timestamp time, long octets)
    {
        if (Count == 0) _start = time;
        long since = Math.Max(0, (time - _start).Nanoseconds);
        while (since / Width.Nanoseconds >= MaxIntervals) Coarsen();
        int index = (int)(since / Width.Nanoseconds);
        Count = Math.Max(Count, index + 1);
        _intervals[index] = (_intervals[index].Frames + 1, _intervals[index].Octets + octets);
    }

    private void Coarsen()
    {
        int factor = _doubled ? 5 : 2;
        _doubled = !_doubled;
        for (int i = 0; i < MaxIntervals; i++)
        {
            (long frames, long octets) = _intervals[i];
            _intervals[i] = default;
            (long Frames, long Octets) sum = _intervals[i / factor];
            _intervals[i / factor] = (sum.Frames + frames, sum.Octets + octets);
        }

        Width = new(Width.Nanoseconds * factor);
        Count = (Count + factor - 1) / factor;
    }
}
