using NetStack.Conformance.Syntax;

namespace NetStack.Conformance.Running;

/// <summary>What an ICMP message of one version of IP is called in the other. Sources: RFC 792, RFC 1191, RFC 4443.</summary>
internal static class IcmpVersions
{
    private const byte Any = byte.MaxValue;

    /// <summary>Type and code over IPv4, and over IPv6. Where several have one meaning, the first one is used.</summary>
    private static readonly (byte Type4, byte Code4, byte Type6, byte Code6)[] Pairs =
    [
        (3, 4, 2, 0), // fragmentation needed: packet too big
        (3, 3, 1, 4), // port unreachable
        (3, 2, 4, 1), // protocol unreachable: unknown next header
        (3, 1, 1, 3), // host unreachable: address unreachable
        (3, 0, 1, 0), // net unreachable: no route
        (3, 13, 1, 1), // administratively prohibited
        (3, 9, 1, 1),
        (3, 10, 1, 1),
        (3, 5, 1, 5), // source route failed: source address failed policy
        (11, 0, 3, 0), // time exceeded
        (11, 1, 3, 1),
        (12, 0, 4, 0), // parameter problem
        (8, Any, 128, Any), // echo
        (0, Any, 129, Any),
    ];

    /// <summary>The message for a version of IP; null when that has no such message.</summary>
    /// <remarks>An MTU is told with the difference of the headers, as the interface has it.</remarks>
    public static PacketSyntax.Icmp? Translate(PacketSyntax.Icmp line, bool toVersion6)
    {
        if (line.IsVersion6 == toVersion6) return line;
        foreach ((byte type4, byte code4, byte type6, byte code6) in Pairs)
        {
            (byte type, byte code, byte newType, byte newCode) = toVersion6 ? (type4, code4, type6, code6) : (type6, code6, type4, code4);
            if (line.Type != type || (line.Code != code && code != Any)) continue;
            long? mtu = line.Mtu + (toVersion6 ? RunSettings.LongerHeader : -RunSettings.LongerHeader);
            return line with
            {
                IsVersion6 = toVersion6, Type = newType, Code = newCode == Any ? line.Code : newCode, Mtu = (uint?)(mtu is < 0 ? 0 : mtu),
            };
        }

        return null;
    }
}
