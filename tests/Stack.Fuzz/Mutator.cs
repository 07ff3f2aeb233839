namespace NetStack.Fuzz;

/// <summary>Damages octets, over and over the same for the same seed: flips bits, sets lengths to what hurts most, cuts,
/// repeats and joins.</summary>
/// <param name="samples">What to damage: real frames, or headers written by hand.</param>
/// <param name="seed">Where the sequence starts.</param>
public sealed class Mutator(IReadOnlyList<byte[]> samples, ulong seed)
{
    private const int MaxLength = 4096;
    private static readonly byte[] Edges = [0, 1, 2, 3, 4, 0x0F, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xFE, 0xFF];
    private readonly byte[] _buffer = new byte[MaxLength];
    private ulong _state = (seed * 2) + 1;
    private int _length;

    /// <summary>The next input, valid until the call after.</summary>
    /// <param name="sample">Which sample it was made from.</param>
    public ReadOnlyMemory<byte> Next(out int sample)
    {
        sample = Below(samples.Count);
        Load(samples[sample]);
        for (int edits = 1 + Below(6); edits > 0; edits--) Edit();
        return _buffer.AsMemory(0, _length);
    }

    private void Load(byte[] octets)
    {
        _length = Math.Min(octets.Length, MaxLength);
        octets.AsSpan(0, _length).CopyTo(_buffer);
    }

    private void Edit()
    {
        if (_length == 0)
        {
            Append();
            return;
        }

        switch (Below(12))
        {
            case 0 or 1 or 2: _buffer[Place()] = Edges[Below(Edges.Length)]; break;
            case 3 or 4: _buffer[Place()] ^= (byte)(1 << Below(8)); break;
            case 5 or 6: _buffer[Place()] = unchecked((byte)Random()); break;
            case 7: SetWord(); break;
            case 8: _length = Below(_length + 1); break;
            case 9: Append(); break;
            case 10: Repeat(); break;
            default: Join(); break;
        }
    }

    /// <summary>Two octets at once: a length, a port, a type.</summary>
    private void SetWord()
    {
        int at = Place();
        _buffer[at] = Edges[Below(Edges.Length)];
        if (at + 1 < _length) _buffer[at + 1] = Edges[Below(Edges.Length)];
    }

    private void Append()
    {
        for (int more = 1 + Below(16); more > 0 && _length < MaxLength; more--)
            _buffer[_length++] = unchecked((byte)Random());
    }

    /// <summary>Copies a piece over what follows it: lists get longer, options come twice.</summary>
    private void Repeat()
    {
        int from = Place(), to = Place(), count = Math.Min(1 + Below(32), _length - Math.Max(from, to));
        _buffer.AsSpan(from, count).CopyTo(_buffer.AsSpan(to));
    }

    /// <summary>Ends as another sample does.</summary>
    private void Join()
    {
        byte[] other = samples[Below(samples.Count)];
        int keep = Below(_length + 1), from = other.Length == 0 ? 0 : Below(other.Length);
        int count = Math.Min(other.Length - from, MaxLength - keep);
        other.AsSpan(from, count).CopyTo(_buffer.AsSpan(keep));
        _length = keep + count;
    }

    /// <summary>Headers stand in front: half of all edits go there.</summary>
    private int Place() => Below(2) == 0 ? Below(_length) : Below(Math.Min(_length, 64));

    private int Below(int bound) => (int)(Random() % (ulong)bound);

    /// <summary>Marsaglia's xorshift64*.</summary>
    private ulong Random()
    {
        unchecked
        {
            _state ^= _state >> 12;
            _state ^= _state << 25;
            _state ^= _state >> 27;
            return (_state * 0x2545F4914F6CDD1D) >> 16;
        }
    }
}
