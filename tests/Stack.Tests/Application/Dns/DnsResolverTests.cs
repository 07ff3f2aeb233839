using System.Buffers.Binary;
using NetStack.Application.Dns;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tests.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Tests.Application.Dns;

public sealed class DnsResolverTests : IDnsUser
{
    private static readonly SocketAddress s_server = new(TwoHosts.ServerV4, 53), s_silent = new(TwoHosts.Address("192.0.2.99"), 53);
    private static readonly IpAddress s_address = TwoHosts.Address("198.51.100.7");
    private readonly TwoHosts _net = new();
    private readonly EventList _events = new();
    private readonly List<DnsAnswer> _told = [];
    private readonly TestDnsServer _server;
    private DnsResolver _resolver;

    public DnsResolverTests()
    {
        _server = new(_net.Server) { Answers = (question, _) => [Zone(question)] };
        _net.Server.Run(_server, _net.Now);
        _resolver = Resolver(new());
    }

    [Fact]
    public void A_name_is_asked_for_once_and_then_known_until_its_time_is_over()
    {
        DnsAnswer answer = Ask("www.example.com");
        Assert.Equal((DnsOutcome.Found, s_address, false), (answer.Outcome, answer.Addresses.Single(), answer.IsCached));
        Assert.Equal([answer], _told);
        Assert.True(Ask("WWW.Example.com").IsCached);
        _net.Run(61); // the record may be kept for 60 s
        Assert.False(Ask("www.example.com").IsCached);
        Assert.Equal(["www.example.com A", "www.example.com A"], Heard);
        Assert.Equal(0, _net.Client.Sockets.Count);
        Assert.Equal(0, _resolver.OpenQueries);
    }

    [Fact]
    public void No_such_name_and_no_such_records_are_told_apart_and_kept()
    {
        Assert.Equal(DnsOutcome.NoName, Ask("none.example.com").Outcome);
        Assert.Equal(DnsOutcome.NoData, Ask("www.example.com", DnsType.Aaaa).Outcome);
        Assert.True(Ask("none.example.com").IsCached);
        Assert.True(Ask("www.example.com", DnsType.Aaaa).IsCached);
        _net.Run(31); // the last field of the SOA record: 30 s
        Assert.False(Ask("none.example.com").IsCached);
    }

    [Fact]
    public void Without_an_SOA_record_of_the_zone_it_is_not_kept_that_a_name_is_not_there()
    {
        _server.Answers = (question, _) => [TestDnsServer.Answer(question, [], 3, [Start("elsewhere.org")])];
        Ask("none.example.com");
        Assert.False(Ask("none.example.com").IsCached);
    }

    [Fact]
    public void Aliases_are_followed_within_an_answer_and_beyond_it()
    {
        DnsAnswer whole = Ask("alias.example.com"), cut = Ask("far.example.com");
        Assert.Equal((s_address, "www.example.com", 1), (whole.Addresses.Single(), whole.Name!.ToString(), whole.Aliases.Length));
        Assert.Equal((s_address, "www.example.com", 2), (cut.Addresses.Single(), cut.Name!.ToString(), cut.Aliases.Length));
        Assert.Equal(["alias.example.com A", "far.example.com A"], Heard); // where the second leads was known by then
    }

    [Theory]
    [InlineData("circle.example.com")] // all in one answer
    [InlineData("endless.example.com")] // each answer leads to another name
    public void Aliases_that_never_end_are_given_up(string name)
    {
        Assert.Equal(DnsOutcome.AliasLoop, Ask(name).Outcome);
        Assert.InRange(_server.Heard.Count, 1, 17);
    }

    [Fact]
    public void Records_that_nobody_asked_for_are_not_believed()
    {
        _server.Answers = (question, _) => [TestDnsServer.Answer(question,
            [Address(question.Questions[0].Name.ToString(), s_address), Address("bank.example", s_address), Address("other.example.com", s_address)],
            authority: [Address("bank.example", s_address)])];
        Assert.Single(Ask("www.example.com").Records);
        _server.Answers = (_, _) => [];
        Assert.Equal(DnsOutcome.TimedOut, Ask("bank.example").Outcome);
    }

