namespace NetStack.Internet;

/// <summary>What an interface's frames begin with, and so how neighbors are found on it.</summary>
public enum InterfaceKind : byte
{
    /// <summary>Frames begin with the IP header, and there is one neighbor at most: TUN, a point-to-point link.</summary>
    RawIp,

    /// <summary>Ethernet II: neighbors are found by ARP and Neighbor Discovery.</summary>
    Ethernet,

    /// <summary>The host's way to itself: nothing leaves. Source: RFC 1122 §3.2.1.3(g), RFC 4291 §2.5.3.</summary>
    Loopback,
}
