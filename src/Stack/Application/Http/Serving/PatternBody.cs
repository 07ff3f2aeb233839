using System.Globalization;
using NetStack.Bytes;

namespace NetStack.Application.Http.Serving;

/// <summary>As many octets as are asked for, always the same: a download that can be compared without being
/// kept.</summary>
/// <remarks>They repeat after a prime number of octets, so that a segment out of its place would be seen.</remarks>
/// <param name="pattern">The pattern, from <see cref="CreatePattern"/>.</param>
/// <param name="length">How many octets.</param>
/// <param name="delay">How long the server thinks first.</param>
public sealed class PatternBody(byte[] pattern, long length, Duration delay = default) : IWebBody
{
    private const int Period = 65_521;
    private const ulong Seed = 1;

    /// <inheritdoc/>
    public long Length => length;

    /// <inheritdoc/>
    public string ContentType => "application/octet-stream";

    /// <inheritdoc/>
    public string ETag { get; } = string.Create(CultureInfo.InvariantCulture, $"\"bytes-{length}\"");

    /// <inheritdoc/>
    public Duration Delay => delay;

    /// <summary>The octets that repeat.</summary>
    public static byte[] CreatePattern()
    {
        SeededRandom random = new(Seed);
        byte[] pattern = new byte[Period];
        for (int i = 0; i < pattern.Length; i++) pattern[i] = unchecked((byte)random.NextBits());
        return pattern;
    }

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> octets)
    {
        int count = (int)Math.Min(octets.Length, length - offset), done = 0;
        while (done < count)
        {
            int at = (int)((offset + done) % Period), piece = Math.Min(count - done, Period - at);
            pattern.AsSpan(at, piece).CopyTo(octets[done..]);
            done += piece;
        }

        return count;
    }
}
