namespace NetStack.Dissection;

/// <summary>How much a finding matters. The words are Wireshark's.</summary>
public enum Severity : byte
{
    /// <summary>Part of the usual course: a connection is opened or closed.</summary>
    Chat,

    /// <summary>Worth knowing: a window update, a checksum left to the network card.</summary>
    Note,

    /// <summary>Unusual: a retransmission, a lost segment.</summary>
    Warning,

    /// <summary>Wrong: a bad checksum, a malformed header.</summary>
    Error,
}

/// <summary>Something that a dissector noticed, at the octet where it noticed it.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Reason">A stable dotted name; its sentence stands in the catalogues of Viz.</param>
/// <param name="Layer">The layer that it belongs to.</param>
/// <param name="Source">The source of the octet: 0 is the frame.</param>
/// <param name="At">The octet in that source.</param>
/// <param name="Argument">A number for the sentence (needed octets, expected checksum), 0 for none.</param>
/// <param name="Argument2">A second number for the sentence.</param>
public readonly record struct Finding(
    Severity Severity, string Reason, ushort Layer, byte Source, int At, long Argument, long Argument2);

/// <summary>Reasons of findings that any protocol can have.</summary>
public static class FindingReasons
{
    /// <summary>The header says more octets than the packet had. Arguments: needed, there.</summary>
    public const string Malformed = "malformed";

    /// <summary>The capture was cut before the header's end. Arguments: needed, there.</summary>
    public const string Cut = "cut";

    /// <summary>More layers than <see cref="DissectedFrame.MaxLayers"/>.</summary>
    public const string TooDeep = "too-deep";

    /// <summary>More fields than <see cref="DissectedFrame.MaxFields"/>.</summary>
    public const string TooManyFields = "too-many-fields";

    /// <summary>The frame's time stamp is earlier than that of the frame before.</summary>
    public const string TimeBackwards = "frame.time-backwards";
}
