using NetStack.Tracing;

namespace NetStack.Viz.Ladder;

/// <summary>Listens to the events of all connections, for a capture that nobody knows the length of.</summary>
/// <remarks>Bounded: of the first connections the first steps are kept, some 300 octets a step; of the others only where
/// they stand.</remarks>
/// <param name="maxLadders">The most connections to keep steps of.</param>
/// <param name="maxSteps">The most steps to keep of each.</param>
public sealed class LadderLog(int maxLadders = 100, int maxSteps = 2_000) : IEventSink
{
    private readonly Dictionary<int, LadderRecorder> _byStream = [];
    private readonly List<LadderRecorder> _kept = [];

    /// <summary>The connections of which steps were kept, in the order in which they began.</summary>
    public IReadOnlyList<LadderRecorder> Kept => _kept;

    /// <summary>How many connections no step was kept of.</summary>
    public int NotKept => _byStream.Count - _kept.Count;

    /// <summary>The connection of the latest event; null before the first.</summary>
    public LadderRecorder? Latest { get; private set; }

    /// <inheritdoc/>
    public void Publish(StackEvent stackEvent)
    {
        int stream = stackEvent.Envelope.Connection;
        if (Latest?.Stream != stream) Latest = Find(stream);
        Latest.Publish(stackEvent);
    }

    private LadderRecorder Find(int stream)
    {
        if (_byStream.TryGetValue(stream, out LadderRecorder? known)) return known;
        bool isKept = _kept.Count < maxLadders;
        LadderRecorder recorder = _byStream[stream] = new(stream, isKept ? maxSteps : 0);
        if (isKept) _kept.Add(recorder);
        return recorder;
    }
}
