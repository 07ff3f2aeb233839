using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;

namespace NetStack.Link.Vlan;

/// <summary>A provider's VLAN tag, 0x88a8, around the customer's: QinQ. Source: IEEE 802.1Q §9.5 (802.1ad).</summary>
public sealed class ServiceVlanDissector : Dissector
{
    /// <summary>Priority, service VLAN and type.</summary>
    public static Protocol Definition { get; } =
        new("ieee8021ad", "802.1ad", "IEEE 802.1ad Provider Bridge", VlanHeader.ServiceFields);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.EtherType, EtherType.ServiceVlan)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(VlanHeader.ServiceFields, octets);
        if (!VlanHeader.TryParse(octets.Span, out VlanHeader header, out ParseError error))
        {
            frame.ReportTooShort(octets, error.At, error.Needed - error.Available);
            return;
        }

        frame.SetHeaderLength(VlanHeader.Length);
        Octets payload = octets.From(VlanHeader.Length);
        int child = frame.Layers.Length;
        if (!frame.TryNext(DissectorTable.EtherType, header.TypeOrLength, payload))
            frame.NextData(payload);
        else if (child < frame.Layers.Length)
            frame.SetLayerLength(VlanHeader.Length + frame.Layers[child].Length);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) =>
        VlanDissector.Summarize(frame, layer, writer, "Service VLAN "u8);
}
