using NetStack.Bytes;

namespace NetStack.Application.Http.Fetching;

/// <summary>What became of a request.</summary>
/// <param name="request">The request.</param>
public sealed class HttpFetchResult(HttpFetchRequest request)
{
    private readonly List<(string Name, string Value)> _fields = [];

    /// <summary>The request.</summary>
    public HttpFetchRequest Request => request;

    /// <summary>Why there is no whole answer, or none.</summary>
    public HttpFetchError Error { get; internal set; } = HttpFetchError.Pending;

    /// <summary>The status code; 0 while there is none. A redirection (3xx) is told, not followed: see Location in
    /// the fields.</summary>
    public int Status { get; internal set; }

    /// <summary>The answer's field lines, in their order.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields => _fields;

    /// <summary>Octets of the body, out of their chunks.</summary>
    public long Octets { get; internal set; }

    /// <summary>When the connection was asked for.</summary>
    public Timestamp StartedAt { get; internal set; } = Timestamp.Never;

    /// <summary>When it was open.</summary>
    public Timestamp ConnectedAt { get; internal set; } = Timestamp.Never;

    /// <summary>When the request began to be sent.</summary>
    public Timestamp AskedAt { get; internal set; } = Timestamp.Never;

    /// <summary>When the answer's first octet came.</summary>
    public Timestamp FirstOctetAt { get; internal set; } = Timestamp.Never;

    /// <summary>When its last came.</summary>
    public Timestamp LastOctetAt { get; internal set; } = Timestamp.Never;

    /// <summary>The value of a field; null when the answer has none of that name.</summary>
    public string? Field(string name)
    {
        foreach ((string each, string value) in _fields)
            if (string.Equals(each, name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }

    internal void Add(string name, string value) => _fields.Add((name, value));
}
