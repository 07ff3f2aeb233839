using NetStack.Bytes;

namespace NetStack.Application.Http.Serving;

/// <summary>What a web server puts up with.</summary>
public sealed record HttpServerOptions
{
    /// <summary>Octets of a request's line (414 beyond). RFC 9112 §3 recommends at least 8000.</summary>
    public int MaxRequestLine { get; init; } = 8_192;

    /// <summary>Octets of a request's head (431 beyond).</summary>
    public int MaxHead { get; init; } = 16_384;

    /// <summary>Field lines of a request (431 beyond).</summary>
    public int MaxFields { get; init; } = 100;

    /// <summary>Octets of a request's body (413 beyond). It is read and thrown away.</summary>
    public long MaxBody { get; init; } = 1 << 20;

    /// <summary>How long a head may take from its first octet (408 then): against those who send an octet now and
    /// then.</summary>
    public Duration HeadLimit { get; init; } = Duration.FromSeconds(10);

    /// <summary>How long a body may take (408 then).</summary>
    public Duration BodyLimit { get; init; } = Duration.FromSeconds(60);

    /// <summary>How long a connection may wait for its next request.</summary>
    public Duration KeepAliveLimit { get; init; } = Duration.FromSeconds(60);

    /// <summary>How long a client may take nothing of an answer.</summary>
    public Duration SendLimit { get; init; } = Duration.FromSeconds(60);

    /// <summary>How long the server hears on after its last answer, so that a reset does not overtake it. Source:
    /// RFC 9112 §9.6.</summary>
    public Duration LingerLimit { get; init; } = Duration.FromSeconds(2);
}
