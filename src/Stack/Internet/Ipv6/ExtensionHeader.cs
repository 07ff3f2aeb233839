using NetStack.Dissection;

namespace NetStack.Internet.Ipv6;

/// <summary>What the extension headers have in common: the kind of the next header, and most a length in units of
/// eight octets. Source: RFC 8200 §4.</summary>
internal static class ExtensionHeader
{
    /// <summary>Octets of the shortest.</summary>
    public const int MinLength = 8;

    /// <summary>Hands on what a header announces as the next, and tells the transport layer what that is.</summary>
    public static void HandOn(DissectedFrame frame, byte nextHeader, scoped in Octets payload)
    {
        frame.Network = frame.Network with { Protocol = nextHeader };
        if (nextHeader == IpProtocol.Ipv6NoNext || !frame.TryNext(DissectorTable.IpProtocol, nextHeader, payload))
            frame.NextData(payload);
    }

    /// <summary>Reads the length of a header that is counted in units of eight octets, the first not counted.</summary>
    /// <returns>False when not all of it is there; a finding says so.</returns>
    public static bool TryLength(DissectedFrame frame, scoped in Octets octets, out int length)
    {
        length = octets.Length < 2 ? MinLength : (octets[1] + 1) * 8;
        if (length <= octets.Length) return true;
        frame.ReportTooShort(octets, octets.Length, length - octets.Length);
        return false;
    }
}
