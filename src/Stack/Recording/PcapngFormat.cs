namespace NetStack.Recording;

/// <summary>The numbers of the pcapng format. Source: draft-ietf-opsawg-pcapng §4 (blocks), §3.5 (options).</summary>
internal static class PcapngFormat
{
    public const uint SectionHeader = 0x0A0D0D0A; // reads the same in both byte orders
    public const uint InterfaceDescription = 1, ObsoletePacket = 2, SimplePacket = 3, NameResolution = 4;
    public const uint InterfaceStatistics = 5, EnhancedPacket = 6, DecryptionSecrets = 0x0A;

    public const uint ByteOrderMagic = 0x1A2B3C4D;

    /// <summary>Type and total length stand before the body, the total length once more after it.</summary>
    public const int BlockStartLength = 8, BlockEndLength = 4, BlockOverhead = BlockStartLength + BlockEndLength;

    // Fixed parts of the bodies, in octets.
    public const int SectionHeaderBody = 16, InterfaceBody = 8, StatisticsBody = 12, SecretsBody = 8;
    public const int EnhancedPacketBody = 20, ObsoletePacketBody = 20, SimplePacketBody = 4;

    // Options that every block may have, and those of the blocks that we read.
    public const ushort EndOfOptions = 0, Comment = 1;
    public const ushort SectionHardware = 2, SectionSystem = 3, SectionApplication = 4;
    public const ushort InterfaceName = 2, InterfaceDescriptionText = 3, InterfaceSpeed = 8, InterfaceResolution = 9;
    public const ushort InterfaceFilter = 11, InterfaceSystem = 12, InterfaceFcsLength = 13, InterfaceTimeOffset = 14;
    public const ushort InterfaceHardware = 15;
    public const ushort PacketFlags = 2, PacketDropCount = 4;
    public const ushort StatisticsStart = 2, StatisticsEnd = 3, StatisticsReceived = 4, StatisticsDropped = 5;
    public const ushort StatisticsAccepted = 6, StatisticsSystemDropped = 7, StatisticsDelivered = 8;

    // Records of a Name Resolution Block.
    public const ushort EndOfNames = 0, NameOfIpv4 = 1, NameOfIpv6 = 2;

    /// <summary>Bodies, options and names are padded to 32 bits.</summary>
    public static int Padded(int length) => (length + 3) & ~3;
}
