using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Link.Ppp;

/// <summary>Cisco's HDLC: address, control, EtherType. Source: tcpdump.org LINKTYPE_C_HDLC, RFC 1547 §4.3.1.</summary>
public sealed class CiscoHdlcDissector : Dissector
{
    private const int HeaderLength = 4;
    private static readonly RfcReference Format = Rfc.Section(1547, "4.3.1");

    /// <summary>The header's fields.</summary>
    public static Protocol Definition { get; } = new("chdlc", "CHDLC", "Cisco HDLC",
    [
        Field.HexAt("chdlc.address", 0, 8, FieldType.UInt8, Format),
        Field.HexAt("chdlc.control", 8, 8, FieldType.UInt8, Format),
        Field.HexAt("chdlc.protocol", 16, 16, FieldType.UInt16, Format) with { Names = EtherType.Names },
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.LinkType, (uint)LinkType.CiscoHdlc)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!frame.AddFixed(Definition.FixedFields, octets))
        {
            frame.ReportTooShort(octets, octets.Length, HeaderLength - octets.Length);
            return;
        }

        frame.SetHeaderLength(HeaderLength);
        Octets payload = octets.From(HeaderLength);
        uint type = (uint)DissectedFrame.ReadBits(octets.Span, 16, 16);
        if (type < EtherType.Minimum || !frame.TryNext(DissectorTable.EtherType, type, payload)) frame.NextData(payload);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) => writer.Write("Cisco HDLC"u8);
}
