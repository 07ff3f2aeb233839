using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Dns;

/// <summary>Finds records of names for the programs of a host: a stub resolver, which lets servers do the walking.
/// Source: RFC 1034 §5, RFC 1035 §7, RFC 1123 §6.1.3; against forgers RFC 5452.</summary>
/// <remarks>Queries has what becomes of a question, Lookups how servers are asked, Replies which answers are believed.</remarks>
public sealed partial class DnsResolver : IApplication
{
    /// <summary>Servers that are asked at most.</summary>
    public const int MaxServers = 8;

    internal const int FormatError = 1, NameError = 3, NotImplemented = 4, BadVersion = 16;
    private const int EventsAtOnce = 16;
    private readonly Host _host;
    private readonly DnsResolverOptions _options;
    private readonly SeededRandom _random;
    private readonly EventPublisher? _trace;
    private readonly Poller _poller;
    private readonly PollerEvent[] _ready = new PollerEvent[EventsAtOnce];
    private readonly DnsCache _cache;
    private readonly DnsMessageWriter _writer = new();
    private readonly byte[] _buffer = new byte[ushort.MaxValue];
    private readonly Dictionary<(DomainName Name, ushort Type), DnsLookup> _lookups = [];
    private readonly Dictionary<int, DnsLookup> _bySocket = [];
    private readonly Dictionary<DomainName, List<IpAddress>> _hosts = [];
    private readonly List<DomainName> _search = [];
    private ImmutableArray<SocketAddress> _servers = [];
    private Timestamp _now;
    private bool _isStopped;

    /// <summary>A resolver, to be run on the host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="servers">Whom to ask, in this order; port 0 is 53. More than <see cref="MaxServers"/> are not asked.</param>
    /// <param name="seed">Where its random numbers start; on a real network it has to be unpredictable.</param>
    /// <param name="options">How it asks; null for the usual.</param>
    /// <param name="trace">Where events go, or null.</param>
    /// <exception cref="ArgumentException">A name of the hosts or the search list is none.</exception>
    public DnsResolver(
        Host host, IEnumerable<SocketAddress> servers, ulong seed, DnsResolverOptions? options = null, EventPublisher? trace = null)
    {
        (_host, _options, _random, _trace) = (host, options ?? new(), new(seed), trace);
        _poller = host.Sockets.CreatePoller();
        _cache = new(_options.CacheEntries);
        SetServers(servers);
        foreach (string domain in _options.Search) _search.Add(Parse(domain));
        foreach (DnsHostEntry entry in _options.Hosts)
        {
            DomainName name = Parse(entry.Name);
            if (!_hosts.TryGetValue(name, out List<IpAddress>? addresses)) _hosts.Add(name, addresses = []);
            addresses.Add(entry.Address);
        }
    }

    /// <summary>Whom it asks.</summary>
    public IReadOnlyList<SocketAddress> Servers => _servers;

    /// <summary>Questions that wait for a server.</summary>
    public int OpenQueries { get; private set; }

    /// <summary>Answers in the cache.</summary>
    public int CachedAnswers => _cache.Count;

    /// <inheritdoc/>
    public bool IsFinished => _isStopped;

    /// <inheritdoc/>
    public Timestamp NextDeadline
    {
        get
        {
            if (_poller.HasReady) return _now;
            Timestamp earliest = Timestamp.Never;
            foreach (DnsLookup lookup in _lookups.Values)
                if (lookup.Deadline < earliest) earliest = lookup.Deadline;
            return earliest;
        }
    }

    /// <summary>Asks others from now on: DHCP has told who they are. What others have said is forgotten.</summary>
    public void SetServers(IEnumerable<SocketAddress> servers)
    {
        var list = ImmutableArray.CreateBuilder<SocketAddress>();
        foreach (SocketAddress server in servers)
            if (list.Count < MaxServers) list.Add(server.Port == 0 ? server with { Port = ServerPort } : server);
        _servers = list.ToImmutable();
        _cache.Clear();
    }

    /// <summary>Forgets all answers.</summary>
    public void ClearCache() => _cache.Clear();

    /// <inheritdoc/>
    public Errno Start(Timestamp now)
    {
        (_now, _isStopped) = (now, false);
        return Errno.None;
    }

    /// <inheritdoc/>
    public void Advance(Timestamp now)
    {
        _now = now;
        for (int left = MaxSteps; left > 0 && _poller.Wait(_ready) is > 0 and int count; left--)
        {
            for (int i = 0; i < count; i++)
                if (_bySocket.TryGetValue(_ready[i].Descriptor, out DnsLookup? lookup)) Hear(lookup, now);
        }

        foreach (DnsLookup lookup in DueLookups(now))
        {
            if (lookup.Deadline > now) continue; // it has ended meanwhile
            if (lookup.Worst == DnsOutcome.NoServer) lookup.Worst = DnsOutcome.TimedOut;
            AskNext(lookup, now);
        }
    }

    /// <inheritdoc/>
    public void Stop(Timestamp now)
    {
        _isStopped = true;
        while (_lookups.Count > 0)
        {
            var first = _lookups.Values.GetEnumerator();
            first.MoveNext();
            Complete(first.Current, DnsFinding.Nothing(DnsOutcome.Stopped, first.Current.Question.Name), now);
        }
    }

    private const ushort ServerPort = 53;
    private const int MaxSteps = 64; // of one call: whoever floods the host does not keep it from everything else

    private List<DnsLookup> DueLookups(Timestamp now)
    {
        List<DnsLookup> due = [];
        foreach (DnsLookup lookup in _lookups.Values)
            if (lookup.Deadline <= now) due.Add(lookup);
        return due;
    }

    private static DomainName Parse(string text) => DomainName.TryParse(text, out DomainName? name)
        ? name : throw new ArgumentException($"\"{text}\" is no domain name.", nameof(text));
}
