namespace NetStack.Application;

/// <summary>Undoes content codings such as gzip, which the core does not know: the composition root fills this in.
/// Source: RFC 9110 §8.4.</summary>
public interface IContentDecoder
{
    /// <summary>Decodes a body.</summary>
    /// <param name="coding">The coding's name, in lower case: gzip, deflate, br.</param>
    /// <param name="encoded">The body as it was sent. Hostile: decoding must neither throw nor go past the bound.</param>
    /// <param name="maxOctets">The most octets that may come out; more is a failure.</param>
    /// <returns>What came out; null when the coding is not known, the octets are damaged or too many came out.</returns>
    byte[]? TryDecode(string coding, ReadOnlySpan<byte> encoded, int maxOctets);
}
