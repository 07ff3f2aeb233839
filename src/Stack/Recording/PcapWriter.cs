using System.Buffers;
using NetStack.Bytes;

namespace NetStack.Recording;

/// <summary>Writes pcap. Source: draft-ietf-opsawg-pcap §4 (file header), §5 (packet record).</summary>
/// <remarks>A pcap file has one link type, and no room for interfaces, comments, or times before 1970 and after
/// 2106: pcapng has.</remarks>
public sealed class PcapWriter
{
    private readonly IBufferWriter<byte> _output;
    private readonly ByteOrder _order;
    private readonly uint _nanosecondsPerTick;

    /// <summary>Writes the file header.</summary>
    /// <param name="output">Where the octets go.</param>
    /// <param name="linkType">What every frame begins with.</param>
    /// <param name="variant">Byte order and accuracy.</param>
    /// <param name="snapLength">The most octets that a frame may have.</param>
    public PcapWriter(
        IBufferWriter<byte> output, LinkType linkType, PcapVariant variant, uint snapLength = RecordingReader.PlausibleFrameLength)
    {
        if (variant.IsModified) throw new ArgumentException("The modified format is only read.", nameof(variant));
        (_output, LinkType, _order) = (output, linkType, new(variant.IsBigEndian));
        _nanosecondsPerTick = variant.HasNanoseconds ? 1u : 1000u;
        Span<byte> header = output.GetSpan(PcapReader.FileHeaderLength)[..PcapReader.FileHeaderLength];
        header.Clear(); // time zone and accuracy are never used
        _order.Put32(header, 0, variant.HasNanoseconds ? 0xA1B23C4D : 0xA1B2C3D4);
        _order.Put16(header, 4, 2);
        _order.Put16(header, 6, 4);
        _order.Put32(header, 16, snapLength);
        _order.Put32(header, 20, (uint)linkType);
        output.Advance(PcapReader.FileHeaderLength);
    }

    /// <summary>What every frame begins with.</summary>
    public LinkType LinkType { get; }

    /// <summary>Writes a frame.</summary>
    /// <param name="info">Time and original length count; the link type must be the file's.</param>
    /// <param name="octets">What was captured.</param>
    /// <exception cref="ArgumentException">The frame has another link type.</exception>
    public void Write(in FrameInfo info, ReadOnlySpan<byte> octets)
    {
        if (info.LinkType != LinkType) throw new ArgumentException("A pcap file has one link type.", nameof(info));
        int length = PcapReader.RecordHeaderLength + octets.Length;
        Span<byte> record = _output.GetSpan(length)[..length];
        long nanoseconds = Math.Clamp(info.Time.Nanoseconds, 0, (uint.MaxValue * Duration.PerSecond) + Duration.PerSecond - 1);
        _order.Put32(record, 0, (uint)(nanoseconds / Duration.PerSecond));
        _order.Put32(record, 4, (uint)(nanoseconds % Duration.PerSecond / _nanosecondsPerTick));
        _order.Put32(record, 8, (uint)octets.Length);
        _order.Put32(record, 12, (uint)info.OriginalLength);
        octets.CopyTo(record[PcapReader.RecordHeaderLength..]);
        _output.Advance(length);
    }
}
