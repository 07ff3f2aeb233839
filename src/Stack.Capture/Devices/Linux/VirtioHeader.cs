using System.Runtime.InteropServices;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport;

namespace NetStack.Capture.Devices.Linux;

/// <summary>What stands before each frame of a TAP device with IFF_VNET_HDR: the work that is still to be done on the frame.
/// Source: Virtual I/O Device (VIRTIO) 1.2 §5.1.6, struct virtio_net_hdr; numbers in the machine's own byte order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VirtioHeader
{
    public const int Length = 10;

    private const byte NeedsChecksum = 1, DataValid = 2;
    private const byte TcpV4 = 1, TcpV6 = 4, WithEcn = 0x80;
    private const int TcpOffsetAt = 12, TcpFlagsAt = 13;
    private const byte CwrFlag = 0x80;

    private byte _flags, _segmentation;
    private ushort _headerLength, _segmentSize, _checksumStart, _checksumOffset;

    /// <summary>What the kernel says of a frame that it hands over.</summary>
    public readonly ChecksumState Checksum =>
        (_flags & NeedsChecksum) != 0 ? ChecksumState.Partial : (_flags & DataValid) != 0 ? ChecksumState.Verified : ChecksumState.Unverified;

    /// <summary>Octets of data in each segment, 0 for an ordinary frame.</summary>
    public readonly int SegmentSize => (_segmentation & ~WithEcn) is TcpV4 or TcpV6 ? _segmentSize : 0;

    /// <summary>Says of a frame what the kernel needs to know.</summary>
    /// <returns>False when a frame has work to be done and does not hold TCP or UDP, or is a super-segment whose checksum is
    /// not partial, which the kernel would not cut.</returns>
    public static bool TryDescribe(in Frame frame, out VirtioHeader header)
    {
        header = default;
        if (frame.Checksum == ChecksumState.Verified) header._flags = DataValid;
        if (frame.Checksum != ChecksumState.Partial) return frame.SegmentSize == 0;
        if (!TransportPlace.TryFind(frame.Octets, out TransportPlace place)) return false;
        header._flags = NeedsChecksum;
        header._checksumStart = (ushort)place.TransportAt;
        header._checksumOffset = (ushort)place.ChecksumOffset;
        return frame.SegmentSize == 0 || header.TryCut(frame, place);
    }

    private bool TryCut(in Frame frame, in TransportPlace place)
    {
        if (place.Protocol != IpProtocol.Tcp) return false;
        ReadOnlySpan<byte> tcp = frame.Octets[place.TransportAt..];
        _segmentation = place.Family == IpFamily.V4 ? TcpV4 : TcpV6;
        if ((tcp[TcpFlagsAt] & CwrFlag) != 0) _segmentation |= WithEcn; // RFC 3168 §6.1.2: CWR goes with the first segment only
        _segmentSize = (ushort)frame.SegmentSize;
        _headerLength = (ushort)(place.TransportAt + ((tcp[TcpOffsetAt] >> 4) * 4));
        return true;
    }
}
