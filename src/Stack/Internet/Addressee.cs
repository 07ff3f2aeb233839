namespace NetStack.Internet;

/// <summary>Whom a datagram is for. Source: RFC 1122 §3.2.1.3.</summary>
internal enum Addressee : byte
{
    /// <summary>Another host: a router passes it on.</summary>
    Other,

    /// <summary>This host alone.</summary>
    Us,

    /// <summary>A group that this host has joined on the interface.</summary>
    Group,

    /// <summary>A group that it has not joined.</summary>
    OtherGroup,

    /// <summary>Everybody on the link.</summary>
    Broadcast,
}
