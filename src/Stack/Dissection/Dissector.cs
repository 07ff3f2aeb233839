using NetStack.Bytes;

namespace NetStack.Dissection;

/// <summary>Reads one protocol: writes its fields and hands on what it carries. Has no state of its own (see
/// <see cref="DissectionSession.State"/>): one dissector serves many sessions.</summary>
/// <remarks>Octets are hostile: a dissector never throws for their sake, never reads outside the range that it is
/// given, and every loop of its advances through that range.</remarks>
public abstract class Dissector
{
    /// <summary>The protocol that it reads.</summary>
    public abstract Protocol Protocol { get; }

    /// <summary>Further protocols whose fields it writes (a family that shares a header).</summary>
    public virtual IEnumerable<Protocol> MoreProtocols => [];

    /// <summary>The keys that it is called for: tables and numbers.</summary>
    public virtual IEnumerable<(DissectorTable Table, uint Key)> Bindings => [];

    /// <summary>True when it can tell of a frame in a line; a mere wrapper lets the layer inside or outside do so.</summary>
    public virtual bool HasSummary => true;

    /// <summary>False for octets that came to its key but cannot be its: they stay for others. For protocols that share a
    /// key with another; the rest takes what comes and tells what is wrong with it.</summary>
    public virtual bool Accepts(ReadOnlySpan<byte> octets) => true;

    /// <summary>True when octets on a port that nobody is bound to (a datagram, or the first of a stream) look like this
    /// protocol. Strangers come here, so it asks for more than <see cref="Accepts"/> does.</summary>
    public virtual bool Recognizes(ReadOnlySpan<byte> octets) => false;

    /// <summary>Makes what a session remembers for this dissector; null when it remembers nothing.</summary>
    public virtual object? CreateState(DissectionSession session) => null;

    /// <summary>Dissects a range that was given to this protocol.</summary>
    public abstract void Dissect(DissectedFrame frame, scoped in Octets octets);

    /// <summary>Writes the Info column: a line in the protocol's own words.</summary>
    /// <param name="frame">The frame. Only layers may have been computed, no fields.</param>
    /// <param name="layer">The layer to tell of.</param>
    /// <param name="writer">Where to write.</param>
    public virtual void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) =>
        writer.Write(Protocol.Title);
}
