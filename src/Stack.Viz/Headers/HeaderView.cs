using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;
using NetStack.Viz.Values;

namespace NetStack.Viz.Headers;

/// <summary>A header as its RFC draws it: fields as boxes in rows of 32 bits, with the values of a frame when one is given.</summary>
/// <param name="Protocol">Whose header.</param>
/// <param name="Kind">What to colour it by.</param>
/// <param name="Rfc">Where the header is defined; empty when the fields do not say.</param>
/// <param name="Cells">The fields at fixed places in the order of their bits, gaps included.</param>
/// <param name="Bits">Bits of the fixed part.</param>
/// <param name="Tail">What follows the fixed part; null when nothing does.</param>
/// <param name="FrameNumber">The frame that the values are from; null without values.</param>
public sealed record HeaderView(Protocol Protocol, StackLayer Kind, RfcReference Rfc, ImmutableArray<HeaderCell> Cells,
    int Bits, HeaderTail? Tail, int? FrameNumber)
{
    /// <summary>The header of a protocol, without values.</summary>
    /// <returns>Null for a protocol that has no fields at fixed places.</returns>
    public static HeaderView? Of(Dissector dissector, Protocol protocol) =>
        new HeaderBuilder(protocol, StackLayers.Of(dissector)).Build();

    /// <summary>The header as it is in a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="layer">An index into its layers.</param>
    /// <returns>Null for a protocol that has no fields at fixed places.</returns>
    public static HeaderView? Of(DissectedFrame frame, int layer) =>
        new HeaderBuilder(frame.Layers[layer].Protocol, StackLayers.Of(frame.Layers[layer].Dissector)).Build(frame, layer);
}

/// <summary>A box of the diagram.</summary>
/// <param name="Field">Which field; null for bits that no field names.</param>
/// <param name="FirstBit">Bits from the start of the header.</param>
/// <param name="Bits">How many bits it has.</param>
/// <param name="Value">The value as people read it, with its name; null without a frame, or where the frame ended before.</param>
/// <param name="Number">The value alone; null like <paramref name="Value"/>.</param>
public readonly record struct HeaderCell(Field? Field, int FirstBit, int Bits, string? Value, string? Number);

/// <summary>What follows the fixed part.</summary>
/// <param name="Fields">Which fields may stand there.</param>
/// <param name="Octets">How many octets there are in the frame; null without a frame.</param>
/// <param name="AreOptions">True when options stand there that have no field of their own as a whole.</param>
public sealed record HeaderTail(ImmutableArray<Field> Fields, int? Octets, bool AreOptions = false);
