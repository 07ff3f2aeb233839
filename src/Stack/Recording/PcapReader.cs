using System.Buffers.Binary;
using NetStack.Bytes;

namespace NetStack.Recording;

/// <summary>Which of the pcap formats a file is in; its magic number tells.</summary>
/// <param name="IsBigEndian">The byte order of its numbers.</param>
/// <param name="HasNanoseconds">Time stamps in nanoseconds, else microseconds.</param>
/// <param name="IsModified">Records with eight octets more, as a patched libpcap of the 1990s wrote them.</param>
public readonly record struct PcapVariant(bool IsBigEndian, bool HasNanoseconds, bool IsModified = false);

/// <summary>Reads pcap. Source: draft-ietf-opsawg-pcap §4 (file header), §5 (packet record).</summary>
public sealed class PcapReader : RecordingReader
{
    /// <summary>Octets of the file header.</summary>
    public const int FileHeaderLength = 24;

    /// <summary>Octets of a record's header.</summary>
    public const int RecordHeaderLength = 16;

    private const int ModifiedRecordHeaderLength = 24;
    private const int FractionAt = 4, CapturedAt = 8, OriginalAt = 12;
    private const ushort OddMajorVersion = 543; // DG/UX tcpdump; its lengths stand in either order, says libpcap

    private readonly ByteOrder _order;
    private readonly int _recordHeaderLength;
    private readonly uint _nanosecondsPerTick;
    private readonly RecordedSection[] _sections;
    private LengthOrder _lengthOrder;
    private LinkType _linkType;
    private uint _longestFrame = PlausibleFrameLength;
    private bool _started;

    /// <summary>A reader for one of the formats.</summary>
    public PcapReader(PcapVariant variant)
    {
        _order = new(variant.IsBigEndian);
        _recordHeaderLength = variant.IsModified ? ModifiedRecordHeaderLength : RecordHeaderLength;
        _nanosecondsPerTick = variant.HasNanoseconds ? 1u : 1000u;
        _sections = [new(variant.IsBigEndian)];
        Variant = variant;
    }

    /// <summary>Files of version 2.3 and before had a record's two lengths the other way round, or in either order.</summary>
    private enum LengthOrder : byte { AsWritten, Swapped, SmallerIsCaptured }

