using System.Buffers.Binary;
using System.Numerics;

namespace NetStack.Bytes;

/// <summary>SipHash-2-4: a keyed hash that nobody without the key can predict. ISNs, SYN cookies, Fast Open cookies and
/// hash tables use it. Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012.</summary>
/// <param name="key0">The first eight octets of the key, little-endian.</param>
/// <param name="key1">The last eight octets of the key, little-endian.</param>
public readonly struct SipHash(ulong key0, ulong key1)
{
    /// <summary>The 64-bit hash of octets.</summary>
    public ulong Compute(ReadOnlySpan<byte> octets)
    {
        ulong v0 = key0 ^ 0x736f_6d65_7073_6575, v1 = key1 ^ 0x646f_7261_6e64_6f6d;
        ulong v2 = key0 ^ 0x6c79_6765_6e65_7261, v3 = key1 ^ 0x7465_6462_7974_6573;
        ulong last = (ulong)(octets.Length & 0xFF) << 56;
        for (; octets.Length >= 8; octets = octets[8..])
            Absorb(BinaryPrimitives.ReadUInt64LittleEndian(octets), ref v0, ref v1, ref v2, ref v3);
        for (int i = 0; i < octets.Length; i++)
            last |= (ulong)octets[i] << (8 * i);
        Absorb(last, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xFF;
        for (int i = 0; i < 4; i++)
            Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Absorb(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        unchecked
        {
            v0 += v1;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v3;
            v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
            v2 = BitOperations.RotateLeft(v2, 32);
        }
    }
}
