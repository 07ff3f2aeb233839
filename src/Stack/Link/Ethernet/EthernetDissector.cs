using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Link.Ethernet;

/// <summary>Ethernet II. Source: IEEE 802.3 §3.</summary>
public sealed class EthernetDissector : Dissector
{
    private static readonly Field Padding =
        Field.Variable("eth.padding", FieldType.Octets, Rfc.Other("IEEE 802.3 §3.2.8"));

    /// <summary>Addresses and type; padding up to the least frame length.</summary>
    public static Protocol Definition { get; } =
        new("eth", "Ethernet", "Ethernet", [.. EthernetHeader.Fields, Padding]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
        [(DissectorTable.LinkType, (uint)LinkType.Ethernet), (DissectorTable.EtherType, EtherType.TransparentEthernet)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(EthernetHeader.Fields, octets);
        if (!EthernetHeader.TryParse(octets.Span, out EthernetHeader header, out _))
        {
            frame.ReportTooShort(octets, octets.Length, EthernetHeader.Length - octets.Length);
            return;
        }

        frame.SetHeaderLength(EthernetHeader.Length);
        Octets payload = octets.From(EthernetHeader.Length);
        int child = frame.Layers.Length;
        if (!frame.TryNext(DissectorTable.EtherType, header.TypeOrLength, payload))
            frame.NextData(payload);
        else if (child < frame.Layers.Length)
            AddPadding(frame, payload, frame.Layers[child].Length);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        writer.Write("Ethernet II"u8);
    }

    /// <summary>What the Internet layer left over (its length field ended earlier) fills the frame to 60 octets.</summary>
    private static void AddPadding(DissectedFrame frame, scoped in Octets payload, int used)
    {
        if (used < payload.Length)
            frame.AddInPlace(Padding, payload, used, payload.Length - used);
    }
}
