using System.Globalization;

namespace NetStack.Bytes;

/// <summary>The text form of IPv6 addresses. Source: RFC 4291 §2.2 (reading), RFC 5952 §4 (writing).</summary>
internal static class Ipv6Text
{
    private const int Groups = 8;

    /// <summary>Writes the canonical form: no leading zeros, the longest run of two or more zero groups as ::.</summary>
    /// <remarks>RFC 5952 §5: IPv4-mapped addresses are written with dotted decimal at the end.</remarks>
    public static void Write(Utf8Writer writer, ulong high, ulong low)
    {
        if (high == 0 && low >> 32 == 0xFFFF)
        {
            writer.Write("::ffff:"u8);
            writer.WriteIp(IpAddress.V4((uint)low));
            return;
        }

        (int start, int length) = LongestZeroRun(high, low);
        for (int i = 0; i < Groups; i++)
        {
            if (i == start)
            {
                writer.Write("::"u8);
                i += length - 1;
                continue;
            }

            if (i > 0 && i != start + length) writer.Write((byte)':');
            writer.WriteHex(Group(high, low, i), 1);
        }
    }

    /// <summary>Parses groups of up to four hexadecimal digits with at most one ::, and a dotted IPv4 end.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        UInt128 value = 0;
        int groups = 0, gap = -1, at = 0;
        if (text.StartsWith("::"))
            (gap, at) = (0, 2);
        while (at < text.Length)
        {
            if (groups >= Groups) return false;
            ReadOnlySpan<char> rest = text[at..];
            int end = rest.IndexOf(':');
            ReadOnlySpan<char> group = end < 0 ? rest : rest[..end];
            if (group.Contains('.'))
            {
                if (end >= 0 || groups > Groups - 2 || !TryParseDotted(group, out uint dotted)) return false;
                value = value << 32 | dotted;
                groups += 2;
                break;
            }

            if (group.Length is 0 or > 4 || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort bits))
                return false;
            value = value << 16 | bits;
            groups++;
            at += group.Length + 1;
            if (end >= 0 && at == text.Length) return false; // a single colon at the end
            if (end >= 0 && text[at] == ':')
            {
                if (gap >= 0) return false;
                (gap, at) = (groups, at + 1);
            }
        }

        if (gap < 0 ? groups != Groups : groups >= Groups) return false;
        if (gap >= 0)
        {
            int tail = (groups - gap) * 16;
            UInt128 low = tail == 0 ? 0 : value & (UInt128.MaxValue >> (128 - tail));
            UInt128 head = tail == 0 ? value : value >> tail;
            int headShift = 128 - (gap * 16);
            value = (headShift >= 128 ? 0 : head << headShift) | low;
        }

        address = IpAddress.V6((ulong)(value >> 64), unchecked((ulong)value));
        return true;
    }

    /// <summary>Parses four decimal octets; leading zeros are refused, as their base is in doubt.</summary>
    public static bool TryParseDotted(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        for (int i = 0; i < 4; i++)
        {
            int end = i < 3 ? text.IndexOf('.') : text.Length;
            if (end is < 1 or > 3 || (end > 1 && text[0] == '0')) return false;
            if (!byte.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out byte octet)) return false;
            bits = bits << 8 | octet;
            text = i < 3 ? text[(end + 1)..] : default;
        }

        return true;
    }

    private static uint Group(ulong high, ulong low, int i) =>
        (uint)((i < 4 ? high >> (48 - (16 * i)) : low >> (112 - (16 * i))) & 0xFFFF);

    private static (int Start, int Length) LongestZeroRun(ulong high, ulong low)
    {
        int start = -1, length = 1;
        for (int i = 0; i < Groups; i++)
        {
            int run = 0;
            while (i + run < Groups && Group(high, low, i + run) == 0) run++;
            if (run > length) (start, length) = (i, run);
            i += run;
        }

        return (start, start < 0 ? 0 : length);
    }
}
