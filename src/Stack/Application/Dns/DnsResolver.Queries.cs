using System.Collections.Immutable;
using NetStack.Bytes;

namespace NetStack.Application.Dns;

/// <content>What becomes of a question: names to try, aliases to follow, and what is known without asking.</content>
public sealed partial class DnsResolver
{
    private static readonly DomainName Localhost = Parse("localhost");

    /// <summary>Asks for records of a name.</summary>
    /// <param name="name">The name; the search list is for one that does not end with a dot. An address is its own answer.</param>
    /// <param name="type">Which records, see <see cref="DnsType"/>.</param>
    /// <param name="user">Who is told, or null: the query shows its answer, too.</param>
    /// <param name="now">The time.</param>
    public DnsQuery Resolve(string name, ushort type, IDnsUser? user, Timestamp now)
    {
        DnsQuery query = new(name, type, user);
        bool isAddress = IpAddress.TryParse(name, out IpAddress address);
        if (isAddress && type is DnsType.A or DnsType.Aaaa) Finish(query, KnownAddress(address, type), true, now);
        else if (_isStopped) Finish(query, DnsOutcome.Stopped, now);
        else if (OpenQueries >= _options.MaxQueries) Finish(query, DnsOutcome.TooMany, now);
        else if (!FindCandidates(query, isAddress ? DomainName.ForAddress(address) : null)) Finish(query, DnsOutcome.BadName, now);
        else Continue(query, now);
        return query;
    }

    /// <summary>Asks for the names of an address. Source: RFC 1035 §3.5.</summary>
    public DnsQuery ResolveAddress(in IpAddress address, IDnsUser? user, Timestamp now) =>
        Resolve(DomainName.ForAddress(address) + ".", DnsType.Ptr, user, now);

    private static DnsFinding KnownAddress(in IpAddress address, ushort type)
    {
        DomainName name = DomainName.ForAddress(address);
        DnsRecord record = DnsRecord.OfAddress(name, address, 0);
        return DnsFinding.Known(name, record.Type == type ? [record] : []);
    }

    /// <summary>RFC 1123 §6.1.4.3 and RFC 1535: a name with a dot at its end is complete; one with dots is tried as it is first,
    /// one without comes last, for a search list must not send the names of others to everybody.</summary>
    private bool FindCandidates(DnsQuery query, DomainName? reverse)
    {
        DomainName? name = reverse;
        if (name is null && !DomainName.TryParse(query.Text, out name)) return false;
        bool isComplete = reverse is not null || query.Text.EndsWith('.') || IsLocalhost(name);
        bool isFirst = isComplete || name.Labels > _options.Dots;
        if (isFirst) query.Candidates.Add(name);
        foreach (DomainName domain in _search)
            if (!isComplete && name.Append(domain) is { } longer) query.Candidates.Add(longer);
        if (!isFirst) query.Candidates.Add(name);
        return query.MoveOn();
    }

    /// <summary>Goes on with a query until it is answered, or has to wait for a server.</summary>
    private void Continue(DnsQuery query, Timestamp now)
    {
        while (Known(query.Current!, query.Type, now) is { } finding)
            if (!Take(query, finding, true, now)) return;
        Join(query, now);
    }

    /// <summary>Takes what is known of the query's current name.</summary>
    /// <returns>True when there is another name to look for; false when the query has been answered.</returns>
    private bool Take(DnsQuery query, DnsFinding finding, bool isCached, Timestamp now)
    {
        query.Aliases.AddRange(finding.Aliases);
        if (query.Aliases.Count > _options.MaxAliases)
        {
            Finish(query, DnsOutcome.AliasLoop, now);
            return false;
        }

        if (finding.GoesOn)
        {
            query.Current = finding.Name;
            return true;
        }

        if (finding.Outcome == DnsOutcome.NoData) query.Empty ??= finding;
        if (finding.Outcome is DnsOutcome.NoData or DnsOutcome.NoName && query.MoveOn()) return true;
        Finish(query, finding.Outcome == DnsOutcome.NoName && query.Empty is { } empty ? empty : finding, isCached, now);
        return false;
    }

    private DnsFinding? Known(DomainName name, ushort type, Timestamp now)
    {
        if (IsLocalhost(name)) // RFC 6761 §6.3: never asked for
        {
            IpAddress loopback = type == DnsType.A ? IpAddress.V4(0x7F00_0001) : IpAddress.V6(0, 1);
            return DnsFinding.Known(name, type is DnsType.A or DnsType.Aaaa ? [DnsRecord.OfAddress(name, loopback, 0)] : []);
        }

        return KnownHost(name, type) ?? _cache.Find(name, type, now);
    }

    /// <summary>RFC 1123 §6.1.3.8: the host's own table comes before all servers.</summary>
    private DnsFinding? KnownHost(DomainName name, ushort type)
    {
        if (type is not (DnsType.A or DnsType.Aaaa) || !_hosts.TryGetValue(name, out List<IpAddress>? addresses)) return null;
        var records = ImmutableArray.CreateBuilder<DnsRecord>();
        foreach (IpAddress address in addresses)
        {
            DnsRecord record = DnsRecord.OfAddress(name, address, 0);
            if (record.Type == type) records.Add(record);
        }

        return DnsFinding.Known(name, records.ToImmutable());
    }

    private static bool IsLocalhost(DomainName name) => name.IsWithin(Localhost);

    private void Finish(DnsQuery query, DnsOutcome outcome, Timestamp now) =>
        Finish(query, DnsFinding.Nothing(outcome, query.Current ?? DomainName.Root), false, now);

    private void Finish(DnsQuery query, DnsFinding finding, bool isCached, Timestamp now)
    {
        DomainName? name = finding.Outcome == DnsOutcome.BadName ? null : finding.Name;
        query.Answer = new(finding.Outcome, name, finding.Records, query.AliasesSoFar, finding.ExpiresAt, isCached);
        _trace?.Publish(new DnsResolved(_trace.Envelope(now, DnsResolverReasons.Outcomes[(int)finding.Outcome]),
            query.Text, query.Type, finding.Outcome, isCached));
        query.User?.OnAnswered(query, query.Answer, now);
    }
}
