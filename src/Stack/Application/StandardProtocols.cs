using NetStack.Application.Dhcp;
using NetStack.Application.Dns;
using NetStack.Application.Http;
using NetStack.Application.Media;
using NetStack.Application.Sip;
using NetStack.Application.Tls;
using NetStack.Dissection;
using NetStack.Internet.Geneve;
using NetStack.Internet.Gre;
using NetStack.Internet.Icmp;
using NetStack.Internet.Icmpv6;
using NetStack.Internet.Igmp;
using NetStack.Internet.Ipsec;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;
using NetStack.Internet.L2tp;
using NetStack.Internet.Ospf;
using NetStack.Internet.Vxlan;
using NetStack.Link.Arp;
using NetStack.Link.Cooked;
using NetStack.Link.Ethernet;
using NetStack.Link.Llc;
using NetStack.Link.Lldp;
using NetStack.Link.Loopback;
using NetStack.Link.Mpls;
using NetStack.Link.Ppp;
using NetStack.Link.Pppoe;
using NetStack.Link.Raw;
using NetStack.Link.Vlan;
using NetStack.Transport.Tcp;
using NetStack.Transport.Udp;

namespace NetStack.Application;

/// <summary>Every protocol that the stack itself knows, as one registry: what most programs want.</summary>
public static class StandardProtocols
{
    /// <summary>A dissector each, lowest layer first.</summary>
    public static IEnumerable<Dissector> Dissectors => All(new());

    /// <summary>Makes the registry.</summary>
    /// <param name="contentDecoder">Undoes content codings of HTTP; null to leave bodies as they were sent.</param>
    public static ProtocolRegistry CreateRegistry(IContentDecoder? contentDecoder = null) =>
        ProtocolRegistry.Create(All(new(contentDecoder)));

    private static List<Dissector> All(HttpDissector http) =>
    [
        // Link
        new EthernetDissector(),
        new LlcDissector(),
        new VlanDissector(),
        new ServiceVlanDissector(),
        new ArpDissector(),
        new CookedDissector(),
        new LoopbackDissector(),
        new RawDissector(),
        new PppDissector(),
        new CiscoHdlcDissector(),
        new PppoeDiscoveryDissector(),
        new PppoeSessionDissector(),
        new MplsDissector(),
        new LldpDissector(),

        // Internet
        new Ipv4Dissector(),
        new Ipv6Dissector(),
        new HopByHopDissector(),
        new DestinationOptionsDissector(),
        new RoutingDissector(),
        new FragmentDissector(),
        new AhDissector(),
        new EspDissector(),
        new IcmpDissector(),
        new Icmpv6Dissector(),
        new IgmpDissector(),
        new GreDissector(),
        new VxlanDissector(),
        new GeneveDissector(),
        new OspfDissector(),
        new L2tpDissector(),

        // Transport
        new UdpDissector(),
        new TcpDissector(),

        // Application
        new DnsDissector(),
        new DnsOverTcpDissector(),
        new MulticastDnsDissector(),
        new LinkLocalNameDissector(),
        new NetBiosNameDissector(),
        new DhcpDissector(),
        new Dhcpv6Dissector(),
        http,
        new SsdpDissector(http),
        new SipDissector(),
        new SdpDissector(),
        new TlsDissector(),
        .. MediaDissector.All,
    ];
}
