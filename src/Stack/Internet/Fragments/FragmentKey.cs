using NetStack.Bytes;

namespace NetStack.Internet.Fragments;

/// <summary>What the fragments of one datagram have in common. Source: RFC 791 §3.2 "Identification", RFC 8200 §4.5.</summary>
/// <param name="Source">The sender.</param>
/// <param name="Destination">The receiver.</param>
/// <param name="Identification">16 bits for IPv4, 32 for IPv6.</param>
/// <param name="Protocol">What the datagram carries; IPv6 leaves it out of the key (0).</param>
public readonly record struct FragmentKey(IpAddress Source, IpAddress Destination, uint Identification, byte Protocol);
