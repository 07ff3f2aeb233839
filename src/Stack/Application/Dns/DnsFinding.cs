using System.Collections.Immutable;
using NetStack.Bytes;

namespace NetStack.Application.Dns;

/// <summary>What is known of one name and type: from a server, the cache or the hosts file.</summary>
/// <param name="Outcome">What is there.</param>
/// <param name="Name">The name at the end of the aliases.</param>
/// <param name="Records">The records.</param>
/// <param name="Aliases">The CNAME records on the way.</param>
/// <param name="GoesOn">The answer ends with an alias, of which nothing else is said: that name has to be asked for.</param>
/// <param name="ExpiresAt">Until when it holds.</param>
internal sealed record DnsFinding(
    DnsOutcome Outcome, DomainName Name, ImmutableArray<DnsRecord> Records, ImmutableArray<DnsRecord> Aliases, bool GoesOn,
    Timestamp ExpiresAt)
{
    public static DnsFinding Nothing(DnsOutcome outcome, DomainName name) => new(outcome, name, [], [], false, default);

    public static DnsFinding Known(DomainName name, ImmutableArray<DnsRecord> records) =>
        new(records.IsEmpty ? DnsOutcome.NoData : DnsOutcome.Found, name, records, [], false, Timestamp.Never);

    /// <summary>Octets of data that it would hold in a cache.</summary>
    public int Octets
    {
        get
        {
            int sum = 0;
            foreach (DnsRecord record in Records) sum += record.Data.Length + record.Name.Wire.Length;
            foreach (DnsRecord record in Aliases) sum += record.Data.Length + record.Name.Wire.Length;
            return sum;
        }
    }

    /// <summary>What an answer says of its question. Only records that the question leads to count: whatever else a server adds is
    /// not believed. Source: RFC 1034 §3.6.2, RFC 2308 §2, RFC 5452 §6.</summary>
    public static DnsFinding Of(DnsMessage message, in DnsQuestion question, DnsResolverOptions options, Timestamp now)
    {
        DomainName name = question.Name;
        List<DnsRecord> aliases = [], records = [];
        for (int i = 0; i <= options.MaxAliases; i++)
        {
            records.AddRange(Select(message[DnsSection.Answer], name, question));
            if (records.Count > 0 || Alias(message[DnsSection.Answer], name) is not { Target: { } target } alias) break;
            aliases.Add(alias);
            name = target;
        }

        Timestamp end = now + Shortest(records, aliases, options);
        if (records.Count > 0) return new(DnsOutcome.Found, name, [.. records], [.. aliases], false, end);
        DnsRecord? start = null;
        foreach (DnsRecord record in message[DnsSection.Authority])
            if (record.Type == DnsType.Soa && name.IsWithin(record.Name)) start ??= record;
        bool isNoName = message.ResponseCode == DnsResolver.NameError;
        bool goesOn = aliases.Count > 0 && !isNoName && start is null;
        Duration keep = goesOn ? Shortest(records, aliases, options) : Negative(start, options);
        if (aliases.Count > 0 && Shortest(records, aliases, options) is var shortest && shortest < keep) keep = shortest;
        return new(isNoName ? DnsOutcome.NoName : DnsOutcome.NoData, name, [], [.. aliases], goesOn, now + keep);
    }

    private static List<DnsRecord> Select(IReadOnlyList<DnsRecord> from, DomainName name, DnsQuestion question)
    {
        List<DnsRecord> selected = [];
        foreach (DnsRecord record in from)
            if (record.Type == question.Type && record.Class == question.Class && record.Name.Equals(name)) selected.Add(record);
        return selected;
    }

    private static DnsRecord? Alias(IReadOnlyList<DnsRecord> from, DomainName name)
    {
        foreach (DnsRecord record in from)
            if (record is { Type: DnsType.Cname, Class: DnsCodes.Internet } && record.Name.Equals(name)) return record;
        return null;
    }

    private static Duration Shortest(List<DnsRecord> records, List<DnsRecord> aliases, DnsResolverOptions options)
    {
        Duration shortest = options.LongestTimeToLive;
        foreach (DnsRecord record in records) shortest = Least(shortest, record.TimeToLive);
        foreach (DnsRecord record in aliases) shortest = Least(shortest, record.TimeToLive);
        return shortest;
    }

    /// <summary>RFC 2308 §5: the smaller of the SOA record's own time and its last field; without an SOA record nothing is kept.</summary>
    private static Duration Negative(DnsRecord? start, DnsResolverOptions options) =>
        start is null ? default : Least(options.LongestNegative, Math.Min(start.TimeToLive, start.Minimum));

    private static Duration Least(Duration a, uint seconds) => Duration.FromSeconds(seconds) is var b && b < a ? b : a;
}
