namespace NetStack.Recording;

// The three blocks that hold a frame.
public sealed partial class PcapngReader
{
    /// <summary>The fields that a packet block has before its octets; where they stand depends on the type.</summary>
    private readonly record struct PacketFields(uint Interface, ulong? Ticks, uint Captured, uint Original, int DataAt);

    /// <summary>Reads a packet block of the section whose interfaces begin at <paramref name="firstInterface"/>.</summary>
    private bool TryReadPacket(
        ReadOnlySpan<byte> block, uint type, int firstInterface, ref RecordedFrame frame, out RecordingFault fault)
    {
        // A section may have begun since (when a frame is read again), so the order is the interface's.
        ByteOrder order = firstInterface < InterfaceList.Count ? new(InterfaceList[firstInterface].IsBigEndian) : _order;
        PacketFields packet = type switch
        {
            PcapngFormat.EnhancedPacket => ReadEnhanced(block, order),
            PcapngFormat.ObsoletePacket => ReadObsolete(block, order),
            _ => ReadSimple(block, order, firstInterface),
        };
        if (packet.Interface >= InterfaceList.Count - firstInterface)
        {
            fault = new(RecordingFaultReason.UnknownInterface, 0, packet.Interface, InterfaceList.Count - firstInterface);
            return false;
        }

        int room = block.Length - PcapngFormat.BlockEndLength - packet.DataAt;
        if (packet.Captured > room)
        {
            fault = new(RecordingFaultReason.FrameBeyondBlock, 0, packet.Captured, room);
            return false;
        }

        fault = default;
        int index = firstInterface + (int)packet.Interface, captured = (int)packet.Captured;
        RecordedInterface source = InterfaceList[index];
        int options = type == PcapngFormat.SimplePacket ? room : Math.Min(room, PcapngFormat.Padded(captured));
        frame.Time = packet.Ticks is { } ticks ? source.Resolution.ToTime(ticks) : default;
        frame.Offset = packet.DataAt;
        frame.Length = captured;
        frame.OriginalLength = ClampLength(packet.Original);
        frame.LinkType = source.LinkType;
        frame.Interface = index;
        frame.OptionsOffset = packet.DataAt + options;
        frame.OptionsLength = room - options;
        return true;
    }

    /// <summary>Enhanced Packet Block. Source: draft-ietf-opsawg-pcapng §4.3.</summary>
    private static PacketFields ReadEnhanced(ReadOnlySpan<byte> block, ByteOrder order)
    {
        const int InterfaceAt = 8, TicksHighAt = 12, TicksLowAt = 16, CapturedAt = 20, OriginalAt = 24, DataAt = 28;
        ulong ticks = (ulong)order.U32(block, TicksHighAt) << 32 | order.U32(block, TicksLowAt);
        return new(order.U32(block, InterfaceAt), ticks, order.U32(block, CapturedAt), order.U32(block, OriginalAt), DataAt);
    }

    /// <summary>Packet Block, which old files have in place of the enhanced one: the interface has 16 bits and is
    /// followed by a count of drops. Source: draft-ietf-opsawg-pcapng, appendix on obsolete blocks.</summary>
    private static PacketFields ReadObsolete(ReadOnlySpan<byte> block, ByteOrder order) =>
        ReadEnhanced(block, order) with { Interface = order.U16(block, PcapngFormat.BlockStartLength) };

    /// <summary>Simple Packet Block: of the section's first interface, without time, and as long as the snapshot
    /// length let it be. Source: draft-ietf-opsawg-pcapng §4.4.</summary>
    private PacketFields ReadSimple(ReadOnlySpan<byte> block, ByteOrder order, int firstInterface)
    {
        const int OriginalAt = 8, DataAt = 12;
        uint original = order.U32(block, OriginalAt);
        uint snapLength = firstInterface < InterfaceList.Count ? InterfaceList[firstInterface].SnapLength : 0;
        uint captured = snapLength == 0 ? original : Math.Min(original, snapLength);
        return new(0, null, captured, original, DataAt);
    }
}
