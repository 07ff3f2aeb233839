using System.Diagnostics.CodeAnalysis;
using NetStack.Bytes;

namespace NetStack.Application.Http.Serving;

/// <summary>A web site in memory: paths and what they name.</summary>
public sealed class MemoryContent : IWebContent
{
    private readonly Dictionary<string, IWebBody> _bodies = new(StringComparer.Ordinal);

    /// <summary>Adds octets under a path, or puts them in the place of others.</summary>
    /// <param name="path">With a slash at its beginning; a folder is answered with its index.html.</param>
    /// <param name="octets">What it names.</param>
    /// <param name="contentType">Its media type; null for that of the path's end.</param>
    /// <param name="lastModified">When it was changed; null when that is not known.</param>
    /// <exception cref="ArgumentException">The path begins with no slash.</exception>
    public void Add(string path, ReadOnlyMemory<byte> octets, string? contentType = null, Timestamp? lastModified = null) =>
        Add(path, new MemoryBody(octets, contentType ?? WebTypes.Of(path), lastModified ?? Timestamp.Never));

    /// <summary>Adds a body under a path, or puts it in the place of another.</summary>
    /// <exception cref="ArgumentException">The path begins with no slash.</exception>
    public void Add(string path, IWebBody body)
    {
        if (!path.StartsWith('/')) throw new ArgumentException("A path begins with a slash.", nameof(path));
        _bodies[path] = body;
    }

    /// <inheritdoc/>
    public bool TryOpen(in WebRequest request, [NotNullWhen(true)] out IWebBody? body) =>
        _bodies.TryGetValue(request.Path.EndsWith('/') ? request.Path + "index.html" : request.Path, out body)
        || _bodies.TryGetValue(request.Path, out body);
}
