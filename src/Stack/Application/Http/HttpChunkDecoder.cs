namespace NetStack.Application.Http;

/// <summary>Takes a body out of its chunks while it arrives: it remembers where it is, and never what it has seen.
/// Source: RFC 9112 §7.1.</summary>
/// <remarks>Stricter than <see cref="HttpChunks"/>, which shows what somebody else has made of it: where two readers could
/// disagree about a chunk's end, a request could be smuggled in (RFC 9112 §11.2).</remarks>
public struct HttpChunkDecoder
{
    private const int MaxDigits = 15, MaxSizeLine = 4096, MaxTrailer = 16_384;
    private Place _place;
    private int _digits, _skipped;
    private long _left;

    private enum Place : byte
    {
        Size,
        Extension,
        SizeEnd,
        Data,
        DataCarriageReturn,
        DataLineFeed,
        TrailerLine,
        TrailerLineEnd,
        TrailerText,
        Done,
        Malformed,
    }

    /// <summary>The last chunk and the trailer section have been read.</summary>
    public readonly bool IsDone => _place == Place.Done;

    /// <summary>This is no chunked body, or one beyond all bounds.</summary>
    public readonly bool IsMalformed => _place == Place.Malformed;

    /// <summary>Reads on, as far as the next piece of data.</summary>
    /// <param name="input">What has arrived.</param>
    /// <param name="data">The piece of the body in it; empty for none.</param>
    /// <returns>Octets of the input that have been read. Call again with the rest, until all are, or until it is done.</returns>
    public int Read(ReadOnlySpan<byte> input, out ReadOnlySpan<byte> data)
    {
        data = default;
        int at = 0;
        for (; at < input.Length && _place < Place.Done; at++)
        {
            if (_place == Place.Data)
            {
                data = input.Slice(at, (int)Math.Min(_left, input.Length - at));
                _left -= data.Length;
                if (_left == 0) _place = Place.DataCarriageReturn;
                return at + data.Length;
            }

            _place = Next(input[at]);
        }

        return at;
    }

    private Place Next(byte octet) => _place switch
    {
        Place.Size => NextInSize(octet),
        Place.Extension => octet == '\r' ? Place.SizeEnd
            : octet == '\n' || ++_skipped > MaxSizeLine ? Place.Malformed : Place.Extension,
        Place.SizeEnd => octet != '\n' ? Place.Malformed : BeginData(),
        Place.DataCarriageReturn => octet == '\r' ? Place.DataLineFeed : Place.Malformed,
        Place.DataLineFeed => octet == '\n' ? BeginSize() : Place.Malformed,
        Place.TrailerLine => octet == '\r' ? Place.TrailerLineEnd : NextInTrailer(octet),
        Place.TrailerLineEnd => octet == '\n' ? Place.Done : Place.Malformed,
        _ => NextInTrailer(octet),
    };

    private Place NextInSize(byte octet)
    {
        if (char.IsAsciiHexDigit((char)octet) && _digits < MaxDigits)
        {
            _left = (_left << 4) | (octet <= '9' ? (long)octet - '0' : (octet | 0x20L) - 'a' + 10);
            _digits++;
            return Place.Size;
        }

        if (_digits == 0) return Place.Malformed;
        return octet switch
        {
            (byte)'\r' => Place.SizeEnd,
            (byte)';' or (byte)' ' or (byte)'\t' => Place.Extension, // RFC 9112 §7.1.1: what is not known is skipped
            _ => Place.Malformed,
        };
    }

    private Place BeginSize()
    {
        (_digits, _skipped, _left) = (0, 0, 0);
        return Place.Size;
    }

    private Place BeginData()
    {
        _skipped = 0;
        return _left > 0 ? Place.Data : Place.TrailerLine;
    }

    /// <summary>RFC 9112 §7.1.2: field lines that nothing here needs.</summary>
    private Place NextInTrailer(byte octet) =>
        ++_skipped > MaxTrailer ? Place.Malformed : octet == '\n' ? Place.TrailerLine : Place.TrailerText;
}
