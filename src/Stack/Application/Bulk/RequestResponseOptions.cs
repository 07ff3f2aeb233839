using NetStack.Bytes;

namespace NetStack.Application.Bulk;

/// <summary>What a request-and-response client asks.</summary>
public sealed record RequestResponseOptions
{
    /// <summary>Requests on each connection.</summary>
    public int Requests { get; init; } = 1;

    /// <summary>Octets of a request, with its header of 8 octets.</summary>
    public int RequestOctets { get; init; } = 64;

    /// <summary>Octets of a response.</summary>
    public int ResponseOctets { get; init; } = 1024;

    /// <summary>How long the client thinks between a response and the next request.</summary>
    public Duration Pause { get; init; }

    /// <summary>Connections at the same time.</summary>
    public int Connections { get; init; } = 1;
}