    [Fact]
    public void A_cut_answer_is_asked_for_again_by_TCP()
    {
        DnsRecord[] many = [.. Enumerable.Range(1, 100).Select(i => Address("many.example.com", IpAddress.V4((uint)i)))];
        _server.Answers = (question, isTcp) => [isTcp
            ? TestDnsServer.Answer(question, many)
            : TestDnsServer.Answer(question, [], isTruncated: true)];
        Assert.Equal(100, Ask("many.example.com").Records.Length);
        Assert.Equal(["many.example.com A", "many.example.com A tcp"], Heard);
        Assert.Contains(DnsResolverReasons.Truncated, Reasons);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("question")]
    [InlineData("type")]
    [InlineData("two questions")]
    [InlineData("query")]
    [InlineData("noise")]
    public void An_answer_that_does_not_fit_is_ignored_and_the_right_one_still_counts(string what)
    {
        IpAddress evil = TwoHosts.Address("203.0.113.66");
        _server.Answers = (question, _) =>
        {
            DnsQuestion asked = question.Questions[0];
            DnsRecord forged = Address(asked.Name.ToString(), evil);
            byte[] wrong = TestDnsServer.Answer(question, [forged],
                id: what == "id" ? unchecked((ushort)(question.Id + 1)) : null,
                question: what == "question" ? asked with { Name = Name("other.example.com") }
                    : what == "type" ? asked with { Type = DnsType.Aaaa } : null);
            if (what == "two questions") wrong[5] = 2;
            if (what == "query") wrong[2] &= 0x7F;
            if (what == "noise") wrong = [.. wrong.Take(20)];
            return [wrong, wrong, Zone(question)];
        };
        Assert.Equal(s_address, Ask("www.example.com").Addresses.Single());
        Assert.Equal(2, _events.Events.OfType<DnsReplyIgnored>().Count());
        Assert.Single(Heard);
    }

    [Fact]
    public void An_answer_from_another_host_or_port_never_arrives()
    {
        int other = _net.Server.Sockets.Create(IpFamily.V4, SocketKind.Datagram, out _);
        _server.Answers = (question, isTcp) =>
        {
            byte[] forged = TestDnsServer.Answer(question, [Address("www.example.com", TwoHosts.Address("203.0.113.66"))]);
            _net.Server.Sockets.SendTo(other, forged, SocketFlags.None, new(TwoHosts.ClientV4, _server.Heard[^1].Port), out _, _net.Now);
            return [Zone(question)];
        };
        Assert.Equal(s_address, Ask("www.example.com").Addresses.Single());
    }

    [Fact]
    public void Letters_in_another_case_or_many_wrong_answers_lead_to_TCP()
    {
        _server.Answers = (question, isTcp) => [isTcp ? Zone(question)
            : TestDnsServer.Answer(question, [], question: question.Questions[0] with { Name = Name("www.example.com") })];
        Assert.Equal(s_address, Ask("www.example.com").Addresses.Single());
        Assert.Equal(["www.example.com A", "www.example.com A tcp"], Heard);

        _server.Answers = (question, isTcp) => isTcp ? [Zone(question)]
            : [.. Enumerable.Range(1, 40).Select(i => TestDnsServer.Answer(question, [], id: unchecked((ushort)(question.Id + i))))];
        Assert.Equal(s_address, Ask("alias.example.com").Addresses.Single());
        Assert.Equal("alias.example.com A tcp", Heard[^1]);
    }

    [Fact]
    public void A_silent_server_is_asked_again_later_and_later_and_then_given_up()
    {
        _server.Answers = (_, _) => [];
        DnsQuery query = _resolver.Resolve("www.example.com", DnsType.A, this, _net.Now);
        _net.Run(1.9);
        Assert.Single(Heard);
        _net.Run(0.2);
        Assert.Equal(2, Heard.Count);
        _net.Run(4);
        Assert.Equal(3, Heard.Count);
        _net.Run(7.8);
        Assert.Null(query.Answer);
        _net.Run(0.2);
        Assert.Equal(DnsOutcome.TimedOut, query.Answer!.Outcome);
        Assert.Equal(3, _server.Heard.Select(each => each.Port).Distinct().Count()); // each time another port
    }

    [Fact]
    public void The_next_server_is_asked_when_one_is_silent_refuses_or_is_not_there()
    {
        _resolver = Resolver(new(), s_silent, s_server);
        Assert.Equal(s_address, Ask("www.example.com").Addresses.Single());

        _server.Answers = (question, _) => [TestDnsServer.Answer(question, [], 5)];
        _resolver = Resolver(new(), s_server);
        Assert.Equal(DnsOutcome.ServerFailure, Ask("www.example.com").Outcome);
        Assert.Equal(2, Heard.Count); // who has refused is not asked again

        _resolver = Resolver(new(), new SocketAddress(TwoHosts.ServerV4, 5353)); // port unreachable
        Assert.Equal(DnsOutcome.ServerFailure, Ask("www.example.com", seconds: 0.5).Outcome);
        _resolver = Resolver(new());
        _resolver.SetServers([]);
        Assert.Equal(DnsOutcome.NoServer, Ask("www.example.com").Outcome);
    }

