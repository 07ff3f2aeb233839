using NetStack.Bytes;

namespace NetStack.Internet.Fragments;

/// <summary>A datagram of which some fragments have been captured. Source: RFC 791 §3.2 (reassembly), RFC 815.</summary>
/// <remarks>Where fragments overlap, the octets of the one with the lower offset stand, and of two with the same offset
/// those of the one that came first. Hosts differ here, and attackers live on that: every overlap is marked.</remarks>
/// <param name="began">When its first fragment was captured.</param>
public sealed class PartialDatagram(Timestamp began)
{
    private readonly List<Fragment> _fragments = []; // by offset; equal offsets in order of arrival
    private int _end = -1; // known once the fragment without "more fragments" is there

    /// <summary>When its first fragment was captured.</summary>
    public Timestamp Began { get; } = began;

    /// <summary>The fragments by offset.</summary>
    public IReadOnlyList<Fragment> Fragments => _fragments;

    /// <summary>Octets that it holds.</summary>
    public int HeldOctets { get; private set; }

    /// <summary>Octets of the whole datagram; -1 while its end has not been seen.</summary>
    public int Length => _end;

    /// <summary>Adds a fragment.</summary>
    public void Add(Fragment fragment, bool isLast)
    {
        if (isLast && _end < 0) _end = fragment.End;
        else if (isLast && _end != fragment.End) fragment.IsSecondEnd = true;
        int place = _fragments.FindIndex(other => other.Offset > fragment.Offset);
        _fragments.Insert(place < 0 ? _fragments.Count : place, fragment);
        HeldOctets += fragment.Data.Length;
    }

    /// <summary>Puts the datagram together, if no octet is missing.</summary>
    public bool TryAssemble(out byte[] datagram)
    {
        datagram = [];
        if (_end < 0 || !IsGapless()) return false;
        datagram = new byte[_end];
        int filled = 0;
        foreach (Fragment fragment in _fragments)
        {
            fragment.IsTooLong = fragment.End > _end;
            MarkOverlap(fragment, datagram, filled);
            int from = Math.Max(filled, fragment.Offset), to = Math.Min(fragment.End, _end);
            if (to <= from) continue;
            fragment.Data.AsSpan(from - fragment.Offset, to - from).CopyTo(datagram.AsSpan(from));
            filled = to;
        }

        return true;
    }

    private bool IsGapless()
    {
        int reached = 0;
        foreach (Fragment fragment in _fragments)
        {
            if (fragment.Offset > reached) return false;
            reached = Math.Max(reached, fragment.End);
        }

        return reached >= _end;
    }

    private static void MarkOverlap(Fragment fragment, byte[] datagram, int filled)
    {
        int overlap = Math.Min(filled, fragment.End) - fragment.Offset;
        if (overlap <= 0) return;
        fragment.Overlaps = true;
        fragment.Conflicts = !datagram.AsSpan(fragment.Offset, overlap).SequenceEqual(fragment.Data.AsSpan(0, overlap));
    }
}
