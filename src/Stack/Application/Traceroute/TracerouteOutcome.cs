namespace NetStack.Application.Traceroute;

/// <summary>What became of a probe.</summary>
public enum TracerouteOutcome : byte
{
    /// <summary>Still waited for.</summary>
    Waiting,

    /// <summary>A router on the way tells that the hops were used up.</summary>
    Hop,

    /// <summary>The destination answers.</summary>
    Reached,

    /// <summary>Somebody says that it goes no further.</summary>
    Unreachable,

    /// <summary>Nothing came: the asterisk.</summary>
    Silent,
}
