using System.Collections.Immutable;
using NetStack.Bytes;

namespace NetStack.Application.Dhcp;

/// <summary>What a server has lent. Source: RFC 2131 §3, RFC 2132.</summary>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">From the subnet mask (option 1).</param>
/// <param name="Router">The first router (option 3), or <c>default</c>.</param>
/// <param name="NameServers">Name servers (option 6).</param>
/// <param name="Server">The server's identifier (option 54).</param>
/// <param name="RenewAt">T1: when to ask the server for more time.</param>
/// <param name="RebindAt">T2: when to ask any server.</param>
/// <param name="EndsAt">When the address may not be used any more.</param>
public sealed record DhcpLease(
    IpAddress Address, int PrefixLength, IpAddress Router, ImmutableArray<IpAddress> NameServers, IpAddress Server,
    Timestamp RenewAt, Timestamp RebindAt, Timestamp EndsAt);
