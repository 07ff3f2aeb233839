namespace NetStack.Capture.Pumping;

/// <summary>What a middlebox has moved in one direction. Written by its thread; others may read at any time.</summary>
public sealed class LaneCounters
{
    /// <summary>Frames that were read.</summary>
    public long Read { get; internal set; }

    /// <summary>Super-segments among them that were cut.</summary>
    public long Cut { get; internal set; }

    /// <summary>Partial checksums that were completed, those of cut segments not counted.</summary>
    public long Completed { get; internal set; }

    /// <summary>Frames that entered the link: more than were read, when some were cut.</summary>
    public long Offered { get; internal set; }

    /// <summary>Frames that the link lost: by chance, by script, in its queue.</summary>
    public long Lost { get; internal set; }

    /// <summary>Frames that were written.</summary>
    public long Delivered { get; internal set; }

    /// <summary>Their octets.</summary>
    public long DeliveredOctets { get; internal set; }

    /// <summary>Frames that the other device did not take: it is down, gone or full, or they are too large.</summary>
    public long Refused { get; internal set; }
}
