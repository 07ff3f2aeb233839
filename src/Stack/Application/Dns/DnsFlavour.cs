namespace NetStack.Application.Dns;

/// <summary>Which of the protocols that share one message format.</summary>
internal enum DnsFlavour : byte
{
    /// <summary>Questions to servers. Source: RFC 1035.</summary>
    Unicast,

    /// <summary>Questions to everybody on the link: mDNS. Source: RFC 6762.</summary>
    Multicast,

    /// <summary>LLMNR, which mDNS has outlived. Source: RFC 4795.</summary>
    LinkLocal,
}
