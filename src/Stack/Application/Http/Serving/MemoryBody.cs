using System.Globalization;
using NetStack.Bytes;

namespace NetStack.Application.Http.Serving;

/// <summary>A body in memory.</summary>
/// <param name="content">What it is.</param>
/// <param name="contentType">Its media type.</param>
/// <param name="lastModified">When it was changed; never when that is not known.</param>
public sealed class MemoryBody(ReadOnlyMemory<byte> content, string contentType, Timestamp lastModified) : IWebBody
{
    private string? _tag;

    /// <inheritdoc/>
    public long Length => content.Length;

    /// <inheritdoc/>
    public string ContentType => contentType;

    /// <inheritdoc/>
    public Timestamp LastModified => lastModified;

    /// <summary>It follows from the octets: equal octets have equal tags.</summary>
    public string ETag => _tag ??= string.Create(CultureInfo.InvariantCulture, $"\"{Length:x}-{Hash(content.Span):x16}\"");

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> octets)
    {
        int count = (int)Math.Min(octets.Length, Length - offset);
        content.Span.Slice((int)offset, count).CopyTo(octets);
        return count;
    }

    /// <summary>FNV-1a, 64 bits: no secret, and no defence, only a name for these octets.</summary>
    private static ulong Hash(ReadOnlySpan<byte> octets)
    {
        ulong hash = 0xCBF2_9CE4_8422_2325;
        foreach (byte octet in octets) hash = unchecked((hash ^ octet) * 0x100_0000_01B3);
        return hash;
    }
}
