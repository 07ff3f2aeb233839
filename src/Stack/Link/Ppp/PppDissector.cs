using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Link.Ppp;

/// <summary>PPP, bare (as PPPoE and GRE carry it) or with the address and control octets of HDLC.
/// Source: RFC 1661 §2, RFC 1662 §3.1.</summary>
public sealed class PppDissector : Dissector
{
    private const byte AllStations = 0xFF, UnnumberedInformation = 0x03;

    private static readonly Field Address = Field.HexAt("ppp.address", 0, 8, FieldType.UInt8, Rfc.Section(1662, "3.1"));
    private static readonly Field Control = Field.HexAt("ppp.control", 8, 8, FieldType.UInt8, Rfc.Section(1662, "3.1"));
    private static readonly Field ProtocolNumber =
        Field.HexAt("ppp.protocol", 16, 16, FieldType.UInt16, Rfc.Section(1661, "2")) with { Names = PppNames.Protocols };

    /// <summary>Address and control (often left out), and what is carried.</summary>
    public static Protocol Definition { get; } = new("ppp", "PPP", "Point-to-Point Protocol", [Address, Control, ProtocolNumber]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
    [
        (DissectorTable.LinkType, (uint)LinkType.Ppp), (DissectorTable.LinkType, (uint)LinkType.PppHdlc),
        (DissectorTable.EtherType, EtherType.Ppp),
    ];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        int at = 0;
        if (octets.Length >= 2 && octets[0] == AllStations && octets[1] == UnnumberedInformation)
        {
            frame.Add(Address, octets, 0, 1, AllStations);
            frame.Add(Control, octets, 1, 1, UnnumberedInformation);
            at = 2;
        }

        // RFC 1661 §6.5: an odd first octet is a protocol number compressed to one octet.
        int width = octets.Length > at && (octets[at] & 1) != 0 ? 1 : 2;
        if (octets.Length < at + width)
        {
            frame.ReportTooShort(octets, octets.Length, at + width - octets.Length);
            return;
        }

        uint protocol = (uint)DissectedFrame.ReadBits(octets.Span, at * 8, width * 8);
        frame.Add(ProtocolNumber, octets, at, width, protocol);
        frame.SetHeaderLength(at + width);
        Octets payload = octets.From(at + width);
        if (!frame.TryNext(DissectorTable.PppProtocol, protocol, payload)) frame.NextData(payload);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> header = frame.SourceOctets(layer.Source).Slice(layer.Start, layer.HeaderLength);
        writer.Write("PPP "u8);
        if (header.Length == 0) return;
        int width = header.Length is 1 or 3 ? 1 : 2;
        uint protocol = (uint)DissectedFrame.ReadBits(header, (header.Length - width) * 8, width * 8);
        writer.Write(PppNames.Protocols.GetValueOrDefault(protocol, "unknown protocol"));
    }
}
