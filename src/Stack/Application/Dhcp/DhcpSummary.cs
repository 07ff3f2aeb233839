using NetStack.Bytes;

namespace NetStack.Application.Dhcp;

/// <summary>Tells of a message in a line.</summary>
internal static class DhcpSummary
{
    private const int TypeWidth = 8; // the types of the usual exchange stand in columns

    /// <summary>Writes <c>DHCP Discover - Transaction ID 0x3d1d</c>, or what BOOTP calls it.</summary>
    public static void Write(ReadOnlySpan<byte> octets, DhcpHeader header, Utf8Writer writer)
    {
        ReadOnlySpan<byte> type = DhcpDissector.FindOption(octets, DhcpOptionShapes.MessageType);
        if (type.Length == 1) WriteDhcp(type[0], header, writer);
        else WriteBootp(header, writer);
    }

    private static void WriteDhcp(byte type, DhcpHeader header, Utf8Writer writer)
    {
        writer.Write("DHCP "u8);
        string name = DhcpOptionShapes.MessageTypes.GetValueOrDefault(type) ?? $"Unknown Message Type (0x{type:x2})";
        writer.Write(name);
        for (int i = name.Length; i < TypeWidth; i++) writer.Write((byte)' ');
        writer.Write(" - Transaction ID 0x"u8);
        writer.WriteHex(header.Id, 1);
    }

    private static void WriteBootp(DhcpHeader header, Utf8Writer writer)
    {
        if (header.Type == 2)
        {
            writer.Write("Boot Reply"u8);
            return;
        }

        writer.Write(header.Type == 1 ? "Boot Request"u8 : "Unknown BOOTP message"u8);
        if (header.HardwareAddressOctets.IsEmpty) return;
        writer.Write(" from "u8);
        if (header.HasMacAddress) writer.WriteMac(MacAddress.Read(header.HardwareAddressOctets));
        else writer.WriteHex(header.HardwareAddressOctets);
    }
}
