using NetStack.Bytes;
using NetStack.Labs.Scenarios;
using NetStack.Simulation;
using NetStack.Simulation.Links;
using NetStack.Simulation.Scenarios;
using NetStack.Transport.Tcp;
using Xunit;

namespace NetStack.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "scenarios");

    public static TheoryData<string> Ready => [.. Directory.GetFiles(Home, "*.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Ready))]
    public void A_scenario_that_ships_runs_to_its_end_twice_in_the_same_way(string file)
    {
        string text = File.ReadAllText(Path.Combine(Home, file));
        Assert.StartsWith("# ", text, StringComparison.Ordinal); // it says what to look at
        Scenario scenario = Read(text);
        Assert.NotEmpty(scenario.Title);
        ScenarioWorld first = ScenarioWorld.Build(scenario), again = ScenarioWorld.Build(scenario);
        first.Run();
        again.Run();
        Assert.Equal(first.World.Steps, again.World.Steps);
        Assert.True(first.World.Links.Sum(link => link.From(link.A).Offered + link.From(link.B).Offered) > 3, "hardly anything was sent");
        Assert.Empty(first.World.Nodes.OfType<NetStack.Simulation.Nodes.HostNode>().SelectMany(host => host.Host.Applications).Where(IsClient));
    }

    [Fact]
    public void All_that_a_scenario_can_say_is_read()
    {
        Scenario scenario = Read(
            """
            title: All of it
            seed: 7
            until: 1.5s
            nodes:
              a: {kind: host, stack: {cc: reno, sack: off}}
              b: {kind: host, stack: "profile=textbook"}
              r: router
              s: switch
              h: hub
            links:
              - {between: [a, s], mtu: 1400, loss: 1.5%, delay: 20ms, rate: 10Mbit, queue: 50, drop: [3, 7], back: {delay: 5ms}}
            programs:
              - {on: b, run: http, port: 8080}
              - {on: a, run: get, from: b, port: 8080, at: 250ms}
            changes:
              - {at: 1s, cut: [a, s]}
              - {at: 2s, mend: [s, a]}
            """);
        Assert.Equal(("All of it", 7UL, Duration.FromMilliseconds(1500)), (scenario.Title, scenario.Seed, scenario.Until));
        Assert.Equal(CongestionAlgorithm.Reno, scenario.Nodes[0].Tcp.CongestionControl);
        Assert.False(scenario.Nodes[0].Tcp.UseSack);
        Assert.Equal("textbook", scenario.Nodes[1].Tcp.Name);
        Assert.Equal([ScenarioNodeKind.Host, ScenarioNodeKind.Host, ScenarioNodeKind.Router, ScenarioNodeKind.Switch, ScenarioNodeKind.Hub], scenario.Nodes.Select(node => node.Kind));
        ScenarioLink link = Assert.Single(scenario.Links);
        LinkOptions forth = new() { Loss = 15_000, Delay = Duration.FromMilliseconds(20), BitsPerSecond = 10_000_000, QueueFrames = 50 };
        Assert.Equal(("a", "s", 1400, forth), (link.A, link.B, link.Mtu, link.Forth.Link));
        Assert.Equal([3L, 7L], link.Forth.Drops);
        Assert.Equal(new LinkOptions { Delay = Duration.FromMilliseconds(5) }, link.Back!.Link);
        Assert.Equal(("a", "get", Duration.FromMilliseconds(250), "b"), (scenario.Programs[1].On, scenario.Programs[1].Run, scenario.Programs[1].At, scenario.Programs[1].Arguments["from"]));
        Assert.Equal([false, true], scenario.Changes.Select(change => change.IsUp));
    }

    [Theory]
    [InlineData("nodes: {a: hots}", 1, 12, ScenarioTextReasons.UnknownKey, "host")]
    [InlineData("node: {a: host}", 1, 1, ScenarioTextReasons.UnknownKey, "nodes")]
    [InlineData("title: x", 1, 1, ScenarioTextReasons.MissingKey, "nodes")]
    [InlineData("nodes: {a: host}\nlinks:\n  - {between: [a]}", 3, 15, ScenarioTextReasons.Expected, "[a, b]")]
    [InlineData("nodes: {a: host}\nlinks:\n  - {between: [a, b], dealy: 3ms}", 3, 23, ScenarioTextReasons.UnknownKey, "delay")]
    [InlineData("nodes: {a: host}\nlinks:\n  - {between: [a, b], delay: 3}", 3, 30, ImpairmentReasons.Duration, "3")]
    [InlineData("nodes: {a: host}\nprograms:\n  - {on: a, run: gte}", 3, 18, ScenarioTextReasons.UnknownKey, "get")]
    [InlineData("nodes: {a: {kind: host, stack: {sack: maybe}}}", 1, 33, ScenarioTextReasons.BadValue, "sack=maybe")]
    [InlineData("seed: -1\nnodes: {a: host}", 1, 7, ScenarioTextReasons.BadValue, "-1")]
    [InlineData("until: soon\nnodes: {a: host}", 1, 8, ScenarioTextReasons.BadValue, "soon")]
    [InlineData("nodes: [a, b", 1, 13, ScenarioTextReasons.NoYaml, "")]
    public void A_fault_is_told_with_its_place_and_the_nearest_right_word(string text, int line, int column, string reason, string says)
    {
        Assert.False(ScenarioReader.TryRead(text, out _, out ScenarioFault? fault));
        Assert.Equal((line, reason), (fault.Line, fault.Reason));
        Assert.Equal(column, fault.Column);
        Assert.True(says.Length == 0 || fault.Arguments.Contains(says), string.Join(", ", fault.Arguments));
    }

    [Fact]
    public void Hostile_texts_end_in_a_fault()
    {
        string[] texts =
        [
            "", "\0", "- - - -", new string('[', 100_000), string.Concat(Enumerable.Repeat("{a: ", 10_000)), "a: &x [*x]", "&a *a",
            "nodes: &n {a: *n}", new string('a', ScenarioReader.MaxLength + 1), "nodes: {? [a] : host}", "%YAML 9.9\n---\nnodes: {}",
        ];
        foreach (string text in texts) Assert.False(ScenarioReader.TryRead(text, out _, out ScenarioFault? fault) || fault is null, text[..Math.Min(40, text.Length)]);
        Random random = new(1);
        string good = File.ReadAllText(Path.Combine(Home, "dumbbell.yaml"));
        for (int i = 0; i < 2_000; i++)
        {
            char[] letters = good.ToCharArray();
            for (int changes = random.Next(1, 8); changes > 0; changes--) letters[random.Next(letters.Length)] = (char)random.Next(32, 127);
            ScenarioReader.TryRead(new(letters), out _, out _); // whatever comes of it, it comes
        }
    }

    private static bool IsClient(NetStack.Hosting.IApplication application) => application.GetType().Name is "HttpFetch" or "PingProgram" or "TracerouteProgram" or "BulkSender";

    private static Scenario Read(string text)
    {
        Assert.True(ScenarioReader.TryRead(text, out Scenario? scenario, out ScenarioFault? fault), $"{fault}");
        return scenario!;
    }
}
