using NetStack.Dissection;

namespace NetStack.Transport.Tcp.Streams;

/// <summary>Puts the segments of one direction in order before they are framed: holds early ones back, cuts off what
/// was there before. Bounds: <see cref="MaxHeld"/> octets and <see cref="MaxSegments"/> segments.</summary>
internal sealed class StreamOrderer(StreamReassembler reassembler)
{
    /// <summary>The most octets held back behind a gap.</summary>
    public const int MaxHeld = 1024 * 1024;

    /// <summary>The most segments held back behind a gap.</summary>
    public const int MaxSegments = 1024;

    private readonly List<(SeqNumber Seq, byte[] Octets)> _held = [];
    private int _heldOctets;
    private SeqNumber _expected;
    private bool _hasBegun;

    /// <summary>Takes a segment's data.</summary>
    /// <param name="frame">The frame that it came in.</param>
    /// <param name="octets">The data.</param>
    /// <param name="seq">The number of its first octet.</param>
    /// <param name="acknowledged">How far the receiver has acknowledged: what lies before and was not seen will not come,
    /// because the capture missed it.</param>
    public void Receive(DissectedFrame frame, scoped in Octets octets, SeqNumber seq, SeqNumber? acknowledged)
    {
        if (!_hasBegun) (_hasBegun, _expected) = (true, seq);
        if (seq + octets.Length <= _expected) return; // all of it was there before
        if (seq > _expected && !IsLost(seq, acknowledged))
        {
            HoldBack(frame, octets, seq);
            return;
        }

        if (seq > _expected)
        {
            reassembler.Abandon();
            _expected = seq;
        }

        int known = Math.Max(0, _expected - seq);
        reassembler.Feed(frame, octets.From(known), seq + known);
        _expected = seq + octets.Length;
        Release(frame);
    }

    /// <summary>True when the octets before were acknowledged although they were not captured.</summary>
    private bool IsLost(SeqNumber seq, SeqNumber? acknowledged) =>
        acknowledged is { } ack && ack > _expected && (_held.Count == 0 ? ack >= seq : true);

    private void HoldBack(DissectedFrame frame, scoped in Octets octets, SeqNumber seq)
    {
        _held.Add((seq, octets.Span.ToArray()));
        _heldOctets += octets.Length;
        reassembler.ShowHeld(frame, octets, octets.Length);
        if (_heldOctets <= MaxHeld && _held.Count <= MaxSegments) return;
        reassembler.Abandon();
        _expected = Lowest();
        Release(frame);
    }

    private SeqNumber Lowest()
    {
        SeqNumber lowest = _held[0].Seq;
        foreach ((SeqNumber seq, _) in _held)
            if (seq < lowest) lowest = seq;
        return lowest;
    }

    /// <summary>Hands on the segments whose turn it is now, the lowest first.</summary>
    private void Release(DissectedFrame frame)
    {
        for (int i = 0; i < _held.Count; i++)
        {
            (SeqNumber seq, byte[] data) = _held[i];
            if (seq > _expected) continue;
            _held.RemoveAt(i);
            _heldOctets -= data.Length;
            int known = Math.Min(_expected - seq, data.Length);
            if (known < data.Length)
            {
                reassembler.Feed(frame, frame.AddSource("tcp.reordered", data.AsSpan(known)), _expected);
                _expected = seq + data.Length;
            }

            i = -1; // an earlier one may follow now
        }
    }
}
