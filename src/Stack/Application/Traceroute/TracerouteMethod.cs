namespace NetStack.Application.Traceroute;

/// <summary>What probes are made of. A method by TCP is left out: a connection's ICMP errors have no queue.</summary>
public enum TracerouteMethod : byte
{
    /// <summary>UDP datagrams to ports where nobody listens, one port a probe: Van Jacobson's way.</summary>
    Udp,

    /// <summary>ICMP or ICMPv6 echo requests.</summary>
    Echo,
}
