using NetStack.Bytes;

namespace NetStack.Internet;

/// <summary>Where a datagram goes: what the route, the addresses and the path MTU say together.</summary>
/// <param name="Out">The interface that it leaves by; for a datagram to this host the one that it seems to come in by.</param>
/// <param name="Source">The source address.</param>
/// <param name="Destination">The destination, with its scope.</param>
/// <param name="NextHop">The neighbor that it is handed to.</param>
/// <param name="Mtu">The largest datagram.</param>
/// <param name="IsLocal">It stays in this host.</param>
internal readonly record struct Way(
    HostInterface Out, IpAddress Source, IpAddress Destination, IpAddress NextHop, int Mtu, bool IsLocal);
