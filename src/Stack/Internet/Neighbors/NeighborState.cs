namespace NetStack.Internet.Neighbors;

/// <summary>What is known of a neighbor's link address. Source: RFC 4861 §7.3.2.</summary>
public enum NeighborState : byte
{
    /// <summary>Nothing: there is no entry. The value of <c>default</c>.</summary>
    None,

    /// <summary>INCOMPLETE: it has been asked for, no answer yet.</summary>
    Incomplete,

    /// <summary>REACHABLE: confirmed a short time ago.</summary>
    Reachable,

    /// <summary>STALE: known, but not confirmed lately; it is used until proved wrong.</summary>
    Stale,

    /// <summary>DELAY: a datagram was sent to a stale neighbor; the layer above may confirm it yet.</summary>
    Delay,

    /// <summary>PROBE: it is asked whether it is still there.</summary>
    Probe,

    /// <summary>Set by hand: it never changes by itself.</summary>
    Permanent,
}
