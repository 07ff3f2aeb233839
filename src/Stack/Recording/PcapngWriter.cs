using System.Buffers;
using NetStack.Bytes;

namespace NetStack.Recording;

/// <summary>Writes pcapng, block by block; after each call what was written is a whole file.
/// Source: draft-ietf-opsawg-pcapng §4.</summary>
public sealed partial class PcapngWriter
{
    private readonly IBufferWriter<byte> _output;
    private readonly List<RecordedInterface> _interfaces = [];
    private readonly OptionWriter _options = new();
    private ByteOrder _order;
    private int _firstInterface;
    private int _sections;
    private int _blockLength; // of the block that is being written

    /// <summary>A writer that has begun a first section.</summary>
    /// <param name="output">Where the octets go.</param>
    /// <param name="section">Byte order, and what is said of the machine and program.</param>
    public PcapngWriter(IBufferWriter<byte> output, RecordedSection section)
    {
        _output = output;
        WriteSection(section);
    }

    /// <summary>The interfaces written so far, over all sections: a frame's interface is an index into them.</summary>
    public IReadOnlyList<RecordedInterface> Interfaces => _interfaces;

    /// <summary>Begins a section: it has a byte order and interfaces of its own.</summary>
    public void WriteSection(RecordedSection section)
    {
        _order = new(section.IsBigEndian);
        _firstInterface = _interfaces.Count;
        _sections++;
        _options.Begin(_order);
        _options.AddText(PcapngFormat.Comment, section.Comment);
        _options.AddText(PcapngFormat.SectionHardware, section.Hardware);
        _options.AddText(PcapngFormat.SectionSystem, section.OperatingSystem);
        _options.AddText(PcapngFormat.SectionApplication, section.Application);
        ReadOnlySpan<byte> options = _options.End();
        Span<byte> block = BeginBlock(PcapngFormat.SectionHeader, PcapngFormat.SectionHeaderBody, options.Length);
        _order.Put32(block, 0, PcapngFormat.ByteOrderMagic);
        _order.Put16(block, 4, 1); // version 1.0
        _order.Put16(block, 6, 0);
        _order.Put64(block, 8, ulong.MaxValue); // the section's length is not known yet
        options.CopyTo(block[PcapngFormat.SectionHeaderBody..]);
        EndBlock();
    }

    /// <summary>Describes an interface; its section, number there and byte order come from the writer.</summary>
    /// <returns>Its index, for <see cref="FrameInfo.Interface"/>.</returns>
    public int WriteInterface(RecordedInterface description)
    {
        description = description with
        {
            Section = _sections - 1, IdInSection = _interfaces.Count - _firstInterface, IsBigEndian = _order.IsBigEndian,
        };
        ReadOnlySpan<byte> options = InterfaceOptions(description);
        Span<byte> block = BeginBlock(PcapngFormat.InterfaceDescription, PcapngFormat.InterfaceBody, options.Length);
        _order.Put16(block, 0, (ushort)description.LinkType);
        _order.Put16(block, 2, 0);
        _order.Put32(block, 4, description.SnapLength);
        options.CopyTo(block[PcapngFormat.InterfaceBody..]);
        EndBlock();
        _interfaces.Add(description);
        return _interfaces.Count - 1;
    }

    /// <summary>Writes a frame as an Enhanced Packet Block. Source: §4.3.</summary>
    /// <param name="info">Time, original length, and an interface of this section.</param>
    /// <param name="octets">What was captured.</param>
    /// <param name="notes">Comments and the like.</param>
    /// <exception cref="ArgumentException">The interface is not of this section, or has another link type.</exception>
    public void WriteFrame(in FrameInfo info, ReadOnlySpan<byte> octets, FrameNotes? notes = null)
    {
        RecordedInterface source = InterfaceOf(info);
        ReadOnlySpan<byte> options = FrameOptions(notes);
        int padded = PcapngFormat.Padded(octets.Length);
        Span<byte> block = BeginBlock(PcapngFormat.EnhancedPacket, PcapngFormat.EnhancedPacketBody, padded + options.Length);
        ulong ticks = source.Resolution.ToTicks(info.Time);
        _order.Put32(block, 0, (uint)source.IdInSection);
        _order.Put32(block, 4, (uint)(ticks >> 32));
        _order.Put32(block, 8, unchecked((uint)ticks));
        _order.Put32(block, 12, (uint)octets.Length);
        _order.Put32(block, 16, (uint)info.OriginalLength);
        Span<byte> data = block[PcapngFormat.EnhancedPacketBody..];
        octets.CopyTo(data);
        data[octets.Length..padded].Clear();
        options.CopyTo(data[padded..]);
        EndBlock();
    }

    private RecordedInterface InterfaceOf(in FrameInfo info)
    {
        if (info.Interface < _firstInterface || info.Interface >= _interfaces.Count)
            throw new ArgumentException("The interface is not described in this section.", nameof(info));
        RecordedInterface source = _interfaces[info.Interface];
        return source.LinkType == info.LinkType ? source
            : throw new ArgumentException("The interface has another link type.", nameof(info));
    }

    /// <summary>Makes room for a block and writes its type and lengths.</summary>
    /// <returns>Room for the body.</returns>
    private Span<byte> BeginBlock(uint type, int bodyLength, int moreLength)
    {
        int body = PcapngFormat.Padded(bodyLength + moreLength);
        _blockLength = body + PcapngFormat.BlockOverhead;
        Span<byte> block = _output.GetSpan(_blockLength)[.._blockLength];
        _order.Put32(block, 0, type);
        _order.Put32(block, 4, (uint)_blockLength);
        _order.Put32(block, _blockLength - PcapngFormat.BlockEndLength, (uint)_blockLength);
        return block.Slice(PcapngFormat.BlockStartLength, body);
    }

    private void EndBlock() => _output.Advance(_blockLength);
}
