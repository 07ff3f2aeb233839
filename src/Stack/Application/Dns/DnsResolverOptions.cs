using System.Collections.Immutable;
using NetStack.Bytes;

namespace NetStack.Application.Dns;

/// <summary>How a resolver asks: what stands in /etc/resolv.conf and /etc/hosts elsewhere, and its bounds.</summary>
public sealed record DnsResolverOptions
{
    /// <summary>Domains that are tried behind a name that is not complete. Source: RFC 1123 §6.1.4.3.</summary>
    public ImmutableArray<string> Search { get; init; } = [];

    /// <summary>A name with so many dots is tried as it is first. Source: RFC 1535.</summary>
    public int Dots { get; init; } = 1;

    /// <summary>Names whose addresses are known.</summary>
    public ImmutableArray<DnsHostEntry> Hosts { get; init; } = [];

    /// <summary>How long the first round waits for each server; it doubles with each round. Source: RFC 1035 §4.2.1.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(2);

    /// <summary>How often each server is asked.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Octets that are taken over UDP; 0 asks without EDNS. Source: RFC 6891 §6.2.3; what fits IPv6's least MTU is
    /// never cut on the way.</summary>
    public ushort UdpSize { get; init; } = 1232;

    /// <summary>Letters of questions have a case by chance, which an answer has to bring back.</summary>
    public bool MixesCase { get; init; } = true;

    /// <summary>Questions that may be open.</summary>
    public int MaxQueries { get; init; } = 256;

    /// <summary>Aliases that are followed. Source: RFC 1034 §5.2.2.</summary>
    public int MaxAliases { get; init; } = 16;

    /// <summary>Answers that do not fit their question, before the server is asked by TCP: somebody tries to forge one.</summary>
    public int MaxWrongReplies { get; init; } = 16;

    /// <summary>Answers that are kept.</summary>
    public int CacheEntries { get; init; } = 1024;

    /// <summary>The longest time to keep one, whatever its server says.</summary>
    public Duration LongestTimeToLive { get; init; } = Duration.FromSeconds(86_400);

    /// <summary>The longest time to keep that something is not there. Source: RFC 2308 §5 (one to three hours).</summary>
    public Duration LongestNegative { get; init; } = Duration.FromSeconds(3600);
}
