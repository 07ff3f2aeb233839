namespace NetStack.Transport.Udp;

/// <summary>Whether datagrams may be fragmented, with the numbers of Linux's IP_MTU_DISCOVER.</summary>
public enum MtuDiscovery : byte
{
    /// <summary>Never sets DF: whoever needs to fragments.</summary>
    Dont = 0,

    /// <summary>DF on what fits the path's MTU; what does not is fragmented here.</summary>
    Want = 1,

    /// <summary>DF always: what does not fit is refused.</summary>
    Do = 2,

    /// <summary>As <see cref="Do"/>, for finding the MTU out oneself.</summary>
    Probe = 3,
}
