using System.Buffers.Text;

namespace NetStack.Application.Http;

/// <summary>What stands at a place in a chunked body.</summary>
public enum HttpChunkStep : byte
{
    /// <summary>A whole chunk with data.</summary>
    Chunk,

    /// <summary>The chunk of size 0, with the trailer section behind it: the body's end.</summary>
    Last,

    /// <summary>The octets end before the chunk does.</summary>
    NeedMore,

    /// <summary>No chunk: its size is no number, or larger than any message here may be.</summary>
    Malformed,
}

/// <summary>Walks through the chunks of a body. Source: RFC 9112 §7.1.</summary>
/// <param name="octets">Octets that hold the body.</param>
/// <param name="at">Where a chunk begins.</param>
public ref struct HttpChunks(ReadOnlySpan<byte> octets, int at)
{
    /// <summary>The most octets that the line with a chunk's size and extensions may have.</summary>
    public const int MaxSizeLine = 4096;

    private readonly ReadOnlySpan<byte> _octets = octets;

    /// <summary>Where the current chunk starts: its size line.</summary>
    public int Start { get; private set; }

    /// <summary>Octets of the size line, with its end.</summary>
    public int SizeLineLength { get; private set; }

    /// <summary>The size that the line gives.</summary>
    public int Size { get; private set; }

    /// <summary>Where the chunk's data start.</summary>
    public readonly int DataAt => Start + SizeLineLength;

    /// <summary>Octets of the CR LF behind the data that the message really has.</summary>
    public int BoundaryLength { get; private set; }

    /// <summary>Where the next chunk begins; after the last one, where the message ends.</summary>
    public int Next { get; private set; } = at;

    /// <summary>Reads the chunk at <see cref="Next"/>, and goes behind it when it is whole.</summary>
    public HttpChunkStep MoveNext()
    {
        Start = Next;
        ReadOnlySpan<byte> rest = _octets[Start..];
        int lineEnd = rest[..Math.Min(rest.Length, MaxSizeLine)].IndexOf((byte)'\n');
        if (lineEnd < 0) return rest.Length >= MaxSizeLine ? HttpChunkStep.Malformed : HttpChunkStep.NeedMore;
        SizeLineLength = lineEnd + 1;
        if (!TryParseSize(rest[..lineEnd], out int size)) return HttpChunkStep.Malformed;
        Size = size;
        if (size == 0) return ReadTrailer();
        if ((long)DataAt + size + 2 > _octets.Length) return HttpChunkStep.NeedMore;
        BoundaryLength = 2;
        Next = DataAt + size + BoundaryLength;
        return HttpChunkStep.Chunk;
    }

    /// <summary>True when CR LF stands behind the chunk's data, as it must.</summary>
    public readonly bool HasBoundary => _octets.Slice(DataAt + Size, BoundaryLength).SequenceEqual("\r\n"u8);

    /// <summary>RFC 9112 §7.1.2: field lines may follow the last chunk; an empty line ends them.</summary>
    private HttpChunkStep ReadTrailer()
    {
        HttpLines lines = new(_octets[DataAt..]);
        while (lines.MoveNext())
        {
            if (lines.Next > HttpHead.MaxLength) break;
            if (!lines.IsBlank) continue;
            Next = DataAt + lines.Next;
            return HttpChunkStep.Last;
        }

        return _octets.Length - DataAt > HttpHead.MaxLength ? HttpChunkStep.Malformed : HttpChunkStep.NeedMore;
    }

    /// <summary>Hexadecimal digits, then perhaps extensions (RFC 9112 §7.1.1), which nothing here depends on. A number
    /// that does not fit is an attack as old as chunks: it is refused, never cut down.</summary>
    private static bool TryParseSize(ReadOnlySpan<byte> line, out int size)
    {
        int semicolon = line.IndexOf((byte)';');
        ReadOnlySpan<byte> digits = (semicolon < 0 ? line : line[..semicolon]).Trim(" \t\r"u8).TrimStart((byte)'0');
        size = 0;
        if (digits.IsEmpty) return line.Length > 0 && line.TrimStart(" \t"u8).StartsWith("0"u8);
        return digits.Length <= 8 && char.IsAsciiHexDigit((char)digits[0])
            && Utf8Parser.TryParse(digits, out size, out int used, 'x') && used == digits.Length && size > 0;
    }
}
