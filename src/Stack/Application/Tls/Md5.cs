using System.Buffers.Binary;
using System.Numerics;

namespace NetStack.Application.Tls;

/// <summary>The MD5 digest. Source: RFC 1321.</summary>
/// <remarks>Long broken for anything that an attacker may touch (RFC 6151). It is here because JA3 fingerprints are
/// defined by it, and of our own because not every platform that this runs on has one.</remarks>
internal static class Md5
{
    /// <summary>Octets of a digest.</summary>
    internal const int DigestLength = 16;

    private const int BlockLength = 64;

    /// <summary>RFC 1321 §3.4: the integer part of 2^32 times |sin(i + 1)|.</summary>
    private static ReadOnlySpan<uint> Sines =>
    [
        0xD76AA478, 0xE8C7B756, 0x242070DB, 0xC1BDCEEE, 0xF57C0FAF, 0x4787C62A, 0xA8304613, 0xFD469501,
        0x698098D8, 0x8B44F7AF, 0xFFFF5BB1, 0x895CD7BE, 0x6B901122, 0xFD987193, 0xA679438E, 0x49B40821,
        0xF61E2562, 0xC040B340, 0x265E5A51, 0xE9B6C7AA, 0xD62F105D, 0x02441453, 0xD8A1E681, 0xE7D3FBC8,
        0x21E1CDE6, 0xC33707D6, 0xF4D50D87, 0x455A14ED, 0xA9E3E905, 0xFCEFA3F8, 0x676F02D9, 0x8D2A4C8A,
        0xFFFA3942, 0x8771F681, 0x6D9D6122, 0xFDE5380C, 0xA4BEEA44, 0x4BDECFA9, 0xF6BB4B60, 0xBEBFBC70,
        0x289B7EC6, 0xEAA127FA, 0xD4EF3085, 0x04881D05, 0xD9D4D039, 0xE6DB99E5, 0x1FA27CF8, 0xC4AC5665,
        0xF4292244, 0x432AFF97, 0xAB9423A7, 0xFC93A039, 0x655B59C3, 0x8F0CCC92, 0xFFEFF47D, 0x85845DD1,
        0x6FA87E4F, 0xFE2CE6E0, 0xA3014314, 0x4E0811A1, 0xF7537E82, 0xBD3AF235, 0x2AD7D2BB, 0xEB86D391,
    ];

    private static ReadOnlySpan<byte> Rotations => [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

    /// <summary>Works out a digest.</summary>
    internal static void Hash(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476];
        ulong bits = (ulong)message.Length * 8;
        while (message.Length >= BlockLength)
        {
            AddBlock(state, message);
            message = message[BlockLength..];
        }

        // RFC 1321 §3.1 and §3.2: a one bit, zeros, and the length fill the last block, or two
        Span<byte> last = stackalloc byte[message.Length < BlockLength - 8 ? BlockLength : 2 * BlockLength];
        last.Clear();
        message.CopyTo(last);
        last[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64LittleEndian(last[^8..], bits);
        AddBlock(state, last);
        if (last.Length > BlockLength) AddBlock(state, last[BlockLength..]);
        for (int i = 0; i < state.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(digest[(4 * i)..], state[i]);
    }

    /// <summary>RFC 1321 §3.4: four rounds of sixteen steps.</summary>
    private static void AddBlock(Span<uint> state, ReadOnlySpan<byte> block)
    {
        unchecked
        {
            (uint a, uint b, uint c, uint d) = (state[0], state[1], state[2], state[3]);
            for (int i = 0; i < 64; i++)
            {
                (uint mixed, int word) = (i / 16) switch
                {
                    0 => ((b & c) | (~b & d), i),
                    1 => ((b & d) | (c & ~d), ((5 * i) + 1) % 16),
                    2 => (b ^ c ^ d, ((3 * i) + 5) % 16),
                    _ => (c ^ (b | ~d), 7 * i % 16),
                };
                uint sum = a + mixed + BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * word)..]) + Sines[i];
                (a, d, c, b) = (d, c, b, b + BitOperations.RotateLeft(sum, Rotations[(i / 16 * 4) + (i % 4)]));
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
        }
    }
}
