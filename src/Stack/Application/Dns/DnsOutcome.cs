namespace NetStack.Application.Dns;

/// <summary>How a question to a resolver ended.</summary>
public enum DnsOutcome : byte
{
    /// <summary>There are records of the type.</summary>
    Found,

    /// <summary>The name is there, but has no records of the type: NODATA. Source: RFC 2308 §2.2.</summary>
    NoData,

    /// <summary>There is no such name: NXDOMAIN. Source: RFC 2308 §2.1.</summary>
    NoName,

    /// <summary>The servers have answered that they cannot tell: SERVFAIL, REFUSED …</summary>
    ServerFailure,

    /// <summary>No server has answered.</summary>
    TimedOut,

    /// <summary>There is no server to ask, or none can be reached.</summary>
    NoServer,

    /// <summary>The name is an alias of an alias of an alias …</summary>
    AliasLoop,

    /// <summary>What was asked for is no name.</summary>
    BadName,

    /// <summary>Too many questions are open.</summary>
    TooMany,

    /// <summary>The resolver was stopped.</summary>
    Stopped,
}
