using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Viz.Values;

namespace NetStack.Viz.Layers;

/// <summary>The encapsulation picture of one frame: boxes inside one another, from the link layer to the data.</summary>
/// <param name="Number">The frame's number in its capture.</param>
/// <param name="Time">When it was captured.</param>
/// <param name="Length">Octets on the wire.</param>
/// <param name="CapturedLength">Octets that the capture holds.</param>
/// <param name="Headers">Octets of the frame that are headers of the link, Internet and transport layers.</param>
/// <param name="Strip">The frame from its first octet to its last, as stretches of one layer each.</param>
/// <param name="Boxes">The outermost boxes, mostly one.</param>
public sealed record LayersView(int Number, Timestamp Time, int Length, int CapturedLength, int Headers,
    ImmutableArray<StripPart> Strip, ImmutableArray<LayerBox> Boxes)
{
    /// <summary>How much of the frame is headers, in tenths of a per cent.</summary>
    public int HeadersPerMille => Length == 0 ? 0 : (int)((Headers * 1000L + (Length / 2)) / Length);

    /// <summary>Makes the picture of a frame; all that it shows is copied.</summary>
    public static LayersView Of(DissectedFrame frame) => new LayersBuilder(frame).Build();
}

/// <summary>A stretch of the frame that belongs to one layer.</summary>
/// <param name="Name">The protocol as its column shows it; empty for octets of no layer.</param>
/// <param name="Kind">What to colour it by.</param>
/// <param name="Length">Octets.</param>
public readonly record struct StripPart(string Name, StackLayer Kind, int Length);

/// <summary>One layer: its header, and what it wraps.</summary>
/// <param name="Protocol">The filter name.</param>
/// <param name="ShortName">The protocol as its column shows it.</param>
/// <param name="Title">The protocol's full name.</param>
/// <param name="Kind">What to colour it by.</param>
/// <param name="Length">Octets of header and all that it wraps.</param>
/// <param name="Source">The source that its octets are in when that is not the frame: ip.reassembled …; else null.</param>
/// <param name="IsQuoted">True inside a packet that an ICMP error quotes.</param>
/// <param name="Fields">The main fields of its header.</param>
/// <param name="MoreFields">How many further fields there are.</param>
/// <param name="Header">The header's octets.</param>
/// <param name="Inside">The layers that it wraps.</param>
/// <param name="Rest">What neither header nor a layer inside covers: padding, or a part of a larger message.</param>
public sealed record LayerBox(string Protocol, string ShortName, string Title, StackLayer Kind, int Length, string? Source,
    bool IsQuoted, ImmutableArray<BoxField> Fields, int MoreFields, OctetRun Header, ImmutableArray<LayerBox> Inside, OctetRun Rest);

/// <summary>A field of a box.</summary>
/// <param name="Field">Which field; its label stands in the catalogue.</param>
/// <param name="Value">The value, as people read it.</param>
public readonly record struct BoxField(Field Field, string Value);

/// <summary>Octets of a box: the first of them, and how many there are.</summary>
/// <param name="Octets">As many as are shown.</param>
/// <param name="Length">As many as there are.</param>
public readonly record struct OctetRun(ImmutableArray<byte> Octets, int Length)
{
    /// <summary>Octets that are not shown.</summary>
    public int Hidden => Length - Octets.Length;
}
