using System.IO.Compression;

namespace NetStack.Capture;

/// <summary>Decompresses gzip, and gives every octet that comes before damage.</summary>
/// <remarks>.NET's inflater throws away what it decompressed in the call that meets the damage. So after damage
/// the data is decompressed once more up to the last good call, and from there octet by octet. In a pipe, which
/// cannot be read again, the last few frames before the damage are lost.</remarks>
internal sealed class GzipSource : IDisposable
{
    private const int CompressedBufferLength = 64 * 1024, ShortestGzipLength = 18; // header 10, trailer 8

    private readonly Stream _raw;
    private PrefixedStream _compressed;
    private GZipStream _octets;
    private long _given;
    private bool _isNearDamage;

    /// <summary>Begins to decompress.</summary>
    /// <param name="raw">The compressed octets, of which the first two are taken.</param>
    /// <param name="magic">The first two octets.</param>
    public GzipSource(Stream raw, byte[] magic)
    {
        _raw = raw;
        (_compressed, _octets) = Begin(magic);
    }

    /// <summary>Compressed octets that were read.</summary>
    public long OctetsRead => _compressed.OctetsRead;

    /// <summary>Reads once, as much as is there; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">The data is damaged or cut short.</exception>
    public int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = _isNearDamage ? ReadSingly(buffer) : _octets.Read(buffer);
        }
        catch (InvalidDataException) when (_raw.CanSeek && !_isNearDamage)
        {
            GoBack();
            count = ReadSingly(buffer);
        }

        // .NET takes a file that ends within gzip's header for an empty one.
        if (count == 0 && OctetsRead < ShortestGzipLength) throw new InvalidDataException("The gzip header is cut short.");
        _given += count;
        return count;
    }

    public void Dispose() => _octets.Dispose();

    private (PrefixedStream, GZipStream) Begin(byte[] magic)
    {
        PrefixedStream compressed = new(magic, _raw);
        return (compressed, new(new BufferedStream(compressed, CompressedBufferLength), CompressionMode.Decompress));
    }

    private void GoBack()
    {
        _isNearDamage = true;
        _raw.Position = 0;
        (_compressed, _octets) = Begin([]);
        byte[] passed = new byte[CompressedBufferLength];
        for (long left = _given; left > 0;)
            left -= _octets.ReadAtLeast(passed.AsSpan(0, (int)Math.Min(left, passed.Length)), 1);
    }

    private int ReadSingly(Span<byte> buffer)
    {
        int count = 0;
        try
        {
            while (count < buffer.Length && _octets.Read(buffer.Slice(count, 1)) == 1) count++;
        }
        catch (InvalidDataException) when (count > 0)
        {
            // What was read counts; the next call meets the damage again.
        }

        return count;
    }
}
