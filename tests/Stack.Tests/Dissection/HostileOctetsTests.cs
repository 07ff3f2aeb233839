using CsCheck;
using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Tests.Dissection;

/// <summary>Octets come from the wire: whatever they are, a dissection ends, and nothing is found outside the frame.</summary>
public sealed class HostileOctetsTests
{
    private const int Cases = 20_000;
    private static readonly ProtocolRegistry Registry = StandardProtocols.CreateRegistry();

    private static readonly (DissectorTable Table, uint Key)[] Keys =
        [.. Registry.Dissectors.SelectMany(dissector => dissector.Bindings).Where(key => key.Table != DissectorTable.TcpPort)];

    private static readonly LinkType[] LinkTypes =
        [.. Keys.Where(key => key.Table == DissectorTable.LinkType).Select(key => (LinkType)key.Key).Distinct()];

    [Fact]
    public void Random_octets_as_a_frame_of_any_link_type_are_dissected() =>
        Gen.Select(Gen.Int[0, LinkTypes.Length - 1], Gen.Byte.Array[0, 200]).Sample(
            (which, octets) => Check(LinkTypes[which], octets, octets.Length), iter: Cases);

    [Fact]
    public void Random_octets_behind_a_header_that_names_any_protocol_are_dissected() =>
        Gen.Select(Gen.Int[0, Keys.Length - 1], Gen.Byte.Array[0, 200], Gen.Int[0, 3000]).Sample(
            (which, octets, more) => Check(LinkTypeOf(Keys[which]), Wrap(Keys[which], octets), octets.Length + 62 + (more > 2000 ? more : 0)), iter: Cases);

    private static LinkType LinkTypeOf((DissectorTable Table, uint Key) key) =>
        key.Table == DissectorTable.LinkType ? (LinkType)key.Key : LinkType.Ethernet;

    /// <summary>A frame whose headers are right up to the octets that are under test.</summary>
    private static byte[] Wrap((DissectorTable Table, uint Key) key, byte[] octets) => key.Table switch
    {
        DissectorTable.EtherType => [.. new byte[12], (byte)(key.Key >> 8), unchecked((byte)key.Key), .. octets],
        DissectorTable.IpProtocol when octets.Length % 2 == 0 => [.. new byte[12], 0x08, 0x00, .. Ipv4((byte)key.Key, octets)],
        DissectorTable.IpProtocol =>
            [.. new byte[12], 0x86, 0xDD, 0x60, 0, 0, 0, 0, (byte)octets.Length, (byte)key.Key, 64, .. new byte[32], .. octets],
        DissectorTable.UdpPort => [.. new byte[12], 0x08, 0x00, .. Ipv4(17, Udp((ushort)key.Key, octets))],
        DissectorTable.LlcSap => [.. new byte[12], 0, (byte)(octets.Length + 3), (byte)key.Key, (byte)key.Key, 3, .. octets],
        DissectorTable.PppProtocol => [.. new byte[12], 0x88, 0x64, 0x11, 0, 0, 1, 0, (byte)(octets.Length + 2),
            (byte)(key.Key >> 8), unchecked((byte)key.Key), .. octets],
        _ => octets,
    };

    private static byte[] Ipv4(byte protocol, byte[] payload) =>
        [0x45, 0, (byte)((payload.Length + 20) >> 8), (byte)(payload.Length + 20), 0, 1, 0, 0, 64, protocol, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, .. payload];

    private static byte[] Udp(ushort port, byte[] payload) =>
        [0x9C, 0x40, (byte)(port >> 8), unchecked((byte)port), 0, (byte)(payload.Length + 8), 0, 0, .. payload];

    /// <summary>Also every beginning of the frame, as if cut by the capture or by the sender.</summary>
    private static bool Check(LinkType linkType, byte[] octets, int originalLength)
    {
        DissectionSession session = new(Registry);
        int number = 0;
        Dissect(octets.Length, originalLength);
        Dissect(octets.Length * 3 / 4, octets.Length);
        Dissect(octets.Length / 2, octets.Length / 2);
        return true;

        void Dissect(int captured, int original)
        {
            DissectedFrame frame = session.Dissect(octets.AsMemory(0, captured), new(++number, default, Math.Max(captured, original), linkType));
            Utf8Writer writer = new();
            foreach (ref readonly FieldRecord record in frame.Fields)
            {
                Assert.True(record.Start < 0 || record.Start + record.Length <= frame.SourceOctets(record.Source).Length || record.Place == ValuePlace.Arena,
                    $"{record.Field} reaches outside its source");
                FieldFormatter.Write(writer, frame, record);
            }

            foreach (ref readonly LayerRecord layer in frame.Layers)
            {
                Assert.InRange(layer.Start + layer.Length, 0, frame.SourceOctets(layer.Source).Length);
                layer.Dissector.Summarize(frame, layer, writer);
            }
        }
    }
}
