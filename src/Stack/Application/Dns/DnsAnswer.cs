using System.Collections.Immutable;
using NetStack.Bytes;

namespace NetStack.Application.Dns;

/// <summary>What a resolver has found.</summary>
/// <param name="Outcome">Whether there is something, and why not.</param>
/// <param name="Name">The name at the end of all aliases; null when what was asked for is no name.</param>
/// <param name="Records">The records of the type asked for.</param>
/// <param name="Aliases">The CNAME records on the way, in their order.</param>
/// <param name="ExpiresAt">Until when that may be kept.</param>
/// <param name="IsCached">True when no server was asked for the last of it.</param>
public sealed record DnsAnswer(
    DnsOutcome Outcome, DomainName? Name, ImmutableArray<DnsRecord> Records, ImmutableArray<DnsRecord> Aliases,
    Timestamp ExpiresAt, bool IsCached)
{
    /// <summary>The addresses of A and AAAA records.</summary>
    public ImmutableArray<IpAddress> Addresses
    {
        get
        {
            var addresses = ImmutableArray.CreateBuilder<IpAddress>();
            foreach (DnsRecord record in Records)
                if (record.Address.Family != IpFamily.None) addresses.Add(record.Address);
            return addresses.ToImmutable();
        }
    }
}
