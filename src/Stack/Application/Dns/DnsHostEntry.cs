using NetStack.Bytes;

namespace NetStack.Application.Dns;

/// <summary>A line of a hosts file: a name whose address no server is asked for. Source: RFC 1123 §6.1.3.8.</summary>
/// <param name="Name">The name.</param>
/// <param name="Address">Its address; a name may have several entries.</param>
public readonly record struct DnsHostEntry(string Name, IpAddress Address);
