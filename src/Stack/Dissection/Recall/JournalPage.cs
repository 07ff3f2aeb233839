namespace NetStack.Dissection.Recall;

/// <summary>The record of one frame in a <see cref="FrameJournal"/>, being written or being read.</summary>
/// <remarks>Answers are read in the order in which they were written: the dissectors that ask are the same, and so are the
/// octets. (Where a file was changed since the pass they are not: then answers are wrong, but nothing breaks.)</remarks>
internal sealed class JournalPage
{
    private const int MarkBits = 2;

    private readonly List<NeededFrame> _needs = [];
    private readonly byte[] _number = new byte[VariableLength.Max];
    private byte[] _head = new byte[64], _answers = new byte[256];
    private int _headLength, _answersLength, _frame;
    private ReadOnlyMemory<byte> _rest;

    /// <summary>The frames whose octets are needed besides the frame's own.</summary>
    public IReadOnlyList<NeededFrame> Needs => _needs;

    /// <summary>A note of two bits that stands before all answers, for what is known only after the frame was dissected.</summary>
    public int Mark { get; set; }

    /// <summary>The mark and the needed frames as they are kept.</summary>
    public ReadOnlySpan<byte> Head
    {
        get
        {
            _headLength = 0;
            Append(ref _head, ref _headLength, (ulong)(_needs.Count << MarkBits | Mark));
            foreach (NeededFrame need in _needs)
                Append(ref _head, ref _headLength, VariableLength.Fold(_frame - need.Frame) << 1 | (need.OnlyToGoOn ? 1u : 0));
            return _head.AsSpan(0, _headLength);
        }
    }

    /// <summary>The answers as they are kept.</summary>
    public ReadOnlySpan<byte> Answers => _answers.AsSpan(0, _answersLength);

    /// <summary>Begins the record of a frame.</summary>
    public void Begin(int frame)
    {
        (_frame, _answersLength, Mark) = (frame, 0, 0);
        _needs.Clear();
    }

    /// <summary>Opens a record that was kept.</summary>
    public void Open(int frame, ReadOnlyMemory<byte> kept)
    {
        (_frame, _rest) = (frame, kept);
        _needs.Clear();
        ulong first = Take();
        Mark = (int)(first & ((1 << MarkBits) - 1));
        for (ulong left = first >> MarkBits; left > 0 && !_rest.IsEmpty; left--)
        {
            ulong packed = Take();
            _needs.Add(new(unchecked(_frame - (int)VariableLength.Unfold(packed >> 1)), (packed & 1) != 0));
        }
    }

    /// <summary>Notes that a frame's octets are needed.</summary>
    public void Need(int frame, bool onlyToGoOn = false) => _needs.Add(new(frame, onlyToGoOn));

    /// <summary>Writes an answer.</summary>
    public void Put(ulong answer) => Append(ref _answers, ref _answersLength, answer);

    /// <summary>Writes an answer that may be negative: a duration.</summary>
    public void PutSigned(long answer) => Put(VariableLength.Fold(answer));

    /// <summary>Writes the number of a frame, mostly one not long before; 0 for none.</summary>
    public void PutFrame(int frame) => Put(frame == 0 ? 0 : VariableLength.Fold(_frame - frame) + 1);

    /// <summary>Reads the next answer; 0 when there is none.</summary>
    public ulong Take()
    {
        ulong answer = VariableLength.Read(_rest.Span, out int used);
        _rest = _rest[used..];
        return answer;
    }

    /// <summary>Reads a small number.</summary>
    public int TakeInt32() => unchecked((int)Take());

    /// <summary>Reads what <see cref="PutSigned"/> wrote.</summary>
    public long TakeSigned() => VariableLength.Unfold(Take());

    /// <summary>Reads what <see cref="PutFrame"/> wrote.</summary>
    public int TakeFrame() => Take() is var packed && packed == 0 ? 0 : unchecked(_frame - (int)VariableLength.Unfold(packed - 1));

    private void Append(ref byte[] to, ref int length, ulong value)
    {
        int used = VariableLength.Write(_number, value);
        if (length + used > to.Length) Array.Resize(ref to, to.Length * 2);
        _number.AsSpan(0, used).CopyTo(to.AsSpan(length));
        length += used;
    }
}

/// <summary>A frame whose octets are needed to dissect another.</summary>
/// <param name="Frame">Its number.</param>
/// <param name="OnlyToGoOn">True when it is needed only where frames after this one are to be dissected: a stream is
/// followed from its beginning, but this segment says all of itself.</param>
internal readonly record struct NeededFrame(int Frame, bool OnlyToGoOn);
