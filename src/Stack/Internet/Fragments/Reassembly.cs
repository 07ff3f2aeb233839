using NetStack.Bytes;

namespace NetStack.Internet.Fragments;

/// <summary>What became of a fragment.</summary>
internal enum FragmentOutcome : byte
{
    /// <summary>It was kept; others are missing.</summary>
    Kept,

    /// <summary>It was there already, octet by octet: nothing changed.</summary>
    Duplicate,

    /// <summary>It was the last one missing.</summary>
    Completed,

    /// <summary>It contradicts another: nobody knows what the datagram was, and it is given up.</summary>
    Contradicts,
}

/// <summary>A datagram that a host puts together. Source: RFC 791 §3.2, RFC 8200 §4.5, RFC 5722.</summary>
/// <remarks>Not <see cref="PartialDatagram"/>, which shows a reader all that was captured, overlaps included. A host drops a
/// datagram whose fragments overlap, and that makes it simple: without overlaps it is complete when as many octets are
/// held as it has, and no walk over the fragments is needed for each that arrives.</remarks>
internal sealed class Reassembly(FragmentKey key, HostInterface from, Timestamp deadline)
{
    /// <summary>What a fragment costs besides its octets.</summary>
    public const int OverheadPerFragment = 64;

    private readonly List<(int Offset, byte[] Data)> _fragments = []; // by offset

    public FragmentKey Key { get; } = key;

    public HostInterface From { get; } = from;

    public Timestamp Deadline { get; } = deadline;

    /// <summary>The first fragment's headers, as they came; empty while it is missing.</summary>
    public byte[] Headers { get; private set; } = [];

    /// <summary>Octets of data that are held.</summary>
    public int Held { get; private set; }

    /// <summary>What it takes of the table's room.</summary>
    public int Cost => Headers.Length + Held + ((_fragments.Count + 1) * OverheadPerFragment);

    public int FragmentCount => _fragments.Count;

    /// <summary>Octets of data of the whole datagram, -1 while its end has not come.</summary>
    public int Length { get; private set; } = -1;

    /// <summary>Given up: its fragments are dropped until its time is over. Source: RFC 8200 §4.5.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>One of the fragments went to a group or a broadcast address of the link.</summary>
    public bool IsLinkGroup { get; private set; }

    /// <summary>Congestion experienced in a fragment is so in the datagram. Source: RFC 3168 §5.3.</summary>
    public bool IsCongested { get; private set; }

    /// <summary>The first fragment's data.</summary>
    public ReadOnlySpan<byte> FirstData => _fragments.Count > 0 && _fragments[0].Offset == 0 ? _fragments[0].Data : default;

    /// <summary>Adds a fragment.</summary>
    /// <param name="headers">Its headers, which are kept when it is the first.</param>
    /// <param name="data">Its data, one octet at least.</param>
    /// <param name="offset">Where its data belongs.</param>
    /// <param name="more">Others follow.</param>
    public FragmentOutcome Add(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> data, int offset, bool more)
    {
        int end = offset + data.Length, place = PlaceOf(offset);
        bool isThere = place < _fragments.Count && _fragments[place].Offset == offset && data.SequenceEqual(_fragments[place].Data);
        if (isThere) return FragmentOutcome.Duplicate;
        bool overlaps = (place > 0 && _fragments[place - 1].Offset + _fragments[place - 1].Data.Length > offset)
            || (place < _fragments.Count && _fragments[place].Offset < end);
        int length = more ? Length : end;
        bool isBeyond = (length >= 0 && end > length) || (!more && ((Length >= 0 && Length != end) || Reached() > end));
        if (overlaps || isBeyond) return FragmentOutcome.Contradicts;
        Length = length;
        _fragments.Insert(place, (offset, data.ToArray()));
        Held += data.Length;
        if (offset == 0) Headers = headers.ToArray();
        return Held == Length ? FragmentOutcome.Completed : FragmentOutcome.Kept;
    }

    /// <summary>Remembers what any fragment tells of the whole.</summary>
    public void Note(bool isLinkGroup, byte trafficClass)
    {
        IsLinkGroup |= isLinkGroup;
        IsCongested |= (trafficClass & 3) == 3;
    }

    /// <summary>Gives the datagram up and frees its octets.</summary>
    public void Abandon()
    {
        IsAbandoned = true;
        _fragments.Clear();
        (Headers, Held) = ([], 0);
    }

    /// <summary>Puts the data together behind a header.</summary>
    public byte[] Assemble(ReadOnlySpan<byte> header)
    {
        byte[] whole = new byte[header.Length + Length];
        header.CopyTo(whole);
        foreach ((int offset, byte[] data) in _fragments)
            data.CopyTo(whole.AsSpan(header.Length + offset));
        return whole;
    }

    private int Reached() => _fragments.Count == 0 ? 0 : _fragments[^1].Offset + _fragments[^1].Data.Length;

    /// <summary>Where the first fragment stands that does not begin before an offset.</summary>
    private int PlaceOf(int offset)
    {
        int low = 0, high = _fragments.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_fragments[middle].Offset < offset) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
