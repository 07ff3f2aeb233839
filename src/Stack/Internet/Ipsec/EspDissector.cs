using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Ipsec;

/// <summary>The IPsec encapsulating security payload: what it carries is encrypted and only shown. Source: RFC 4303 §2.</summary>
public sealed class EspDissector : Dissector
{
    private const int HeaderLength = 8;
    private static readonly RfcReference Format = Rfc.Section(4303, "2");
    private static readonly Field Encrypted = Field.Variable("esp.encrypted_data", FieldType.Octets, Rfc.Section(4303, "2.3"));

    /// <summary>The two numbers that are not encrypted.</summary>
    public static Protocol Definition { get; } = new("esp", "ESP", "Encapsulating Security Payload",
    [
        Field.HexAt("esp.spi", 0, 32, FieldType.UInt32, Format), Field.At("esp.sequence", 32, 32, FieldType.UInt32, Format), Encrypted,
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Esp)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!frame.AddFixed(Definition.FixedFields, octets))
        {
            frame.ReportTooShort(octets, octets.Length, HeaderLength - octets.Length);
            return;
        }

        frame.SetHeaderLength(HeaderLength);
        if (octets.Length > HeaderLength) frame.AddInPlace(Encrypted, octets, HeaderLength, octets.Length - HeaderLength);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> header = frame.SourceOctets(layer.Source)[layer.Start..];
        if (header.Length < HeaderLength) return;
        writer.Write("ESP (SPI=0x"u8);
        writer.WriteHex(DissectedFrame.ReadBits(header, 0, 32), 8);
        writer.Write((byte)')');
    }
}
