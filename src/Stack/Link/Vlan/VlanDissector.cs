using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Link.Vlan;

/// <summary>A customer's VLAN tag, 0x8100. Two of them in a row are QinQ as many switches do it.
/// Source: IEEE 802.1Q §9.</summary>
public sealed class VlanDissector : Dissector
{
    private static readonly Field Length = Field.Variable("vlan.len", FieldType.UInt16, Rfc.Other("IEEE 802.1Q §9.4"));
    private static readonly Field Trailer = Field.Variable("vlan.trailer", FieldType.Octets, default);

    /// <summary>Priority, VLAN and type.</summary>
    public static Protocol Definition { get; } =
        new("vlan", "VLAN", "802.1Q Virtual LAN", [.. VlanHeader.Fields, Length, Trailer]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
        [(DissectorTable.EtherType, EtherType.Vlan), (DissectorTable.EtherType, EtherType.OldQinQ)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(VlanHeader.Fields, octets);
        if (!VlanHeader.TryParse(octets.Span, out VlanHeader header, out ParseError error))
        {
            frame.ReportTooShort(octets, error.At, error.Needed - error.Available);
            return;
        }

        frame.SetHeaderLength(VlanHeader.Length);
        Octets payload = octets.From(VlanHeader.Length);
        if (header.TypeOrLength <= EthernetHeader.MaxLength)
            HandOnByLength(frame, octets, payload, header.TypeOrLength);
        else
            HandOnByType(frame, payload, header.TypeOrLength);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) => Summarize(frame, layer, writer, "VLAN "u8);

    internal static void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer, ReadOnlySpan<byte> kind)
    {
        if (!VlanHeader.TryParse(frame.SourceOctets(layer.Source)[layer.Start..], out VlanHeader header, out _)) return;
        writer.Write(kind);
        writer.WriteDecimal((long)header.Id);
        writer.Write(", priority "u8);
        writer.WriteDecimal((long)header.Priority);
    }

    private static void HandOnByType(DissectedFrame frame, scoped in Octets payload, ushort type)
    {
        int child = frame.Layers.Length;
        if (!frame.TryNext(DissectorTable.EtherType, type, payload))
            frame.NextData(payload);
        else if (child < frame.Layers.Length)
            AddTrailer(frame, payload, frame.Layers[child].Length);
    }

    private static void HandOnByLength(DissectedFrame frame, scoped in Octets octets, scoped in Octets payload, ushort length)
    {
        frame.Add(Length, octets, 2, 2, length);
        Octets client = payload.Slice(0, length);
        if (client.ReportedLength > 0 && !frame.TryNext(DissectorTable.EtherType, EtherType.LengthAndLlc, client))
            frame.NextData(client);
        AddTrailer(frame, payload, client.Length);
    }

    private static void AddTrailer(DissectedFrame frame, scoped in Octets payload, int used)
    {
        if (used >= payload.Length) return;
        Octets link = new(default, payload.Source, EthernetStart(frame), 0);
        Octets rest = EthernetTrailer.AddPadding(frame, link, payload, used);
        if (rest.Length > 0) frame.AddInPlace(Trailer, rest, 0, rest.Length);
    }

    /// <summary>Where the Ethernet header around this tag begins: padding counts from there.</summary>
    private static int EthernetStart(DissectedFrame frame)
    {
        for (int i = frame.CurrentLayer - 1; i >= 0; i--)
        {
            if (frame.Layers[i].Dissector is EthernetDissector) return frame.Layers[i].Start;
        }

        return 0;
    }
}
