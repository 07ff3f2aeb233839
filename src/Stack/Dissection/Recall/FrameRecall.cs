using NetStack.Bytes;

namespace NetStack.Dissection.Recall;

/// <summary>Reads a frame of the capture again.</summary>
/// <param name="number">Its number.</param>
/// <param name="buffer">May be used for its octets, and be replaced by a larger one.</param>
/// <param name="info">When, where, how long.</param>
/// <returns>Its octets, which stay as they are until the buffer is used again.</returns>
public delegate ReadOnlyMemory<byte> FrameReader(int number, ref byte[] buffer, out FrameInfo info);

/// <summary>Dissects any frame of a capture, in any order, after one pass that kept a journal: what comes out is what the
/// pass found. Nothing that the pass learned is changed, so several may recall at a time, each with an object of its own.</summary>
/// <param name="learned">The session of the pass, which is over.</param>
/// <param name="read">Reads frames again.</param>
public sealed class FrameRecall(DissectionSession learned, FrameReader read)
{
    private readonly FrameJournal _journal = learned.Journal ?? throw new ArgumentException("the pass kept no journal", nameof(learned));
    private byte[] _buffer = [];

    /// <summary>Dissects a frame with all its fields.</summary>
    /// <param name="number">1 to the number of frames.</param>
    public DissectedFrame Dissect(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, _journal.Count);
        DissectionSession session = new(learned);
        foreach (int needed in FramesNeededBy(number))
        {
            ReadOnlyMemory<byte> part = read(needed, ref _buffer, out FrameInfo partInfo);
            _journal.Read(needed, session.Recalled!);
            session.Recall(part, partInfo, learned.FirstTime, isGoingOn: true);
        }

        Timestamp previous = TimeBefore(number);
        byte[] own = [];
        ReadOnlyMemory<byte> octets = read(number, ref own, out FrameInfo info);
        _journal.Read(number, session.Recalled!);
        return session.Recall(octets, info, previous, isGoingOn: false);
    }

    private Timestamp TimeBefore(int number)
    {
        if (number == 1) return learned.FirstTime;
        read(number - 1, ref _buffer, out FrameInfo before);
        return before.Time;
    }

    /// <summary>The frames whose octets the frame cannot do without, and those that they need in turn, in their order.</summary>
    private int[] FramesNeededBy(int number)
    {
        JournalPage page = new();
        _journal.Read(number, page);
        HashSet<int> needed = [.. page.Needs.Where(need => !need.OnlyToGoOn).Select(need => need.Frame)];
        Stack<int> open = new(needed);
        while (open.TryPop(out int frame))
        {
            _journal.Read(frame, page);
            foreach (NeededFrame need in page.Needs)
            {
                if (needed.Add(need.Frame)) open.Push(need.Frame);
            }
        }

        return [.. needed.Order()];
    }
}