    [Fact]
    public void A_server_without_EDNS_is_asked_without()
    {
        _server.Answers = (question, _) => [question.UdpSize > 0 ? TestDnsServer.Answer(question, [], 1)[..12].Select((b, i) => i == 5 ? (byte)0 : b).ToArray()
            : Zone(question)];
        Assert.Equal(s_address, Ask("www.example.com").Addresses.Single());
        Assert.Equal(["www.example.com A", "www.example.com A plain"], Heard);
    }

    [Fact]
    public void Equal_questions_are_asked_once()
    {
        DnsQuery[] queries = [.. Enumerable.Range(0, 5).Select(_ => _resolver.Resolve("www.example.com", DnsType.A, this, _net.Now))];
        Assert.Equal(5, _resolver.OpenQueries);
        _net.Run(1);
        Assert.All(queries, query => Assert.Equal(DnsOutcome.Found, query.Answer!.Outcome));
        Assert.Single(Heard);
        Assert.Equal(5, _told.Count);
    }

    [Fact]
    public void The_search_list_completes_names()
    {
        _resolver = Resolver(new() { Search = ["corp.example", "example.com"] });
        Assert.Equal("www.example.com", Ask("www").Name!.ToString());
        Assert.Equal(["www.corp.example A", "www.example.com A"], Heard);
        Assert.Equal(DnsOutcome.NoName, Ask("www.").Outcome);
        Assert.Equal(["www A"], Heard[2..]);
        Assert.Equal("www.example.com", Ask("www.example.com").Name!.ToString());
    }

    [Fact]
    public void What_the_host_knows_itself_is_not_asked_for()
    {
        _resolver = Resolver(new() { Hosts = [new("printer", s_address), new("printer", TwoHosts.ServerV6)] });
        Assert.Equal(s_address, Ask("Printer").Addresses.Single());
        Assert.Equal(TwoHosts.ServerV6, Ask("printer", DnsType.Aaaa).Addresses.Single());
        Assert.Equal(TwoHosts.Address("127.0.0.1"), Ask("localhost").Addresses.Single());
        Assert.Equal(TwoHosts.Address("::1"), Ask("x.localhost.", DnsType.Aaaa).Addresses.Single());
        Assert.Equal(s_address, Ask("198.51.100.7").Addresses.Single());
        Assert.Equal(DnsOutcome.NoData, Ask("198.51.100.7", DnsType.Aaaa).Outcome);
        Assert.Equal(DnsOutcome.BadName, Ask("a..b").Outcome);
        Assert.Empty(Heard);
    }

    [Fact]
    public void The_names_of_an_address_are_found()
    {
        DnsQuery query = _resolver.ResolveAddress(s_address, null, _net.Now);
        _net.Run(1);
        Assert.Equal("www.example.com", query.Answer!.Records.Single().Target!.ToString());
        Assert.Equal(["7.100.51.198.in-addr.arpa PTR"], Heard);
    }

    [Fact]
    public void Open_questions_and_kept_answers_are_bounded()
    {
        _resolver = Resolver(new() { MaxQueries = 10, CacheEntries = 5 });
        DnsQuery[] queries = [.. Enumerable.Range(0, 12).Select(i => _resolver.Resolve($"h{i}.wild.example.com", DnsType.A, null, _net.Now))];
        _net.Run(1);
        Assert.Equal(10, queries.Count(query => query.Answer!.Outcome == DnsOutcome.Found));
        Assert.Equal(2, queries.Count(query => query.Answer!.Outcome == DnsOutcome.TooMany));
        Assert.Equal(5, _resolver.CachedAnswers);
    }

    [Fact]
    public void Who_asks_in_the_middle_of_an_answer_is_served_and_stopping_answers_all()
    {
        Chain chain = new(_resolver);
        _resolver.Resolve("www.example.com", DnsType.A, chain, _net.Now);
        _net.Run(1);
        Assert.Equal([DnsOutcome.Found, DnsOutcome.NoName], chain.Outcomes);

        _server.Answers = (_, _) => [];
        DnsQuery open = _resolver.Resolve("late.example.com", DnsType.A, this, _net.Now);
        _net.Client.End(_resolver, _net.Now);
        Assert.Equal(DnsOutcome.Stopped, open.Answer!.Outcome);
        Assert.Equal(0, _net.Client.Sockets.Count);
    }

