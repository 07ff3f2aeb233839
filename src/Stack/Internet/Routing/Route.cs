using NetStack.Bytes;

namespace NetStack.Internet.Routing;

/// <summary>A route: where datagrams for a prefix go. Source: RFC 1122 §3.3.1, RFC 1812 §5.2.4.</summary>
/// <param name="Prefix">The destinations that it is for.</param>
/// <param name="PrefixLength">Bits of the prefix that count: 0 for the default route.</param>
/// <param name="Gateway">The next hop; <c>default</c> where destinations are neighbors (on-link).</param>
/// <param name="Interface">Where datagrams leave, from 1.</param>
/// <param name="Metric">Of two routes to the same prefix the one with the lower counts.</param>
public readonly record struct Route(IpAddress Prefix, int PrefixLength, IpAddress Gateway, int Interface, int Metric = 0);
