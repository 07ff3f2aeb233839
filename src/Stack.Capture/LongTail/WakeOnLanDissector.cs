using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;
using PacketDotNet;
using PacketDotNet.Utils;

namespace NetStack.Capture.LongTail;

/// <summary>Wake-on-LAN: six octets of ones and sixteen times the address of a sleeping machine. Source: AMD, "Magic
/// Packet Technology", 1995.</summary>
public sealed class WakeOnLanDissector : LongTailDissector
{
    private const uint EtherType = 0x0842;
    private const int Octets = 6 + (16 * 6);
    private static readonly RfcReference Format = Rfc.Other("AMD Magic Packet §2.1");
    private static readonly Field Sync = Field.At("wol.sync", 0, 48, FieldType.Octets, Format);
    private static readonly Field Address = Field.At("wol.mac", 48, 48, FieldType.Mac, Format);
    private static readonly Field Password = Field.Variable("wol.passwd", FieldType.Octets, Format);

    /// <inheritdoc/>
    public override Protocol Protocol { get; } = new("wol", "WOL", "Wake On LAN", [Sync, Address, Password]);

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
        [(DissectorTable.EtherType, EtherType), (DissectorTable.UdpPort, 7), (DissectorTable.UdpPort, 9)];

    /// <summary>Ports 7 and 9 are those of Echo and Discard, too.</summary>
    public override bool Accepts(ReadOnlySpan<byte> octets) =>
        octets.Length >= Octets && octets[..6].IndexOfAnyExcept((byte)0xFF) < 0;

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length);
        if (octets.Length < 12) return;
        writer.Write("MagicPacket for "u8);
        writer.WriteMac(MacAddress.Read(octets.Slice(6, 6)));
    }

    /// <inheritdoc/>
    protected override void Read(DissectedFrame frame, scoped in Dissection.Octets octets, ByteArraySegment segment)
    {
        WakeOnLanPacket packet = new(segment);
        frame.AddInPlace(Sync, octets, 0, 6);
        frame.Add(Address, octets, 6, 6, MacAddress.Read(packet.DestinationAddress.GetAddressBytes()).Value);
        int password = packet.Password.Length;
        if (password > 0) frame.AddInPlace(Password, octets, Octets, password);
    }
}