    /// <summary>Which of the formats this is.</summary>
    public PcapVariant Variant { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<RecordedSection> Sections => _sections;

    /// <summary>Recognises the magic number.</summary>
    internal static bool TryReadMagic(ReadOnlySpan<byte> start, out PcapVariant variant)
    {
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(start);
        PcapVariant? found = magic switch
        {
            0xA1B2C3D4 => new PcapVariant(IsBigEndian: true, HasNanoseconds: false),
            0xD4C3B2A1 => new PcapVariant(IsBigEndian: false, HasNanoseconds: false),
            0xA1B23C4D => new PcapVariant(IsBigEndian: true, HasNanoseconds: true),
            0x4D3CB2A1 => new PcapVariant(IsBigEndian: false, HasNanoseconds: true),
            0xA1B2CD34 => new PcapVariant(IsBigEndian: true, HasNanoseconds: false, IsModified: true),
            0x34CDB2A1 => new PcapVariant(IsBigEndian: false, HasNanoseconds: false, IsModified: true),
            _ => null,
        };
        variant = found.GetValueOrDefault();
        return found is not null;
    }

    /// <inheritdoc/>
    public override ReadStatus Read(ReadOnlySpan<byte> window, bool isLast, out RecordedFrame frame)
    {
        frame = default;
        if (Fault.Reason != RecordingFaultReason.None) return Consume(0, ReadStatus.Fault);
        int at = 0;
        if (!_started)
        {
            if (window.Length < FileHeaderLength) return Want(0, window.Length, FileHeaderLength, isLast);
            if (!ReadFileHeader(window)) return Stop(0, RecordingFaultReason.UnsupportedVersion, _order.U16(window, 4), 2);
            at = FileHeaderLength;
        }

        ReadOnlySpan<byte> record = window[at..];
        if (record.Length < _recordHeaderLength) return Want(at, record.Length, _recordHeaderLength, isLast);
        (uint captured, uint original) = ReadLengths(record);
        if (captured > _longestFrame) return Stop(at, RecordingFaultReason.FrameTooLong, captured, _longestFrame);
        int recordLength = _recordHeaderLength + (int)captured;
        if (record.Length < recordLength) return Want(at, record.Length, recordLength, isLast);

        frame.RecordAt = Position + at;
        frame.Offset = at + _recordHeaderLength;
        frame.Length = (int)captured;
        Describe(record, original, ++FrameCount, ref frame);
        return Consume(at + recordLength, ReadStatus.Frame);
    }

    /// <inheritdoc/>
    public override bool TryReadAgain(
        ReadOnlySpan<byte> record, int interfaceIndex, int number, out RecordedFrame frame, out int needed)
    {
        frame = default;
        needed = _recordHeaderLength;
        if (record.Length < needed) return false;
        (uint captured, uint original) = ReadLengths(record);
        needed = captured > _longestFrame ? 0 : _recordHeaderLength + (int)captured;
        if (needed == 0 || record.Length < needed) return false;
        frame.Offset = _recordHeaderLength;
        frame.Length = (int)captured;
        Describe(record, original, number, ref frame);
        return true;
    }

    private void Describe(ReadOnlySpan<byte> record, uint original, int number, ref RecordedFrame frame)
    {
        frame.Number = number;
        frame.Time = ReadTime(record);
        frame.OriginalLength = ClampLength(original);
        frame.LinkType = _linkType;
    }

    /// <summary>The file header: magic, version, time zone and accuracy (never used), snapshot length, link type.</summary>
    private bool ReadFileHeader(ReadOnlySpan<byte> header)
    {
        const int MajorAt = 4, MinorAt = 6, SnapLengthAt = 16, LinkTypeAt = 20;
        ushort major = _order.U16(header, MajorAt), minor = _order.U16(header, MinorAt);
        if (major is not (2 or OddMajorVersion)) return false;
        _lengthOrder = major == OddMajorVersion || minor == 3 ? LengthOrder.SmallerIsCaptured
            : minor < 3 ? LengthOrder.Swapped : LengthOrder.AsWritten;
        uint snapLength = _order.U32(header, SnapLengthAt), link = _order.U32(header, LinkTypeAt);
        _longestFrame = Math.Clamp(snapLength, PlausibleFrameLength, MaxBlockLength);
        // The upper half of the link type: 4 bits count the 16-bit words of the frame check sequence, which hold
        // when the F bit is set; the rest is reserved and is passed over.
        const uint FcsLengthIsKnown = 1 << 26;
        _linkType = unchecked((LinkType)(ushort)link);
        int? fcsLength = (link & FcsLengthIsKnown) != 0 ? (int)(link >> 28) * 2 : null;
        InterfaceList.Add(new()
        {
            LinkType = _linkType,
            SnapLength = snapLength,
            FcsLength = fcsLength,
            Resolution = Variant.HasNanoseconds ? TimeResolution.Nanoseconds : TimeResolution.Microseconds,
            IsBigEndian = Variant.IsBigEndian,
        });
        return _started = true;
    }

    private (uint Captured, uint Original) ReadLengths(ReadOnlySpan<byte> record)
    {
        uint first = _order.U32(record, CapturedAt), second = _order.U32(record, OriginalAt);
        bool swap = _lengthOrder switch
        {
            LengthOrder.Swapped => true,
            LengthOrder.SmallerIsCaptured => first > second,
            _ => false,
        };
        return swap ? (second, first) : (first, second);
    }

    /// <summary>Seconds and a fraction, both unsigned; a fraction of more than a second is added as it is. Two
    /// 32-bit numbers cannot pass 64 bits of nanoseconds.</summary>
    private Timestamp ReadTime(ReadOnlySpan<byte> record)
    {
        ulong fraction = (ulong)_order.U32(record, FractionAt) * _nanosecondsPerTick;
        return new((long)(((ulong)_order.U32(record, 0) * (ulong)Duration.PerSecond) + fraction));
    }
}
