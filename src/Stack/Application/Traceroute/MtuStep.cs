using NetStack.Bytes;

namespace NetStack.Application.Traceroute;

/// <summary>Where the path's MTU becomes smaller.</summary>
/// <param name="HopLimit">The hop limit of the probe that was too large; 0 for this host's own link.</param>
/// <param name="Reporter">Who said so.</param>
/// <param name="Mtu">The MTU from here on.</param>
public readonly record struct MtuStep(int HopLimit, IpAddress Reporter, int Mtu);
