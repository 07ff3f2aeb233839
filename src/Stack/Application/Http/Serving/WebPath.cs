using System.Text;
using System.Text.Unicode;

namespace NetStack.Application.Http.Serving;

/// <summary>The path of a request, made safe: what comes out names something below the root, whatever was
/// asked.</summary>
public static class WebPath
{
    /// <summary>Decodes a path once and looks at each of its parts. Source: RFC 3986 §2.1 and §3.3.</summary>
    /// <param name="raw">The path as it was sent, without the query.</param>
    /// <param name="path">The path, in UTF-16, with one slash at its beginning and none doubled.</param>
    /// <returns>False for a path that no honest client sends: one that leads upwards, one with a zero octet or
    /// another control, a slash in disguise, or octets that are no UTF-8.</returns>
    public static bool TryNormalize(ReadOnlySpan<byte> raw, out string path)
    {
        path = "/";
        if (raw.IsEmpty || raw[0] != '/') return false;
        byte[] decoded = new byte[raw.Length];
        int length = 0;
        for (int at = 0; at < raw.Length; at++)
        {
            byte octet = raw[at];
            if (octet == '%')
            {
                if (!TryDecode(raw[at..], out octet) || octet is (byte)'/' or (byte)'%') return false;
                at += 2;
            }

            if (octet is < 0x20 or 0x7F or (byte)'\\') return false;
            if (octet == '/' && length > 0 && decoded[length - 1] == '/') continue;
            decoded[length++] = octet;
        }

        ReadOnlySpan<byte> whole = decoded.AsSpan(0, length);
        if (!Utf8.IsValid(whole) || HasDots(whole)) return false;
        path = Encoding.UTF8.GetString(whole);
        return true;
    }

    private static bool TryDecode(ReadOnlySpan<byte> text, out byte octet)
    {
        octet = 0;
        if (text.Length < 3 || !char.IsAsciiHexDigit((char)text[1]) || !char.IsAsciiHexDigit((char)text[2])) return false;
        octet = (byte)((Digit(text[1]) << 4) | Digit(text[2]));
        return true;
    }

    private static int Digit(byte octet) => octet <= '9' ? octet - '0' : (octet | 0x20) - 'a' + 10;

    /// <summary>True when a part is "." or "..": clients take those out themselves (RFC 3986 §5.2.4).</summary>
    private static bool HasDots(ReadOnlySpan<byte> path)
    {
        foreach (Range part in path.Split((byte)'/'))
            if (path[part].SequenceEqual("."u8) || path[part].SequenceEqual(".."u8)) return true;
        return false;
    }
}
