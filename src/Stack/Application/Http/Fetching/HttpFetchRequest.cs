using System.Buffers;

namespace NetStack.Application.Http.Fetching;

/// <summary>Something to ask of a web server.</summary>
/// <param name="Target">The path and query: /index.html?x=1. It is sent as it is.</param>
public sealed record HttpFetchRequest(string Target)
{
    /// <summary>The method: GET, HEAD, POST …</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Field lines besides those that follow from the rest.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>A body to send with it.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Where the answer's body goes; null when only its length is wanted.</summary>
    public IBufferWriter<byte>? Sink { get; init; }
}
