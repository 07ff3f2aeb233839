using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Transport.Tcp;

/// <summary>A frame with more data than a segment may hold, which is cut into segments just before the wire (segmentation
/// offload): one walk through the stack for up to 64 KiB.</summary>
/// <remarks>Each segment gets the headers of the whole with what must differ: lengths, checksums, the sequence number, IPv4's
/// identification (RFC 6864 §4.1: counted on from the first). PSH and FIN belong to the last octet, so they go with the last
/// segment (RFC 9293 §3.8.6.2.2, §3.1); CWR answers once, so it goes with the first (RFC 3168 §6.1.2).</remarks>
public ref struct SuperSegment
{
    private const int LengthAtV4 = 2, IdentificationAtV4 = 4, ChecksumAtV4 = 10, LengthAtV6 = 4, SequenceAt = 4, FlagsAt = 13;

    private readonly ReadOnlySpan<byte> _frame;
    private readonly TransportPlace _place;
    private readonly int _dataAt, _segmentSize;
    private int _next;

    private SuperSegment(ReadOnlySpan<byte> frame, TransportPlace place, int dataAt, int segmentSize)
    {
        _frame = frame;
        (_place, _dataAt, _segmentSize, _next) = (place, dataAt, segmentSize, dataAt);
    }

    /// <summary>Octets of the longest segment's frame.</summary>
    public readonly int LongestFrame => _dataAt + Math.Min(_segmentSize, _place.End - _dataAt);

    /// <summary>Prepares a frame to be cut.</summary>
    /// <param name="frame">The octets, from the Ethernet header on. Their checksums do not matter.</param>
    /// <param name="segmentSize">Octets of data in each segment but the last, 1 at least.</param>
    /// <param name="super">What gives the segments.</param>
    /// <returns>False when the frame holds no TCP segment.</returns>
    public static bool TryParse(ReadOnlySpan<byte> frame, int segmentSize, out SuperSegment super)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentSize, 1);
        super = default;
        if (!TransportPlace.TryFind(frame, out TransportPlace place) || place.Protocol != IpProtocol.Tcp) return false;
        if (!TcpHeader.TryParse(frame[place.TransportAt..place.End], out TcpHeader header, out _)) return false;
        super = new(frame, place, place.TransportAt + header.HeaderLength, segmentSize);
        return true;
    }

    /// <summary>Writes the next segment as a complete frame.</summary>
    /// <param name="buffer">At least <see cref="LongestFrame"/> octets.</param>
    /// <returns>Its length; 0 when there are no more.</returns>
    public int Take(Span<byte> buffer)
    {
        bool isFirst = _next == _dataAt;
        if (_next >= _place.End && !isFirst) return 0;
        int length = Math.Min(_segmentSize, _place.End - _next), end = _dataAt + length;
        _frame[.._dataAt].CopyTo(buffer);
        _frame.Slice(_next, length).CopyTo(buffer[_dataAt..]);
        WriteNetwork(buffer[..end]);
        WriteTransport(buffer[..end], isFirst, isLast: _next + length == _place.End);
        _next += Math.Max(length, 1); // a segment without data is one segment
        return end;
    }

    private readonly void WriteNetwork(Span<byte> segment)
    {
        Span<byte> header = segment[_place.NetworkAt.._place.TransportAt];
        if (_place.Family == IpFamily.V6)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header[LengthAtV6..], (ushort)(segment.Length - _place.NetworkAt - 40));
            return;
        }

        int index = (_next - _dataAt) / _segmentSize;
        ushort first = BinaryPrimitives.ReadUInt16BigEndian(header[IdentificationAtV4..]);
        BinaryPrimitives.WriteUInt16BigEndian(header[IdentificationAtV4..], unchecked((ushort)(first + index)));
        BinaryPrimitives.WriteUInt16BigEndian(header[LengthAtV4..], (ushort)(segment.Length - _place.NetworkAt));
        header[ChecksumAtV4] = header[ChecksumAtV4 + 1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(header[ChecksumAtV4..], InternetChecksum.Compute(header));
    }

    private readonly void WriteTransport(Span<byte> segment, bool isFirst, bool isLast)
    {
        Span<byte> octets = segment[_place.TransportAt..];
        uint sequence = BinaryPrimitives.ReadUInt32BigEndian(octets[SequenceAt..]);
        BinaryPrimitives.WriteUInt32BigEndian(octets[SequenceAt..], unchecked(sequence + (uint)(_next - _dataAt)));
        if (!isLast) octets[FlagsAt] &= unchecked((byte)~(TcpFlags.Fin | TcpFlags.Psh));
        if (!isFirst) octets[FlagsAt] &= unchecked((byte)~TcpFlags.Cwr);
        Span<byte> checksum = octets[_place.ChecksumOffset..];
        BinaryPrimitives.WriteUInt16BigEndian(checksum, _place.PseudoHeader(segment, octets.Length));
        BinaryPrimitives.WriteUInt16BigEndian(checksum, InternetChecksum.Compute(octets));
    }
}
