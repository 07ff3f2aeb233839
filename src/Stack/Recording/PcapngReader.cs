namespace NetStack.Recording;

/// <summary>Reads pcapng: a chain of blocks, each with its length at both ends, in sections that begin with a
/// section header. Source: draft-ietf-opsawg-pcapng §3.1 (blocks), §4 (their types).</summary>
/// <remarks>Frames come from Enhanced, Simple and the obsolete Packet Blocks; what the other known blocks say is
/// kept; blocks of any other type are passed over.</remarks>
public sealed partial class PcapngReader : RecordingReader
{
    /// <summary>The most interfaces that are accepted over all sections: the index keeps 16 bits for it.</summary>
    public const int MaxInterfaces = 65_536;

    private readonly List<RecordedSection> _sections = [];
    private ByteOrder _order;
    private int _firstInterface; // of the section

    /// <inheritdoc/>
    public override IReadOnlyList<RecordedSection> Sections => _sections;

    /// <summary>True for the type of a section header, with which every pcapng file begins.</summary>
    internal static bool IsPcapng(ReadOnlySpan<byte> start) => default(ByteOrder).U32(start, 0) == PcapngFormat.SectionHeader;

    /// <inheritdoc/>
    public override ReadStatus Read(ReadOnlySpan<byte> window, bool isLast, out RecordedFrame frame)
    {
        frame = default;
        if (Fault.Reason != RecordingFaultReason.None) return Consume(0, ReadStatus.Fault);
        int at = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = window[at..];
            if (rest.Length < PcapngFormat.BlockOverhead)
                return Want(at, rest.Length, PcapngFormat.BlockOverhead, isLast);
            uint type = _order.U32(rest, 0);
            if (type == PcapngFormat.SectionHeader && !TryReadByteOrder(rest))
                return Stop(at, RecordingFaultReason.BadByteOrderMagic, default(ByteOrder).U32(rest, 8), PcapngFormat.ByteOrderMagic);
            // Some programs left the padding out of the length; so the block ends at the next 32 bits.
            uint claimed = _order.U32(rest, 4);
            if (claimed > MaxBlockLength) return Stop(at, RecordingFaultReason.BlockTooLong, claimed, MaxBlockLength);
            int length = PcapngFormat.Padded((int)claimed), least = LeastLength(type);
            if (length < least) return Stop(at, RecordingFaultReason.BlockTooShort, claimed, least);
            if (rest.Length < length) return Want(at, rest.Length, length, isLast);
            uint repeated = _order.U32(rest, length - PcapngFormat.BlockEndLength);
            if (repeated != claimed) return Stop(at, RecordingFaultReason.BlockLengthsDiffer, claimed, repeated);

            RecordingFault fault;
            if (type is PcapngFormat.EnhancedPacket or PcapngFormat.SimplePacket or PcapngFormat.ObsoletePacket)
            {
                if (!TryReadPacket(rest[..length], type, _firstInterface, ref frame, out fault))
                    return Stop(at, fault.Reason, fault.Value, fault.Limit);
                frame.Number = ++FrameCount;
                frame.RecordAt = Position + at;
                frame.Offset += at;
                frame.OptionsOffset += at;
                return Consume(at + length, ReadStatus.Frame);
            }

            fault = ReadOtherBlock(type, rest[PcapngFormat.BlockStartLength..(length - PcapngFormat.BlockEndLength)]);
            if (fault.Reason != RecordingFaultReason.None) return Stop(at, fault.Reason, fault.Value, fault.Limit);
            at += length;
        }
    }

    /// <inheritdoc/>
    public override bool TryReadAgain(
        ReadOnlySpan<byte> record, int interfaceIndex, int number, out RecordedFrame frame, out int needed)
    {
        frame = default;
        needed = PcapngFormat.BlockOverhead;
        if (record.Length < needed || interfaceIndex >= InterfaceList.Count) return false;
        RecordedInterface source = InterfaceList[interfaceIndex];
        ByteOrder order = new(source.IsBigEndian);
        uint type = order.U32(record, 0), claimed = order.U32(record, 4);
        int length = PcapngFormat.Padded((int)Math.Min(claimed, MaxBlockLength));
        bool isPacket = type is PcapngFormat.EnhancedPacket or PcapngFormat.SimplePacket or PcapngFormat.ObsoletePacket;
        needed = isPacket && length >= LeastLength(type) ? length : 0;
        if (needed == 0 || record.Length < needed) return false;
        int firstInterface = interfaceIndex - source.IdInSection;
        frame.Number = number;
        if (TryReadPacket(record[..length], type, firstInterface, ref frame, out _)) return true;
        needed = 0;
        return false;
    }

    /// <summary>A section header says in which order its own length stands, too. Source: §4.1.</summary>
    private bool TryReadByteOrder(ReadOnlySpan<byte> block)
    {
        foreach (ByteOrder order in (ReadOnlySpan<ByteOrder>)[new(false), new(true)])
        {
            if (order.U32(block, PcapngFormat.BlockStartLength) != PcapngFormat.ByteOrderMagic) continue;
            _order = order;
            return true;
        }

        return false;
    }

    private static int LeastLength(uint type) => PcapngFormat.BlockOverhead + type switch
    {
        PcapngFormat.SectionHeader => PcapngFormat.SectionHeaderBody,
        PcapngFormat.InterfaceDescription => PcapngFormat.InterfaceBody,
        PcapngFormat.EnhancedPacket => PcapngFormat.EnhancedPacketBody,
        PcapngFormat.ObsoletePacket => PcapngFormat.ObsoletePacketBody,
        PcapngFormat.SimplePacket => PcapngFormat.SimplePacketBody,
        PcapngFormat.InterfaceStatistics => PcapngFormat.StatisticsBody,
        PcapngFormat.DecryptionSecrets => PcapngFormat.SecretsBody,
        _ => 0,
    };
}
