using System.Text.RegularExpressions;
using NetStack.Bytes;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;
using NetStack.Tracing;
using NetStack.Transport.Tcp;
using NetStack.Transport.Tcp.Observation;

namespace NetStack.Tests.Conformance;

/// <summary>tests/conformance/RFC9293.md, the table of Appendix B, and the scripts it names; and the state diagram.</summary>
public sealed partial class RequirementTableTests
{
    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "conformance");

    private static IEnumerable<string[]> Rows => File.ReadLines(Path.Combine(Home, "RFC9293.md"))
        .Where(line => Row().IsMatch(line)).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    [Fact]
    public void Every_requirement_of_appendix_B_stands_in_the_table_once()
    {
        IEnumerable<string> all = Numbered("MUST", 69).Concat(Numbered("SHLD", 31)).Concat(Numbered("MAY", 18)).Concat(Numbered("REC", 1));
        Assert.Equal(119, all.Count());
        Assert.Equal(all.Order(StringComparer.Ordinal), Rows.Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.All(Rows, row => Assert.Equal(4, row.Length));

        static IEnumerable<string> Numbered(string kind, int count) => Enumerable.Range(1, count).Select(number => $"{kind}-{number}");
    }

    [Fact]
    public void Every_requirement_names_a_script_or_a_test_that_exists_or_why_it_is_declined()
    {
        foreach (string[] row in Rows)
        {
            List<string> names = [.. Name().Matches(row[3]).Select(match => match.Groups[1].Value)];
            Assert.True(names.Count > 0 || row[3].StartsWith("Declined: ", StringComparison.Ordinal), $"{row[0]} names nothing");
            Assert.All(names, name => Assert.True(Exists(name), $"{row[0]} names {name}, which is not there"));
        }
    }

    /// <summary>A script's path, or Class.Method of this assembly.</summary>
    private static bool Exists(string name)
    {
        if (name.EndsWith(".pkt", StringComparison.Ordinal)) return File.Exists(Path.Combine(Home, name));
        string[] parts = name.Split('.');
        return parts.Length == 2 && typeof(RequirementTableTests).Assembly.GetTypes()
            .Any(type => type.Name == parts[0] && type.GetMethod(parts[1]) is not null);
    }

    /// <summary>Arrows that no script can walk, and why.</summary>
    private static readonly TcpTransition[] OutOfReach =
    [
        TcpTransitions.PassiveOpen, // CLOSED to LISTEN is a listener's birth: there is no connection to tell of it
        TcpTransitions.SendWhileListening, // sockets cannot send while they listen: write fails (calls-in-listen.pkt)
        TcpTransitions.FinWhileOpening, // fifth comes before eighth: an ACK that would let the FIN be looked at has led to ESTABLISHED
    ];

    [Fact]
    public void The_scripts_walk_every_arrow_of_the_state_diagram()
    {
        Walked walked = new();
        foreach (string file in Directory.GetFiles(Home, "*.pkt", SearchOption.AllDirectories))
        {
            Assert.True(Script.TryParse(File.ReadAllText(file), out Script? script, out _), file);
            ScriptRunner.Run(script, ScriptRunner.FamiliesOf(script)[0], events: walked);
        }

        // by where it begins and why: a connection that vanishes says CLOSED whatever comes after it
        TcpTransition[] missing = [.. TcpTransitions.All.Where(arrow => !walked.Steps.Contains((arrow.From, arrow.Reason.Id)))];
        Assert.Equal(OutOfReach, missing);
    }

    private sealed class Walked : IEventSink
    {
        public HashSet<(TcpState From, string Reason)> Steps { get; } = [];

        public void Publish(StackEvent stackEvent)
        {
            if (stackEvent is StateChanged change) Steps.Add((change.From, change.Envelope.Reason.Id));
        }
    }

    [GeneratedRegex(@"^\| (MUST|SHLD|MAY|REC)-\d+ ")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
