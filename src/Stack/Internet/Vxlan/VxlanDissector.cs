using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Internet.Vxlan;

/// <summary>VXLAN: Ethernet frames in UDP, so that a virtual LAN spans routers. Source: RFC 7348 §5.</summary>
public sealed class VxlanDissector : Dissector
{
    private const int HeaderLength = 8;
    private static readonly RfcReference Format = Rfc.Section(7348, "5"), Policy = Rfc.Other("draft-smith-vxlan-group-policy §2.1");
    private static readonly Field Flags = Field.HexAt("vxlan.flags", 0, 16, FieldType.UInt16, Format);
    private static readonly Field ReservedFlags = Field.VariableHex("vxlan.flags_reserved", FieldType.UInt16, Format);

    /// <summary>The header's fields.</summary>
    public static Protocol Definition { get; } = new("vxlan", "VXLAN", "Virtual eXtensible Local Area Network",
    [
        Flags,
        Field.Part(Flags, "vxlan.flag_g", 0, 1, FieldType.Boolean),
        Field.Part(Flags, "vxlan.flag_i", 4, 1, FieldType.Boolean),
        Field.Part(Flags, "vxlan.flag_d", 9, 1, FieldType.Boolean),
        Field.Part(Flags, "vxlan.flag_a", 12, 1, FieldType.Boolean),
        Field.At("vxlan.gbp", 16, 16, FieldType.UInt16, Policy),
        Field.At("vxlan.vni", 32, 24, FieldType.UInt24, Format),
        Field.At("vxlan.reserved8", 56, 8, FieldType.UInt8, Format),
        ReservedFlags,
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.UdpPort, 4789)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!frame.AddFixed(Definition.FixedFields, octets))
        {
            frame.ReportTooShort(octets, octets.Length, HeaderLength - octets.Length);
            return;
        }

        frame.Add(ReservedFlags, octets, 0, 2, DissectedFrame.ReadBits(octets.Span, 0, 16) & 0x77B7);
        frame.SetHeaderLength(HeaderLength);
        Octets payload = octets.From(HeaderLength);
        if (!frame.TryNext(DissectorTable.EtherType, EtherType.TransparentEthernet, payload)) frame.NextData(payload);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> header = frame.SourceOctets(layer.Source)[layer.Start..];
        if (header.Length < HeaderLength) return;
        writer.Write("VXLAN, VNI "u8);
        writer.WriteDecimal(DissectedFrame.ReadBits(header, 32, 24));
    }
}
