using System.Collections.Immutable;

namespace NetStack.Application.Dns;

/// <summary>A question to a resolver, from when it is asked to its answer.</summary>
public sealed class DnsQuery
{
    private int _candidate = -1;

    internal DnsQuery(string text, ushort type, IDnsUser? user) => (Text, Type, User) = (text, type, user);

    /// <summary>The name as it was asked for.</summary>
    public string Text { get; }

    /// <summary>Which records of it.</summary>
    public ushort Type { get; }

    /// <summary>The answer; null while there is none.</summary>
    public DnsAnswer? Answer { get; internal set; }

    internal IDnsUser? User { get; }

    /// <summary>The name itself, and with each domain of the search list.</summary>
    internal List<DomainName> Candidates { get; } = [];

    /// <summary>The name that is looked for now: a candidate, or what it is an alias of.</summary>
    internal DomainName? Current { get; set; }

    internal List<DnsRecord> Aliases { get; } = [];

    /// <summary>The first name that is there, though without such records.</summary>
    internal DnsFinding? Empty { get; set; }

    /// <summary>Goes on to the next candidate.</summary>
    internal bool MoveOn()
    {
        if (_candidate + 1 >= Candidates.Count) return false;
        Current = Candidates[++_candidate];
        Aliases.Clear();
        return true;
    }

    internal ImmutableArray<DnsRecord> AliasesSoFar => [.. Aliases];
}
