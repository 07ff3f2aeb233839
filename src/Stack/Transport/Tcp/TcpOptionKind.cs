using System.Collections.Frozen;

namespace NetStack.Transport.Tcp;

/// <summary>The kinds of TCP options in use. Source: IANA "TCP Option Kind Numbers".</summary>
public static class TcpOptionKind
{
    /// <summary>Ends the options; alone. Source: RFC 9293 §3.2.</summary>
    public const byte EndOfList = 0;

    /// <summary>Fills up to a boundary; alone. Source: RFC 9293 §3.2.</summary>
    public const byte NoOperation = 1;

    /// <summary>Maximum segment size. Source: RFC 9293 §3.7.1.</summary>
    public const byte MaximumSegmentSize = 2;

    /// <summary>Window scale. Source: RFC 7323 §2.2.</summary>
    public const byte WindowScale = 3;

    /// <summary>SACK permitted. Source: RFC 2018 §2.</summary>
    public const byte SackPermitted = 4;

    /// <summary>SACK. Source: RFC 2018 §3.</summary>
    public const byte Sack = 5;

    /// <summary>Timestamps. Source: RFC 7323 §3.2.</summary>
    public const byte Timestamps = 8;

    /// <summary>MD5 signature. Source: RFC 2385 §3.</summary>
    public const byte Md5Signature = 19;

    /// <summary>User time-out. Source: RFC 5482 §3.</summary>
    public const byte UserTimeout = 28;

    /// <summary>Authentication. Source: RFC 5925 §2.2.</summary>
    public const byte Authentication = 29;

    /// <summary>Multipath TCP. Source: RFC 8684 §3.</summary>
    public const byte Multipath = 30;

    /// <summary>Fast Open cookie. Source: RFC 7413 §4.1.1.</summary>
    public const byte FastOpen = 34;

    /// <summary>Shared by experiments, told apart by the next two octets. Source: RFC 6994 §3.</summary>
    public const byte Experiment1 = 253;

    /// <summary>As <see cref="Experiment1"/>.</summary>
    public const byte Experiment2 = 254;

    /// <summary>Names, in the protocol's own words.</summary>
    public static IReadOnlyDictionary<ulong, string> Names { get; } = new Dictionary<ulong, string>
    {
        [EndOfList] = "End of Option List",
        [NoOperation] = "No-Operation",
        [MaximumSegmentSize] = "Maximum Segment Size",
        [WindowScale] = "Window Scale",
        [SackPermitted] = "SACK Permitted",
        [Sack] = "SACK",
        [Timestamps] = "Timestamps",
        [Md5Signature] = "MD5 Signature",
        [UserTimeout] = "User Timeout",
        [Authentication] = "TCP Authentication Option",
        [Multipath] = "Multipath TCP",
        [FastOpen] = "TCP Fast Open Cookie",
        [Experiment1] = "RFC3692-style Experiment 1",
        [Experiment2] = "RFC3692-style Experiment 2",
    }.ToFrozenDictionary();
}
