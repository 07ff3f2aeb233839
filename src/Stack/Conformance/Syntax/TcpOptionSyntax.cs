using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>A TCP option as a script writes it: one of the nested kinds.</summary>
public abstract record TcpOptionSyntax
{
    private TcpOptionSyntax()
    {
    }

    /// <summary>eol. Source: RFC 9293 §3.2.</summary>
    public sealed record EndOfList : TcpOptionSyntax;

    /// <summary>nop. Source: RFC 9293 §3.2.</summary>
    public sealed record NoOperation : TcpOptionSyntax;

    /// <summary>mss 1460. Source: RFC 9293 §3.7.1.</summary>
    public sealed record MaximumSegmentSize(ushort Octets) : TcpOptionSyntax;

    /// <summary>wscale 7. Source: RFC 7323 §2.2.</summary>
    public sealed record WindowScale(byte Shift) : TcpOptionSyntax;

    /// <summary>sackOK. Source: RFC 2018 §2.</summary>
    public sealed record SackPermitted : TcpOptionSyntax;

    /// <summary>sack 1:1001 2001:3001. Edges count as sequence numbers of the other side do. Source: RFC 2018 §3.</summary>
    public sealed record Sack(ImmutableArray<SackEdges> Blocks) : TcpOptionSyntax;

    /// <summary>TS val 100 ecr 0. Source: RFC 7323 §3.2.</summary>
    public sealed record Timestamps(uint Value, uint EchoReply) : TcpOptionSyntax;

    /// <summary>FO 0123456789abcdef; without cookie a request for one. Source: RFC 7413 §4.1.1.</summary>
    /// <param name="Cookie">The cookie, maybe empty.</param>
    /// <param name="IsExperiment">True for FOEXP: the shared kind with the experiment's number before the cookie.</param>
    public sealed record FastOpen(ImmutableArray<byte> Cookie, bool IsExperiment) : TcpOptionSyntax
    {
        /// <summary>True for TFO_COOKIE: whatever cookie the host would give this peer.</summary>
        public bool IsHosts { get; init; }
    }

    /// <summary>uto 30, or uto 5 min. Source: RFC 5482 §3.</summary>
    public sealed record UserTimeout(ushort Value, bool InMinutes) : TcpOptionSyntax;

    /// <summary>md5, with or without the digest. Source: RFC 2385 §3.</summary>
    public sealed record Md5Signature(ImmutableArray<byte> Digest) : TcpOptionSyntax;

    /// <summary>kind 222 0a0b: any other, with its octets behind the length.</summary>
    public sealed record Other(byte Kind, ImmutableArray<byte> Octets) : TcpOptionSyntax;
}
