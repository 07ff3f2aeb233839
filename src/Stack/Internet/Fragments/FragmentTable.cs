using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Recall;

namespace NetStack.Internet.Fragments;

/// <summary>The datagrams of a session of which not all fragments have been captured yet. Bounded, whatever arrives:
/// the oldest datagram gives way.</summary>
public sealed class FragmentTable
{
    /// <summary>The most datagrams that wait for fragments at a time.</summary>
    public const int MaxDatagrams = 4096;

    /// <summary>The most octets that all of them hold.</summary>
    public const int MaxOctets = 64 * 1024 * 1024;

    /// <summary>The most fragments of one datagram: 65,535 octets in pieces of eight.</summary>
    public const int MaxFragments = 8192;

    /// <summary>The octets of the longest datagram.</summary>
    public const int MaxDatagram = 65_535;

    private readonly Dictionary<FragmentKey, PartialDatagram> _datagrams = [];
    private readonly Queue<(FragmentKey Key, PartialDatagram Datagram)> _byAge = [];
    private long _octets;

    /// <summary>How long a datagram waits for its fragments. Source: RFC 1122 §3.3.2 (60 to 120 seconds), RFC 8200 §4.5.</summary>
    public static Duration MaxAge { get; } = Duration.FromSeconds(120);

    /// <summary>Datagrams that wait.</summary>
    public int Count => _datagrams.Count;

    /// <summary>Octets that they hold.</summary>
    public long HeldOctets => _octets;

    /// <summary>Adds a fragment, and keeps for who recalls which frames make up a datagram that it completes: their octets
    /// are read again then.</summary>
    /// <param name="frame">The frame that it came in.</param>
    /// <param name="key">Which datagram it is of.</param>
    /// <param name="fragment">The fragment.</param>
    /// <param name="isLast">No more fragments follow.</param>
    /// <param name="octets">The datagram's data, when this fragment completed it.</param>
    public PartialDatagram? Add(DissectedFrame frame, in FragmentKey key, Fragment fragment, bool isLast, out byte[] octets)
    {
        JournalPage? page = frame.Session.Recalled; // who recalls brings only fragments that belong together: none is too old
        PartialDatagram? datagram = Add(key, fragment, isLast, page is null ? frame.Info.Time : default, out octets);
        bool completes = page is null ? datagram is not null : page.Take() != 0;
        frame.Session.Kept?.Put(completes ? 1u : 0);
        if (!completes) return null;
        foreach (Fragment part in datagram?.Fragments ?? [])
            if (part.Frame != frame.Info.Number) frame.Session.Kept?.Need(part.Frame);
        return datagram;
    }

    /// <summary>Adds a fragment.</summary>
    /// <param name="key">Which datagram it is of.</param>
    /// <param name="fragment">The fragment.</param>
    /// <param name="isLast">No more fragments follow.</param>
    /// <param name="now">When it was captured.</param>
    /// <param name="octets">The datagram's data, when this fragment completed it.</param>
    /// <returns>The datagram when it is complete, and then no longer remembered; otherwise null.</returns>
    public PartialDatagram? Add(in FragmentKey key, Fragment fragment, bool isLast, Timestamp now, out byte[] octets)
    {
        octets = [];
        if (fragment.End > MaxDatagram) return null;
        ForgetOld(now);
        if (!_datagrams.TryGetValue(key, out PartialDatagram? datagram))
        {
            datagram = new(now);
            _datagrams[key] = datagram;
            _byAge.Enqueue((key, datagram));
        }

        if (datagram.Fragments.Count >= MaxFragments) return null;
        datagram.Add(fragment, isLast);
        _octets += fragment.Data.Length;
        if (!datagram.TryAssemble(out octets)) return null;
        Forget(key, datagram);
        return datagram;
    }

    private void ForgetOld(Timestamp now)
    {
        while (_byAge.TryPeek(out (FragmentKey Key, PartialDatagram Datagram) oldest)
            && (_datagrams.Count >= MaxDatagrams || _octets >= MaxOctets || now - oldest.Datagram.Began > MaxAge
                || !IsCurrent(oldest.Key, oldest.Datagram)))
        {
            _byAge.Dequeue();
            if (IsCurrent(oldest.Key, oldest.Datagram)) Forget(oldest.Key, oldest.Datagram);
        }
    }

    /// <summary>False for one that is complete; its key may have been used again since.</summary>
    private bool IsCurrent(in FragmentKey key, PartialDatagram datagram) =>
        _datagrams.TryGetValue(key, out PartialDatagram? current) && ReferenceEquals(current, datagram);

    private void Forget(in FragmentKey key, PartialDatagram datagram)
    {
        _datagrams.Remove(key);
        _octets -= datagram.HeldOctets;
    }
}
