using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Transport;

/// <summary>Transport checksums that are not complete yet: the sum of the pseudo-header stands in the field, not inverted, and
/// whoever puts the frame on a wire adds the rest.</summary>
/// <remarks>Kernels leave checksums to the hardware; where there is none (veth, TAP, loopback) such frames are seen.</remarks>
public static class PartialChecksum
{
    /// <summary>True when a frame's checksum is most likely partial: the field holds just the pseudo-header's sum.</summary>
    /// <remarks>A complete checksum looks like that for one frame in 65,535 by chance.</remarks>
    public static bool IsPartial(ReadOnlySpan<byte> frame, in TransportPlace place) =>
        BinaryPrimitives.ReadUInt16BigEndian(frame[(place.TransportAt + place.ChecksumOffset)..]) == place.PseudoHeader(frame);

    /// <summary>Completes a partial checksum.</summary>
    public static void Complete(Span<byte> frame, in TransportPlace place)
    {
        ushort checksum = InternetChecksum.Compute(frame[place.TransportAt..place.End]);
        if (checksum == 0 && place.Protocol == IpProtocol.Udp) checksum = 0xFFFF; // RFC 768: 0 says that there is none
        BinaryPrimitives.WriteUInt16BigEndian(frame[(place.TransportAt + place.ChecksumOffset)..], checksum);
    }
}
