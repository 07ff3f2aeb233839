using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Tests;

/// <summary>Frames written by hand, and their dissection.</summary>
internal static class Frames
{
    /// <summary>A datagram "hello" from 192.0.2.1 port 40000 to 192.0.2.2 port 9, padded to 60 octets.</summary>
    public static byte[] UdpHello { get; } = Octets("""
        02 00 00 00 00 02  02 00 00 00 00 01  08 00
        45 00 00 21 12 34 40 00 40 11 a4 94  c0 00 02 01  c0 00 02 02
        9c 40 00 09 00 0d 9b b4
        68 65 6c 6c 6f
        00 00 00 00 00 00 00 00 00 00 00 00 00
        """);

    public static byte[] Octets(string hex) => Convert.FromHexString(string.Concat(hex.Where(char.IsAsciiHexDigit)));

    public static DissectedFrame Dissect(byte[] octets, LinkType linkType = LinkType.Ethernet) =>
        Dissect(StandardProtocols.CreateRegistry(), octets, linkType);

    public static DissectedFrame Dissect(ProtocolRegistry registry, byte[] octets, LinkType linkType = LinkType.Ethernet) =>
        new DissectionSession(registry).Dissect(octets, new(1, new(1_000_000_000), octets.Length, linkType));
}
