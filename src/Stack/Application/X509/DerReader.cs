namespace NetStack.Application.X509;

/// <summary>Walks through DER: values of a tag, a length and contents. Source: ITU-T X.690 §8.1 and §10.1.</summary>
/// <param name="octets">Values, one after the other.</param>
internal ref struct DerReader(ReadOnlySpan<byte> octets)
{
    private readonly ReadOnlySpan<byte> _octets = octets;
    private int _next;

    /// <summary>The current value's tag.</summary>
    internal byte Tag { get; private set; }

    /// <summary>Where its contents start.</summary>
    internal int Start { get; private set; }

    /// <summary>Octets of its contents.</summary>
    internal int Length { get; private set; }

    /// <summary>Its contents.</summary>
    internal readonly ReadOnlySpan<byte> Contents => _octets.Slice(Start, Length);

    /// <summary>Goes to the next value; false at the end, or where no whole value stands.</summary>
    internal bool MoveNext()
    {
        if (_octets.Length - _next < 2) return false;
        Tag = _octets[_next];
        int length = _octets[_next + 1], at = _next + 2;
        if (length >= 0x80)
        {
            int width = length & 0x7F; // the length is written in so many octets; 0 is indefinite, which DER forbids
            if (width is 0 or > 3 || _octets.Length - at < width) return false;
            length = 0;
            for (int i = 0; i < width; i++) length = length << 8 | _octets[at + i];
            at += width;
        }

        if (length > _octets.Length - at) return false;
        (Start, Length, _next) = (at, length, at + length);
        return true;
    }

    /// <summary>Goes to the next value and says whether it has a tag.</summary>
    internal bool MoveTo(byte tag) => MoveNext() && Tag == tag;
}
