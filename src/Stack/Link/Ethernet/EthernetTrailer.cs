using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Link.Ethernet;

/// <summary>What stands in a frame behind the packet that it carries: padding up to the least length, whatever else a
/// sender appended, and the check sequence where the capture kept it. Nothing in the frame says which is which.</summary>
internal static class EthernetTrailer
{
    private const int LeastFrame = 60; // IEEE 802.3 §3.2.8: 64 octets with the check sequence
    private const int CheckSequenceLength = 4;

    private static readonly Field Padding = Field.Variable("eth.padding", FieldType.Octets, Rfc.Other("IEEE 802.3 §3.2.8"));
    private static readonly Field Trailer = Field.Variable("eth.trailer", FieldType.Octets, default);
    private static readonly Field CheckSequence =
        Field.VariableHex("eth.fcs", FieldType.UInt32, Rfc.Other("IEEE 802.3 §3.2.9"));
    private static readonly Field CheckSequenceStatus =
        Field.Generated("eth.fcs.status", FieldType.UInt8, Rfc.Other("IEEE 802.3 §3.2.9"));

    /// <summary>The fields that may follow a packet.</summary>
    public static ImmutableArray<Field> Fields { get; } = [Padding, Trailer, CheckSequence, CheckSequenceStatus];

    /// <summary>Adds what follows the packet in an Ethernet frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="link">The octets from the Ethernet header on.</param>
    /// <param name="payload">What follows the innermost link header.</param>
    /// <param name="used">Octets of the payload that the packet covers, as its own length field says.</param>
    public static void Add(DissectedFrame frame, scoped in Octets link, scoped in Octets payload, int used)
    {
        Octets rest = AddPadding(frame, link, payload, used);
        if (rest.Length == 0) return; // the capture cut the frame before whatever may follow
        bool hasCheckSequence = link.ReportedLength >= LeastFrame + CheckSequenceLength && rest.ReportedLength >= CheckSequenceLength;
        int trailer = rest.ReportedLength - (hasCheckSequence ? CheckSequenceLength : 0);
        if (trailer > 0) frame.AddInPlace(Trailer, rest, 0, Math.Min(trailer, rest.Length));
        if (!hasCheckSequence || trailer + CheckSequenceLength > rest.Length) return;
        frame.Add(CheckSequence, rest, trailer, CheckSequenceLength, DissectedFrame.ReadBits(rest.Span, trailer * 8, 32));
        frame.AddGenerated(CheckSequenceStatus, (ulong)ChecksumStatus.Unverified);
    }

    /// <summary>Adds the padding: zeros up to the least frame length. Other octets there are no padding.</summary>
    /// <returns>What follows it.</returns>
    public static Octets AddPadding(DissectedFrame frame, scoped in Octets link, scoped in Octets payload, int used)
    {
        Octets rest = payload.From(used);
        int padding = Math.Min(LeastFrame - (rest.Start - link.Start), rest.Length);
        if (padding <= 0 || rest.Span[..padding].ContainsAnyExcept((byte)0)) return rest.Slice(0, rest.ReportedLength);
        frame.AddInPlace(Padding, rest, 0, padding);
        return rest.From(padding);
    }
}
