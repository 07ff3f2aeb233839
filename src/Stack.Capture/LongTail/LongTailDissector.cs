using NetStack.Dissection;
using PacketDotNet.Utils;

namespace NetStack.Capture.LongTail;

/// <summary>A dissector that lets PacketDotNet read one type of header, and maps what it found to fields.</summary>
/// <remarks>
/// <para>PacketDotNet 1.4.8 was not made for hostile octets: it throws, and some of its types loop for ever. So a type is
/// let in only after ten million damaged inputs (<c>tests/Stack.Fuzz/ADMITTED.md</c>); it gets a copy of the octets, cut
/// to a bound; whatever it throws becomes a finding; its checksums are never asked for.</para>
/// <para>It is never asked for the payload either, which would set it on protocols that we read ourselves: where the
/// header ends we hand on to our own tables.</para>
/// </remarks>
public abstract class LongTailDissector : Dissector
{
    /// <summary>The header could not be read: PacketDotNet gave up. Argument: octets there.</summary>
    public const string Unreadable = "longtail.unreadable";

    /// <summary>The most octets that are handed over; no header of the long tail is longer.</summary>
    public const int MaxOctets = 2048;

    /// <summary>Reads the header: writes the fields and hands on the payload.</summary>
    /// <param name="frame">Where the fields go.</param>
    /// <param name="octets">The layer's octets.</param>
    /// <param name="segment">A copy of the first of them, for PacketDotNet.</param>
    protected abstract void Read(DissectedFrame frame, scoped in Octets octets, ByteArraySegment segment);

    /// <inheritdoc/>
    public sealed override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (octets.Length == 0)
        {
            frame.ReportTooShort(octets, 0, 1);
            return;
        }

        byte[] copy = octets.Span[..Math.Min(octets.Length, MaxOctets)].ToArray();
        try
        {
            Read(frame, octets, new(copy));
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException) // a library's: nothing says which ones
        {
            frame.Report(Severity.Error, Unreadable, octets, 0, octets.Length);
        }
    }
}
