using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Conformance.Syntax;

namespace NetStack.Conformance.UnderTest;

/// <summary>What a script says of the stack before it begins.</summary>
/// <param name="Local">The stack's address.</param>
/// <param name="Remote">The peer's: the script's.</param>
/// <param name="Mtu">Octets of the largest datagram of its interface.</param>
/// <param name="Settings">Settings with Linux's names, in their order.</param>
public sealed record StackSetup(IpAddress Local, IpAddress Remote, int Mtu, ImmutableArray<Setting> Settings);
