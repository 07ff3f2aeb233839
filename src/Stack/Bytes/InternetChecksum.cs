using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetStack.Bytes;

/// <summary>The one's-complement checksum of IPv4, ICMP, UDP and TCP. Source: RFC 1071.</summary>
public static class InternetChecksum
{
    /// <summary>Adds octets to a one's-complement sum. Source: RFC 1071 §1.</summary>
    /// <param name="octets">Any length; an odd last octet counts as if followed by zero.</param>
    /// <param name="sum">0 to begin, or the result for the octets before, if they were even in number.</param>
    /// <returns>The sum, 0 to 0xFFFF, not inverted. Never throws, never allocates.</returns>
    /// <remarks>RFC 1071 §2: the sum does not depend on byte order, so it is taken in the machine's own order and swapped once
    /// at the end; and carries can wait, so it is taken 32 bits at a time into 64, eight at once where the machine can.</remarks>
    public static ushort Add(ReadOnlySpan<byte> octets, ushort sum = 0)
    {
        ulong total = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(sum) : sum;
        if (octets.Length >= Vector256<byte>.Count * 2)
        {
            ReadOnlySpan<Vector256<ulong>> blocks = MemoryMarshal.Cast<byte, Vector256<ulong>>(octets);
            total += AddBlocks(blocks);
            octets = octets[(blocks.Length * Vector256<byte>.Count)..];
        }

        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(octets);
        foreach (uint word in words)
            total += word; // 2^32 words of 32 bits fit in 64 bits: no span is that long
        ReadOnlySpan<byte> rest = octets[(words.Length * 4)..];
        if (rest.Length >= 2)
        {
            total += MemoryMarshal.Read<ushort>(rest);
            rest = rest[2..];
        }

        if (rest.Length == 1)
            total += BitConverter.IsLittleEndian ? rest[0] : (uint)rest[0] << 8;
        total = (total & 0xFFFF_FFFF) + (total >> 32);
        total = (total & 0xFFFF_FFFF) + (total >> 32);
        total = (total & 0xFFFF) + (total >> 16);
        total = (total & 0xFFFF) + (total >> 16);
        ushort folded = (ushort)((total & 0xFFFF) + (total >> 16));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(folded) : folded;
    }

    /// <summary>The 32-bit words of whole blocks, added up in 64 bits: the lower words of four pairs at once, and the upper.</summary>
    private static ulong AddBlocks(ReadOnlySpan<Vector256<ulong>> blocks)
    {
        Vector256<ulong> lower = Vector256<ulong>.Zero, upper = Vector256<ulong>.Zero, mask = Vector256.Create(0xFFFF_FFFFUL);
        foreach (Vector256<ulong> block in blocks)
        {
            lower += block & mask;
            upper += block >>> 32;
        }

        return Vector256.Sum(lower) + Vector256.Sum(upper);
    }

    /// <summary>Adds two one's-complement sums.</summary>
    public static ushort Combine(ushort a, ushort b)
    {
        uint sum = (uint)a + b;
        return (ushort)((sum & 0xFFFF) + (sum >> 16));
    }

    /// <summary>The checksum to send: the inverted sum of octets whose checksum field is zero.</summary>
    public static ushort Compute(ReadOnlySpan<byte> octets, ushort sum = 0) => (ushort)(Add(octets, sum) ^ 0xFFFF);

    /// <summary>The checksum that should stand where another was found.</summary>
    /// <param name="sum">The sum over all octets, with the checksum that was found.</param>
    /// <param name="found">The checksum that was found.</param>
    public static ushort Expected(ushort sum, ushort found) => sum == 0xFFFF ? found : unchecked((ushort)~Combine(sum, (ushort)~found));

    /// <summary>The sum of the pseudo-header that UDP, TCP and ICMPv6 include. Source: RFC 9293 §3.1, RFC 8200 §8.1.</summary>
    /// <param name="source">The sender's address.</param>
    /// <param name="destination">The final destination's address, of the same family.</param>
    /// <param name="protocol">The protocol number, 0 to 255.</param>
    /// <param name="length">Octets of transport header and data, 0 to 2^31-1.</param>
    public static ushort PseudoHeader(in IpAddress source, in IpAddress destination, byte protocol, int length)
    {
        ulong total = source.ChecksumPart() + destination.ChecksumPart() + protocol
            + ((uint)length >> 16) + ((uint)length & 0xFFFF);
        total = (total & 0xFFFF) + (total >> 16);
        total = (total & 0xFFFF) + (total >> 16);
        return (ushort)((total & 0xFFFF) + (total >> 16));
    }
}
