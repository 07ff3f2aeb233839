using NetStack.Bytes;

namespace NetStack.Application.Http.Serving;

/// <summary>Something that a web server sends: octets that can be read from any place.</summary>
public interface IWebBody
{
    /// <summary>How many octets.</summary>
    long Length { get; }

    /// <summary>Its media type: text/html; charset=utf-8.</summary>
    string ContentType { get; }

    /// <summary>A strong validator with its quotation marks, or null. Source: RFC 9110 §8.8.3.</summary>
    string? ETag => null;

    /// <summary>When it was last changed; never when that is not known. Source: RFC 9110 §8.8.2.</summary>
    Timestamp LastModified => Timestamp.Never;

    /// <summary>How long the server thinks before it answers.</summary>
    Duration Delay => default;

    /// <summary>Reads.</summary>
    /// <param name="offset">From where, less than the length.</param>
    /// <param name="octets">Where to.</param>
    /// <returns>Octets read, at least one; 0 when it cannot be read any more, which breaks the connection
    /// off.</returns>
    int Read(long offset, Span<byte> octets);

    /// <summary>It is not needed any more.</summary>
    void Close()
    {
    }
}
