namespace NetStack.Transport.Tcp.Streams;

/// <summary>A message of which some octets are there: where it starts and ends in the sequence, and what came so far.
/// Segments may come in any order; the message is whole when its octets are contiguous up to its end.</summary>
/// <param name="start">The number of its first octet.</param>
/// <param name="end">The number after its last octet, as far as known.</param>
internal sealed class PendingMessage(SeqNumber start, SeqNumber end)
{
    private readonly List<(int From, int To)> _islands = []; // ranges beyond the contiguous beginning
    private byte[] _octets = [];
    private int _contiguous;

    /// <summary>The number of its first octet.</summary>
    public SeqNumber Start { get; private set; } = start;

    /// <summary>The number after its last octet, as far as known.</summary>
    public SeqNumber End { get; set; } = end;

    /// <summary>True when the next segment, however long, may complete it: its framing could not tell its length yet.</summary>
    public bool TakesWholeSegment { get; set; }

    /// <summary>True when it ends where the stream does.</summary>
    public bool EndsWithStream { get; set; }

    /// <summary>The frames that its octets came in.</summary>
    public List<int> Frames { get; } = [];

    /// <summary>Octets held in memory.</summary>
    public int HeldOctets => _octets.Length;

    /// <summary>True when every octet up to its end is there.</summary>
    public bool IsComplete => !EndsWithStream && _contiguous >= End - Start;

    /// <summary>The octets from its start, as far as they are contiguous.</summary>
    public ReadOnlySpan<byte> Octets => _octets.AsSpan(0, Math.Min(_contiguous, EndsWithStream ? int.MaxValue : End - Start));

    /// <summary>Adds octets at a distance from the start. Octets that came before stay.</summary>
    public void Add(int at, ReadOnlySpan<byte> octets, int frame)
    {
        Frames.Add(frame);
        if (at < _contiguous)
        {
            int known = Math.Min(_contiguous - at, octets.Length);
            octets = octets[known..];
            at += known;
        }

        if (octets.IsEmpty) return;
        int to = at + octets.Length;
        if (_octets.Length < to) Array.Resize(ref _octets, Math.Max(to, Math.Min(_octets.Length * 2, StreamReassembler.MaxMessage)));
        octets.CopyTo(_octets.AsSpan(at));
        if (at > _contiguous)
        {
            _islands.Add((at, to));
            return;
        }

        _contiguous = to;
        for (int i = 0; i < _islands.Count; i++)
        {
            if (_islands[i].From > _contiguous) continue;
            _contiguous = Math.Max(_contiguous, _islands[i].To);
            _islands.RemoveAt(i);
            i = -1; // an earlier island may touch now
        }
    }

    /// <summary>Forgets the first octets: they were messages of their own.</summary>
    public void DropFirst(int octets)
    {
        if (octets == 0) return;
        _octets.AsSpan(octets).CopyTo(_octets);
        _contiguous -= octets;
        Start += octets;
        for (int i = 0; i < _islands.Count; i++)
            _islands[i] = (_islands[i].From - octets, _islands[i].To - octets);
    }
}
