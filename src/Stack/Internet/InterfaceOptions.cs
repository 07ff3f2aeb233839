using NetStack.Bytes;

namespace NetStack.Internet;

/// <summary>What an interface is.</summary>
/// <param name="Kind">What its frames begin with.</param>
/// <param name="Name">A name for people: eth0.</param>
/// <param name="Mtu">Octets of the largest datagram that a frame holds.</param>
/// <param name="Mac">The host's link address on Ethernet.</param>
/// <param name="Offload">Work that the sink does.</param>
public readonly record struct InterfaceOptions(
    InterfaceKind Kind, string Name, int Mtu = 1500, MacAddress Mac = default, Offload Offload = Offload.None);
