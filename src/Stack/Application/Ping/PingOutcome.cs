namespace NetStack.Application.Ping;

/// <summary>What became of a request.</summary>
public enum PingOutcome : byte
{
    /// <summary>A reply came in time, with the data that was sent.</summary>
    Reply,

    /// <summary>Another reply to a request that has been answered.</summary>
    Duplicate,

    /// <summary>A reply came with other data than was sent.</summary>
    Damaged,

    /// <summary>A reply came after its request had been given up.</summary>
    Late,

    /// <summary>ICMP says that the request did not arrive.</summary>
    Error,

    /// <summary>Nothing came in time.</summary>
    Lost,

    /// <summary>The host could not send it.</summary>
    NotSent,
}
