using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Http;

/// <summary>Takes a body out of its transfer coding and its content coding. Source: RFC 9112 §7, RFC 9110 §8.4.</summary>
internal static class HttpBody
{
    /// <summary>The most octets that a body may have when its content coding is undone.</summary>
    internal const int MaxDecodedOctets = 4 * 1024 * 1024;

    /// <summary>Writes the chunks and joins their data.</summary>
    /// <returns>False when the last chunk is not in the capture.</returns>
    internal static bool TryDechunk(DissectedFrame frame, scoped in Octets message, int bodyAt, ref Octets body)
    {
        HttpChunks chunks = new(message.Span, bodyAt);
        Utf8Writer joined = new(message.Length - bodyAt);
        HttpChunkStep step;
        while ((step = chunks.MoveNext()) is HttpChunkStep.Chunk)
        {
            frame.Add(HttpFields.ChunkSize, message, chunks.Start, chunks.SizeLineLength, (ulong)chunks.Size);
            frame.AddInPlace(HttpFields.ChunkData, message, chunks.DataAt, chunks.Size);
            frame.AddInPlace(HttpFields.ChunkBoundary, message, chunks.DataAt + chunks.Size, chunks.BoundaryLength);
            if (!chunks.HasBoundary) frame.Report(Severity.Warning, HttpDissector.BadChunkBoundary, message, chunks.DataAt + chunks.Size);
            joined.Write(message.Span.Slice(chunks.DataAt, chunks.Size));
        }

        if (step is HttpChunkStep.Last) AddLast(frame, message, chunks);
        else if (step is HttpChunkStep.Malformed) frame.Report(Severity.Error, HttpDissector.BadChunk, message, chunks.Start);
        else return false;
        body = joined.Length == 0 ? default : frame.AddSource("http.body", joined.Written);
        return true;
    }

    /// <summary>Undoes the content coding.</summary>
    /// <param name="frame">Where findings go.</param>
    /// <param name="body">The body as it was sent.</param>
    /// <param name="coding">What Content-Encoding names; empty for none.</param>
    /// <param name="decoder">Who can; null for nobody.</param>
    /// <param name="content">The content: of a source of its own when it was coded, else the body.</param>
    /// <returns>False when it stays encoded.</returns>
    internal static bool TryDecode(
        DissectedFrame frame, scoped in Octets body, ReadOnlySpan<byte> coding, IContentDecoder? decoder, ref Octets content)
    {
        string name = System.Text.Encoding.ASCII.GetString(coding.Trim(" \t"u8)).ToLowerInvariant();
        if (name is "" or "identity") return true;
        byte[]? decoded = decoder?.TryDecode(name.StartsWith("x-", StringComparison.Ordinal) ? name[2..] : name, body.Span, MaxDecodedOctets);
        if (decoded is null)
        {
            frame.Report(Severity.Note, HttpDissector.NotDecoded, body, 0);
            return false;
        }

        content = frame.AddSource("http.content", decoded);
        return true;
    }

    private static void AddLast(DissectedFrame frame, scoped in Octets message, HttpChunks chunks)
    {
        frame.Add(HttpFields.ChunkSize, message, chunks.Start, chunks.SizeLineLength, 0);
        HttpLines lines = new(message.Span[chunks.DataAt..]);
        while (lines.MoveNext() && !lines.IsBlank)
            frame.AddAscii(HttpFields.TrailerPart, message, chunks.DataAt + lines.Start, lines.Next - lines.Start);
    }
}
