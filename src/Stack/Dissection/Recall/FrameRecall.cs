using System.Runtime.InteropServices;
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
/// <remarks>Most frames are dissected from their own octets. Where a message of a stream is shown, the stream is followed from
/// its beginning; whoever then goes forward through it goes on from there.</remarks>
/// <param name="learned">The session of the pass, which is over.</param>
/// <param name="read">Reads frames again.</param>
public sealed class FrameRecall(DissectionSession learned, FrameReader read)
{
    private readonly FrameJournal _journal = learned.Journal ?? throw new ArgumentException("the pass kept no journal", nameof(learned));
    private readonly List<int> _followed = []; // the frames that the session below was led through
    private DissectionSession? _following;
    private byte[] _buffer = [];

    /// <summary>Dissects a frame with all its fields.</summary>
    /// <param name="number">1 to the number of frames.</param>
    /// <returns>The result, valid until the next call.</returns>
    public DissectedFrame Dissect(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, _journal.Count);
        int[] needed = FramesNeededBy(number);
        DissectionSession session = needed.Length == 0 ? new(learned) : Follow(needed);
        Timestamp previous = TimeBefore(number);
        byte[] own = [];
        ReadOnlyMemory<byte> octets = read(number, ref own, out FrameInfo info);
        _journal.Read(number, session.Recalled!);
        DissectedFrame dissected = session.Recall(octets, info, previous, isGoingOn: false);
        if (session != _following) return dissected;
        _followed.Add(number);
        if (session.HasRepeated) _following = null;
        return dissected;
    }

    /// <summary>Leads a session through the frames that another one needs: the session of the last time, when it has come
    /// through the first of them and no others.</summary>
    private DissectionSession Follow(ReadOnlySpan<int> needed)
    {
        bool goesOn = _following is not null && _followed.Count <= needed.Length
            && CollectionsMarshal.AsSpan(_followed).SequenceEqual(needed[.._followed.Count]);
        if (!goesOn)
        {
            _followed.Clear();
            _following = new(learned);
        }

        foreach (int frame in needed[_followed.Count..])
        {
            ReadOnlyMemory<byte> octets = read(frame, ref _buffer, out FrameInfo info);
            _journal.Read(frame, _following!.Recalled!);
            _following.Recall(octets, info, learned.FirstTime, isGoingOn: true);
            _followed.Add(frame);
        }

        return _following!;
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
