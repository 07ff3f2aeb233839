using System.Globalization;
using NetStack.Bytes;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Live;

/// <summary>A command that makes a part of a playground, and the one that takes it away; null where it goes with another.</summary>
internal sealed record PlaygroundStep(string Do, string? Undo = null);

/// <summary>What makes a playground: a TAP device with addresses for this machine's kernel, in a namespace of its own if wanted, and a
/// way outwards if wanted.</summary>
internal sealed record PlaygroundPlan(string Name, IReadOnlyList<PlaygroundStep> Steps)
{
    /// <summary>Who the device is to belong to: whoever called sudo, so that our host needs no rights.</summary>
    public static string CallingUser => Environment.GetEnvironmentVariable("SUDO_USER") ?? Environment.UserName;

    /// <exception cref="UserError">A name that would be something else in a command.</exception>
    public static PlaygroundPlan Create(string name, (IpAddress Address, int PrefixLength) v4, (IpAddress Address, int PrefixLength) v6, string user, string? netns, bool usesNat)
    {
        foreach (string word in (string[])[name, user, netns ?? "x"]) Check(word);
        if (v4.Address.Family != IpFamily.V4) throw UserError.Usage(Texts.Of(LiveTexts.BadPrefix, Text(v4)));
        if (v6.Address.Family != IpFamily.V6) throw UserError.Usage(Texts.Of(LiveTexts.BadPrefix, Text(v6)));
        string ip = netns is null ? "ip" : $"ip -n {netns}", v4Text = Text(v4), v6Text = Text(v6);
        List<PlaygroundStep> steps = [];
        if (netns is not null)
        {
            steps.Add(new($"ip netns add {netns}", $"ip netns delete {netns}"));
            steps.Add(new($"{ip} link set lo up"));
        }

        steps.Add(new($"{ip} tuntap add dev {name} mode tap user {user}", $"{ip} tuntap del dev {name} mode tap"));
        steps.Add(new($"{ip} addr add {v4Text} dev {name}"));
        steps.Add(new($"{ip} -6 addr add {v6Text} dev {name} nodad"));
        steps.Add(new($"{ip} link set {name} up"));
        if (usesNat) AddNat(steps, name, v4);
        return new(name, steps);
    }

    private static void AddNat(List<PlaygroundStep> steps, string name, (IpAddress Address, int PrefixLength) v4)
    {
        string table = $"netstack_{name.Replace('-', '_')}";
        if (Playground.ReadForwarding() == "0") steps.Add(new("sysctl -qw net.ipv4.ip_forward=1", "sysctl -qw net.ipv4.ip_forward=0"));
        steps.Add(new($"nft add table ip {table}", $"nft delete table ip {table}"));
        steps.Add(new($"nft add chain ip {table} out {{ type nat hook postrouting priority srcnat ; }}"));
        steps.Add(new($"nft add rule ip {table} out ip saddr {Text(v4)} oifname != {name} masquerade"));
    }

    private static string Text((IpAddress Address, int PrefixLength) prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix.Address}/{prefix.PrefixLength}");

    private static void Check(string word)
    {
        bool isName = word.Length is > 0 and <= 32 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && word[0] is not ('-' or '.');
        if (!isName) throw UserError.Usage(Texts.Of(LiveTexts.NotAName, word));
    }
}
