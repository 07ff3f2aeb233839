using NetStack.Bytes;

namespace NetStack.Application.Http.Serving;

/// <summary>The head of a request, as far as this server needs it; <see cref="HttpRequestReader"/> makes it.</summary>
public sealed class HttpRequestHead
{
    /// <summary>The method.</summary>
    public string Method { get; internal set; } = "";

    /// <summary>What is asked for, as it was sent.</summary>
    public string Target { get; internal set; } = "";

    /// <summary>The path, decoded and safe.</summary>
    public string Path { get; internal set; } = "";

    /// <summary>What stands behind the question mark, as it was sent.</summary>
    public string Query { get; internal set; } = "";

    /// <summary>The minor version: 0 or 1 (what is higher counts as 1, RFC 9112 §2.3).</summary>
    public int MinorVersion { get; internal set; }

    /// <summary>The connection stays open after the answer. Source: RFC 9112 §9.3.</summary>
    public bool IsPersistent { get; internal set; }

    /// <summary>Octets of the body; -1 when Content-Length does not say.</summary>
    public long ContentLength { get; internal set; } = -1;

    /// <summary>The body comes in chunks.</summary>
    public bool IsChunked { get; internal set; }

    /// <summary>The client waits for "100 Continue" before it sends the body. Source: RFC 9110 §10.1.1.</summary>
    public bool ExpectsContinue { get; internal set; }

    /// <summary>If-None-Match; null for none.</summary>
    public string? IfNoneMatch { get; internal set; }

    /// <summary>If-Modified-Since; null for none.</summary>
    public Timestamp? IfModifiedSince { get; internal set; }

    /// <summary>Range; null for none.</summary>
    public string? Range { get; internal set; }

    /// <summary>If-Range; null for none.</summary>
    public string? IfRange { get; internal set; }

    /// <summary>True when a body follows.</summary>
    public bool HasBody => IsChunked || ContentLength > 0;

    /// <summary>True for HEAD.</summary>
    public bool IsHead => Method == "HEAD";

    /// <summary>True for GET.</summary>
    public bool IsGet => Method == "GET";
}
