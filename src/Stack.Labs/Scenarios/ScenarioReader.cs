using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NetStack.Bytes;
using NetStack.Simulation.Links;
using NetStack.Simulation.Scenarios;
using NetStack.Transport.Tcp;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetStack.Labs.Scenarios;

/// <summary>Reads a scenario from YAML. Every fault has line and column, and the nearest right word.</summary>
/// <remarks>
/// <code>
/// title: Two hosts and a cable
/// nodes: {alice: host, bob: host}
/// links: [{between: [alice, bob], delay: 10ms}]
/// programs: [{on: alice, run: ping, to: bob}]
/// </code>
/// </remarks>
public static class ScenarioReader
{
    /// <summary>The longest text that is read.</summary>
    public const int MaxLength = 1 << 20;

    private const int MostNested = 16;
    private static readonly string[] TopKeys = ["title", "seed", "until", "nodes", "links", "programs", "changes"];
    private static readonly string[] LinkKeys = ["between", "mtu", "back", .. ImpairmentText.Names];

    /// <summary>Reads a text.</summary>
    /// <returns>False with the fault.</returns>
    public static bool TryRead(string text, [NotNullWhen(true)] out Scenario? scenario, [NotNullWhen(false)] out ScenarioFault? fault)
    {
        (scenario, fault) = (null, null);
        try
        {
            if (text.Length > MaxLength) throw new FaultException(new(1, 1, ScenarioTextReasons.TooLong, [MaxLength]));
            CheckDepth(text);
            YamlStream stream = new();
            stream.Load(new StringReader(text));
            YamlNode root = stream.Documents is [var only, ..] ? only.RootNode : throw At(Mark.Empty, ScenarioTextReasons.MissingKey, "nodes");
            scenario = ReadScenario(Mapping(root));
            return true;
        }
        catch (FaultException error)
        {
            fault = error.Fault;
        }
        catch (YamlException error)
        {
            fault = Within(text, new((int)error.Start.Line, (int)error.Start.Column, ScenarioTextReasons.NoYaml, [error.Message]));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            fault = new(1, 1, ScenarioTextReasons.NoYaml, [error.Message]); // the library gives up without a place
        }

        return false;
    }

    /// <summary>The library places what is missing at the end behind the end.</summary>
    private static ScenarioFault Within(string text, ScenarioFault fault)
    {
        string[] lines = text.Split('\n');
        return fault.Line <= lines.Length ? fault : fault with { Line = lines.Length, Column = lines[^1].Length + 1 };
    }

