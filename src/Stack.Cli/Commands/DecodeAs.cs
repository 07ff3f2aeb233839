using System.Globalization;
using NetStack.Dissection;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary><c>-d SELECTOR==KEY,PROTOCOL</c>: who dissects what a port, protocol number or EtherType leads to.</summary>
internal static class DecodeAs
{
    private static readonly Dictionary<string, DissectorTable> Tables = new()
    {
        ["ethertype"] = DissectorTable.EtherType,
        ["llc.dsap"] = DissectorTable.LlcSap,
        ["ppp.protocol"] = DissectorTable.PppProtocol,
        ["ip.proto"] = DissectorTable.IpProtocol,
        ["udp.port"] = DissectorTable.UdpPort,
        ["tcp.port"] = DissectorTable.TcpPort,
    };

    /// <summary>A registry with the bindings that were asked for.</summary>
    /// <exception cref="UserError">A rule makes no sense.</exception>
    public static ProtocolRegistry Apply(ProtocolRegistry registry, IEnumerable<string> rules) => rules.Aggregate(registry, Apply);

    /// <summary>Adds one rule. As with tshark a key may be a range: <c>tcp.port==8000-8010,http</c>.</summary>
    private static ProtocolRegistry Apply(ProtocolRegistry registry, string rule)
    {
        if (rule.Split("==", 2) is not [string selector, string rest] || rest.Split(',', 2) is not [string keys, string protocol])
            throw UserError.Usage(Texts.Of(DissectTexts.BadRule, rule));
        if (!Tables.TryGetValue(selector, out DissectorTable table))
            throw UserError.Usage(Texts.Of(DissectTexts.NoSuchTable, rule, selector, string.Join(", ", Tables.Keys)));
        if (registry.EntryOf(protocol) < 0)
        {
            string near = Nearest.Names(protocol, [.. registry.Protocols.Select(known => known.Name)]);
            throw UserError.Usage(Texts.Of(DissectTexts.NoSuchProtocol, rule, protocol, near));
        }

        if (!TryParseRange(keys, out uint first, out uint last))
            throw UserError.Usage(Texts.Of(DissectTexts.BadKey, rule, keys));
        return registry.With(Enumerable.Range((int)first, (int)(last - first) + 1).Select(key => (table, (uint)key, protocol)));
    }

    private static bool TryParseRange(string keys, out uint first, out uint last)
    {
        string[] ends = keys.Split('-', 2);
        bool parsed = TryParseKey(ends[0], out first) & TryParseKey(ends[^1], out last);
        return parsed && first <= last;
    }

    private static bool TryParseKey(string text, out uint key) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? uint.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out key) && key <= ushort.MaxValue
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out key) && key <= ushort.MaxValue;
}
