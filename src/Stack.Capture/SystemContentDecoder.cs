using System.IO.Compression;
using NetStack.Application;

namespace NetStack.Capture;

/// <summary>Content codings by .NET's own decoders: gzip, deflate and br.</summary>
public sealed class SystemContentDecoder : IContentDecoder
{
    /// <inheritdoc/>
    public byte[]? TryDecode(string coding, ReadOnlySpan<byte> encoded, int maxOctets)
    {
        using MemoryStream input = new(encoded.ToArray(), writable: false);
        using Stream? decoder = Open(coding, encoded, input);
        if (decoder is null) return null;
        using MemoryStream output = new();
        try
        {
            Span<byte> piece = stackalloc byte[4096];
            while (decoder.Read(piece) is > 0 and int count)
            {
                if (output.Length + count > maxOctets) return null;
                output.Write(piece[..count]);
            }
        }
        catch (Exception problem) when (problem is InvalidDataException or InvalidOperationException or IOException)
        {
            if (output.Length == 0) return null; // else: what came out before the damage is worth seeing
        }

        return output.Length == 0 && encoded.Length > 0 ? null : output.ToArray();
    }

    private static Stream? Open(string coding, ReadOnlySpan<byte> encoded, Stream input) => coding switch
    {
        "gzip" => new GZipStream(input, CompressionMode.Decompress),
        "br" => new BrotliStream(input, CompressionMode.Decompress),
        // RFC 9110 §8.4.1.2: deflate means zlib's format, but some send the bare data
        "deflate" when IsZlib(encoded) => new ZLibStream(input, CompressionMode.Decompress),
        "deflate" => new DeflateStream(input, CompressionMode.Decompress),
        _ => null,
    };

    /// <summary>RFC 1950 §2.2: method 8, and the first two octets are a multiple of 31.</summary>
    private static bool IsZlib(ReadOnlySpan<byte> encoded) =>
        encoded.Length >= 2 && (encoded[0] & 0xF) == 8 && ((encoded[0] << 8) | encoded[1]) % 31 == 0;
}