    /// <summary>The tree is built by recursion: a text that only opens brackets must not fill the stack.</summary>
    private static void CheckDepth(string text)
    {
        Parser parser = new(new StringReader(text));
        for (int depth = 0; parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MostNested) throw At(parser.Current.Start, ScenarioTextReasons.Expected, "key: value");
        }
    }

    private static Scenario ReadScenario(YamlMappingNode root)
    {
        CheckKeys(root, TopKeys);
        return new()
        {
            Title = Find(root, "title") is { } title ? Text(title) : "",
            Seed = Find(root, "seed") is { } seed ? (ulong)Number(seed, 0, long.MaxValue) : 1,
            Until = Find(root, "until") is { } until ? Time(until) : Duration.FromSeconds(60),
            Nodes = [.. Mapping(Need(root, "nodes")).Children.Select(static pair => ReadNode(Text(pair.Key), pair.Value))],
            Links = [.. Items(root, "links").Select(static item => ReadLink(Mapping(item)))],
            Programs = [.. Items(root, "programs").Select(static item => ReadProgram(Mapping(item)))],
            Changes = [.. Items(root, "changes").Select(static item => ReadChange(Mapping(item)))],
        };
    }

    private static ScenarioNode ReadNode(string name, YamlNode node)
    {
        if (node is YamlScalarNode) return new(name, Kind(node));
        YamlMappingNode mapping = Mapping(node);
        CheckKeys(mapping, ["kind", "stack"]);
        ScenarioNode read = new(name, Kind(Need(mapping, "kind")));
        return Find(mapping, "stack") is { } stack ? read with { Tcp = ReadSwitches(stack) } : read;
    }

    /// <summary>A map (sack: off) or a text (sack=off,cc=reno).</summary>
    private static TcpProfile ReadSwitches(YamlNode node)
    {
        TcpProfile profile = TcpProfile.Linux;
        IEnumerable<(string Name, string Value, YamlNode At)> switches = node is YamlMappingNode mapping
            ? mapping.Children.Select(static pair => (Text(pair.Key), Text(pair.Value), pair.Key))
            : Text(node).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(item => item.Split('=', 2)).Select(parts => (parts[0], parts.Length > 1 ? parts[1] : "", node));
        foreach ((string name, string value, YamlNode at) in switches)
        {
            profile = TcpSwitches.Apply(profile, name, value) ?? throw At(at.Start, ScenarioTextReasons.BadValue, $"{name}={value}",
                string.Join(", ", TcpSwitches.All.Select(static known => $"{known.Name}={known.Values}")));
        }

        return profile;
    }

    private static ScenarioLink ReadLink(YamlMappingNode link)
    {
        CheckKeys(link, LinkKeys);
        (string a, string b) = ReadEnds(Need(link, "between"));
        return new(a, b)
        {
            Forth = ReadImpairments(link),
            Back = Find(link, "back") is { } back ? ReadImpairments(Checked(Mapping(back), [.. ImpairmentText.Names])) : null,
            Mtu = Find(link, "mtu") is { } mtu ? (int)Number(mtu, 68, 65_535) : 1500,
        };
    }

    private static (string A, string B) ReadEnds(YamlNode node)
    {
        if (node is YamlSequenceNode { Children: [var a, var b] }) return (Text(a), Text(b));
        throw At(node.Start, ScenarioTextReasons.Expected, "[a, b]");
    }

    private static Impairments ReadImpairments(YamlMappingNode mapping)
    {
        Impairments impairments = new();
        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            string name = Text(key);
            if (!ImpairmentText.Names.Contains(name)) continue;
            string text = value is YamlSequenceNode list ? string.Join(',', list.Children.Select(Text)) : Text(value);
            if (!ImpairmentText.TrySet(ref impairments, name, text, out string reason))
                throw At(value.Start, reason, text, string.Join(", ", ImpairmentText.Names));
        }

        return impairments;
    }

    private static ScenarioProgram ReadProgram(YamlMappingNode program)
    {
        var arguments = ImmutableDictionary.CreateBuilder<string, string>();
        foreach ((YamlNode key, YamlNode value) in program.Children)
            if (Text(key) is not ("on" or "run" or "at")) arguments[Text(key)] = Text(value);
        string run = Text(Need(program, "run"));
        if (!ScenarioPrograms.Names.Contains(run))
            throw At(Need(program, "run").Start, ScenarioTextReasons.UnknownKey, run, Nearest(run, ScenarioPrograms.Names), string.Join(", ", ScenarioPrograms.Names));
        return new(Text(Need(program, "on")), run, Find(program, "at") is { } at ? Time(at) : default, arguments.ToImmutable());
    }

    private static ScenarioChange ReadChange(YamlMappingNode change)
    {
        CheckKeys(change, ["at", "cut", "mend"]);
        YamlNode? cut = Find(change, "cut"), mend = Find(change, "mend");
        if (cut is null == mend is null) throw At(change.Start, ScenarioTextReasons.Expected, "cut: [a, b] | mend: [a, b]");
        (string a, string b) = ReadEnds((cut ?? mend)!);
        return new(Time(Need(change, "at")), a, b, cut is null);
    }

    private static ScenarioNodeKind Kind(YamlNode node)
    {
        string text = Text(node);
        string[] names = [.. Enum.GetNames<ScenarioNodeKind>().Select(static name => name.ToLowerInvariant())];
        int index = Array.IndexOf(names, text);
        return index >= 0 ? (ScenarioNodeKind)index : throw At(node.Start, ScenarioTextReasons.UnknownKey, text, Nearest(text, names), string.Join(", ", names));
    }

    private static YamlMappingNode Checked(YamlMappingNode mapping, string[] keys)
    {
        CheckKeys(mapping, keys);
        return mapping;
    }

    private static void CheckKeys(YamlMappingNode mapping, string[] known)
    {
        foreach (YamlNode key in mapping.Children.Keys)
        {
            string name = Text(key);
            if (!known.Contains(name)) throw At(key.Start, ScenarioTextReasons.UnknownKey, name, Nearest(name, known), string.Join(", ", known));
        }
    }

    private static string Nearest(string word, IEnumerable<string> known) => known.MinBy(other => Distance(word, other)) ?? "";

    /// <summary>Letters to change, put in or leave out. Source: Levenshtein, 1966.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= Math.Min(a.Length, 64); i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }

    private static IEnumerable<YamlNode> Items(YamlMappingNode mapping, string key) => Find(mapping, key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        { } other => throw At(other.Start, ScenarioTextReasons.Expected, "[…]"),
    };

    private static YamlNode? Find(YamlMappingNode mapping, string key)
    {
        foreach ((YamlNode name, YamlNode value) in mapping.Children)
            if (name is YamlScalarNode scalar && scalar.Value == key) return value;
        return null;
    }

    private static YamlNode Need(YamlMappingNode mapping, string key) => Find(mapping, key) ?? throw At(mapping.Start, ScenarioTextReasons.MissingKey, key);

    private static YamlMappingNode Mapping(YamlNode node) => node as YamlMappingNode ?? throw At(node.Start, ScenarioTextReasons.Expected, "key: value");

    private static string Text(YamlNode node) => (node as YamlScalarNode)?.Value ?? throw At(node.Start, ScenarioTextReasons.Expected, "a word");

    private static long Number(YamlNode node, long least, long most)
    {
        string text = Text(node);
        bool isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most;
        return isNumber ? number : throw At(node.Start, ScenarioTextReasons.BadValue, text, $"{least} … {most}");
    }

    private static Duration Time(YamlNode node) =>
        ImpairmentText.TryParseDuration(Text(node), out Duration time) ? time : throw At(node.Start, ScenarioTextReasons.BadValue, Text(node), "20ms, 1.5s …");

    private static FaultException At(Mark place, string reason, params object[] arguments) =>
        new(new((int)place.Line, (int)place.Column, reason, arguments));

    private sealed class FaultException(ScenarioFault fault) : Exception
    {
        public ScenarioFault Fault => fault;
    }
}
