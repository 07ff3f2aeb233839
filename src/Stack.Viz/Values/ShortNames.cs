using System.Collections.Frozen;
using System.Globalization;
using NetStack.Dissection;

namespace NetStack.Viz.Values;

/// <summary>What a field is called where there is room for a few letters: mostly the last word of its filter name
/// (SYN for tcp.flags.syn), where RFCs abbreviate otherwise their letters.</summary>
public static class ShortNames
{
    private static readonly FrozenDictionary<string, string> OfRfc = new Dictionary<string, string>
    {
        ["tcp.flags.push"] = "PSH", // RFC 9293 §3.1
        ["tcp.flags.reset"] = "RST",
        ["dns.flags.response"] = "QR", // RFC 1035 §4.1.1
        ["dns.flags.authoritative"] = "AA",
        ["dns.flags.truncated"] = "TC",
        ["dns.flags.recdesired"] = "RD",
        ["dns.flags.recavail"] = "RA",
        ["dns.flags.authenticated"] = "AD", // RFC 4035 §3.1.6
        ["dns.flags.checkdisable"] = "CD",
    }.ToFrozenDictionary();

    /// <summary>The few letters of a field.</summary>
    public static string Of(Field field) => OfRfc.TryGetValue(field.Name, out string? name) ? name
        : field.Name[(field.Name.LastIndexOf('.') + 1)..].ToUpper(CultureInfo.InvariantCulture);
}
