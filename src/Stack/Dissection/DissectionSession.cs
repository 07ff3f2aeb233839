using NetStack.Bytes;
using NetStack.Dissection.Recall;
using NetStack.Tracing;

namespace NetStack.Dissection;

/// <summary>A pass over the frames of one source: what dissectors remember from frame to frame (conversations,
/// fragments, streams) lives here, in one state object for each dissector that needs one.</summary>
public sealed class DissectionSession
{
    private readonly object?[] _states;
    private readonly DissectedFrame _frame;
    private FieldSelection? _noField;
    private long _lastEvent;

    /// <summary>A session that has seen no frame.</summary>
    /// <param name="registry">Which protocols are known.</param>
    /// <param name="options">Preferences; null for the defaults.</param>
    public DissectionSession(ProtocolRegistry registry, DissectionOptions? options = null)
    {
        Registry = registry;
        Options = options ?? new();
        _states = new object?[registry.Dissectors.Length];
        _frame = new(this);
    }

    /// <summary>A session that answers from what another one, which is over, has learned and kept in its journal.</summary>
    internal DissectionSession(DissectionSession learned)
        : this(learned.Registry, learned.Options)
    {
        Learned = learned;
        FirstTime = learned.FirstTime;
        Recalled = new();
    }

    /// <summary>Which protocols are known.</summary>
    public ProtocolRegistry Registry { get; }

    /// <summary>Preferences.</summary>
    public DissectionOptions Options { get; }

    /// <summary>The fields that are wanted; null for all of them.</summary>
    public FieldSelection? Selection { get; set; }

    /// <summary>Where inferred events go; null when nobody listens, and nothing is then inferred.</summary>
    public IEventSink? Events { get; init; }

    /// <summary>Where the pass keeps what it learns of each frame, for random access later; null to keep nothing.</summary>
    public FrameJournal? Journal { get; init; }

    /// <summary>The session whose tables this one reads; null in a pass of its own.</summary>
    internal DissectionSession? Learned { get; }

    /// <summary>The record that the frame is dissected with; null in a pass of its own.</summary>
    internal JournalPage? Recalled { get; }

    /// <summary>The record that is being written; null when nobody keeps one.</summary>
    internal JournalPage? Kept => Journal?.Page;

    /// <summary>True while a frame is dissected only because a later one needs it.</summary>
    internal bool IsGoingOn { get; private set; }

    /// <summary>True when the frame was shown by its record alone: a stream that it belongs to was not led through it.</summary>
    internal bool HasRepeated { get; set; }

    /// <summary>The number of the next event.</summary>
    public long NextEventId() => ++_lastEvent;

    /// <summary>When the first frame was captured.</summary>
    public Timestamp FirstTime { get; private set; }

    /// <summary>When the frame before this one was captured.</summary>
    public Timestamp PreviousTime { get; private set; }

    /// <summary>Dissects the next frame.</summary>
    /// <param name="octets">The captured octets; they must stay as they are while the result is in use.</param>
    /// <param name="info">Number, time, length, link type. Numbers rise by one.</param>
    /// <returns>The result, valid until the next call.</returns>
    public DissectedFrame Dissect(ReadOnlyMemory<byte> octets, in FrameInfo info)
    {
        if (info.Number == 1) FirstTime = PreviousTime = info.Time;
        Kept?.Begin(info.Number);
        Read(octets, info);
        Journal?.Keep();
        PreviousTime = info.Time;
        return _frame;
    }

    /// <summary>Dissects a frame with its record, opened in <see cref="Recalled"/>.</summary>
    /// <param name="octets">The captured octets.</param>
    /// <param name="info">Number, time, length, link type.</param>
    /// <param name="previous">When the frame before it was captured.</param>
    /// <param name="isGoingOn">True when it is dissected only because a later one needs it.</param>
    internal DissectedFrame Recall(ReadOnlyMemory<byte> octets, in FrameInfo info, Timestamp previous, bool isGoingOn)
    {
        (PreviousTime, IsGoingOn, HasRepeated) = (previous, isGoingOn, false);
        Selection = isGoingOn ? _noField ??= new() : null; // what is remembered does not depend on fields
        Read(octets, info);
        return _frame;
    }

    private void Read(ReadOnlyMemory<byte> octets, in FrameInfo info)
    {
        _frame.Begin(octets, info, Selection);
        _frame.Invoke(Registry.FrameEntry, new(octets.Span, 0, 0, info.OriginalLength));
    }

    /// <summary>What this session remembers for a dissector, made when first asked for.</summary>
    public T State<T>(Dissector dissector) where T : class
    {
        int entry = Registry.EntryOf(dissector);
        return (T)(_states[entry] ??= dissector.CreateState(this)
            ?? throw new InvalidOperationException($"{dissector.Protocol.Name} remembers nothing"));
    }
}