    [Fact]
    public void Random_answers_never_throw()
    {
        SeededRandom random = new(9);
        _server.Answers = (question, _) => Enumerable.Range(0, 8).Select(_ =>
        {
            byte[] answer = Zone(question);
            for (int i = random.Next(4); i > 0; i--) answer[random.Next(answer.Length)] = unchecked((byte)random.NextBits());
            return answer[..random.Next(answer.Length + 1)];
        }).ToArray();
        string[] names = ["www.example.com", "alias.example.com", "none.example.com", "far.example.com"];
        for (int i = 0; i < 200; i++)
        {
            _resolver.ClearCache();
            Ask(names[i % names.Length], seconds: 40);
        }

        Assert.Equal(0, _net.Client.Sockets.Count);
    }

    void IDnsUser.OnAnswered(DnsQuery query, DnsAnswer answer, Timestamp now) => _told.Add(answer);

    private List<string> Heard => [.. _server.Heard.Select(each => each.Text)];

    private IEnumerable<Reason> Reasons => _events.Events.Select(each => each.Envelope.Reason);

    private DnsResolver Resolver(DnsResolverOptions options, params SocketAddress[] servers)
    {
        DnsResolver resolver = new(_net.Client, servers.Length > 0 ? servers : [s_server], 7, options, new(_events));
        Assert.Equal(Errno.None, _net.Client.Run(resolver, _net.Now));
        return resolver;
    }

    private DnsAnswer Ask(string name, ushort type = DnsType.A, double seconds = 20)
    {
        DnsQuery query = _resolver.Resolve(name, type, this, _net.Now);
        Timestamp limit = _net.Now + Duration.FromMilliseconds((long)(seconds * 1000));
        while (query.Answer is null && _net.Now < limit) _net.Run(0.1);
        Assert.True(query.Answer is not null, "no answer to " + name);
        return query.Answer;
    }

    /// <summary>What a server of example.com says.</summary>
    private static byte[] Zone(DnsMessage question)
    {
        DnsQuestion asked = question.Questions[0];
        string name = asked.Name.ToString().ToLowerInvariant();
        bool wantsAddress = asked.Type == DnsType.A;
        int number = name.StartsWith("endless", StringComparison.Ordinal) ? name.Length : 0;
        DnsRecord[] records = name switch
        {
            "www.example.com" when wantsAddress => [Address(name, s_address)],
            "alias.example.com" => [Alias(name, "www.example.com"), Address("www.example.com", s_address)],
            "far.example.com" => [Alias(name, "alias.example.com")],
            "circle.example.com" => [Alias(name, "b.example.com"), Alias("b.example.com", name)],
            "7.100.51.198.in-addr.arpa" => [DnsRecord.OfName(asked.Name, DnsType.Ptr, Name("www.example.com"), 60)],
            _ when number > 0 => [Alias(name, "endlessx" + name[7..])],
            _ when name.EndsWith("wild.example.com", StringComparison.Ordinal) => [Address(name, s_address)],
            _ => [],
        };
        int code = records.Length > 0 || name == "www.example.com" ? 0 : 3;
        return TestDnsServer.Answer(question, records, code, records.Length > 0 ? [] : [Start("example.com")]);
    }

    private static DnsRecord Address(string name, IpAddress address) => DnsRecord.OfAddress(Name(name), address, 60);

    private static DnsRecord Alias(string name, string target) => DnsRecord.OfName(Name(name), DnsType.Cname, Name(target), 60);

    /// <summary>An SOA record that may be kept for 300 s; that a name is not there, for 30 s.</summary>
    private static DnsRecord Start(string zone)
    {
        byte[] numbers = new byte[20];
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(16), 30);
        return new(Name(zone), DnsType.Soa, 1, 300, [.. Name("ns").Wire, .. Name("me").Wire, .. numbers]);
    }

    private static DomainName Name(string text)
    {
        Assert.True(DomainName.TryParse(text, out DomainName? name), text);
        return name;
    }

    /// <summary>Asks a second question when the first is answered.</summary>
    private sealed class Chain(DnsResolver resolver) : IDnsUser
    {
        public List<DnsOutcome> Outcomes { get; } = [];

        public void OnAnswered(DnsQuery query, DnsAnswer answer, Timestamp now)
        {
            Outcomes.Add(answer.Outcome);
            if (Outcomes.Count == 1) resolver.Resolve("none.example.com", DnsType.A, this, now);
        }
    }
}
