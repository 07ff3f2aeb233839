namespace NetStack.Dissection;

/// <summary>The tables by which a layer finds the next one. The names in comments are those of <c>-d</c>.</summary>
public enum DissectorTable : byte
{
    /// <summary>What a frame begins with (wtap_encap).</summary>
    LinkType,

    /// <summary>ethertype: what an Ethernet frame, VLAN tag, SNAP or GRE header carries.</summary>
    EtherType,

    /// <summary>llc.dsap: what an LLC header carries.</summary>
    LlcSap,

    /// <summary>ppp.protocol.</summary>
    PppProtocol,

    /// <summary>ip.proto: what IPv4 or IPv6 carries, extension headers included.</summary>
    IpProtocol,

    /// <summary>udp.port.</summary>
    UdpPort,

    /// <summary>tcp.port: stream dissectors.</summary>
    TcpPort,

    /// <summary>Protocols named by themselves, for -d and hand-over (the key is the registry's entry).</summary>
    Named,
}
