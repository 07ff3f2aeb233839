using System.Text;
using NetStack.Bytes;

namespace NetStack.Application.Dns;

/// <summary>A domain name as it stands in a message: labels, each after its length, or pointers to labels elsewhere
/// in the message. Source: RFC 1035 §3.1 and §4.1.4.</summary>
/// <remarks>Names are where hostile messages bite: a pointer may point at itself, or a chain of pointers may spell an
/// endless name. Hence two bounds, of which one always ends the walk: pointers followed, and characters.</remarks>
public readonly record struct DnsName
{
    /// <summary>The most characters of a name, dots included and the root's left out. Source: RFC 1035 §2.3.4 (255
    /// octets on the wire).</summary>
    public const int MaxLength = 253;

    /// <summary>The most pointers that one name may take. Servers need one or two; the bound is generous.</summary>
    public const int MaxPointers = 256;

    private const int PointerBits = 0xC0;
    private const int ExtendedBits = 0x40; // never taken up (RFC 6891 §5): nobody knows how long such a label is

    // Where pointers have been taken, a name that has grown this long has no end worth looking for.
    private const int MaxSpelled = 1024;

    /// <summary>Octets that the name takes where it stands; what a pointer points at does not count.</summary>
    public int Octets { get; private init; }

    /// <summary>Characters of the text, before anything is escaped.</summary>
    public int Characters { get; private init; }

    /// <summary>Labels of the text; a dot inside a label counts as another.</summary>
    public int Labels { get; private init; }

    /// <summary>Reads a name.</summary>
    /// <param name="message">The whole message: pointers count from its start.</param>
    /// <param name="at">Where the name starts.</param>
    /// <param name="text">Where to write the name; null when only its length matters.</param>
    /// <param name="name">What was read.</param>
    /// <returns>False when the name runs out of the message or has a label of an unknown kind. A name that is too long,
    /// or whose pointers run in a circle, is read as a text that says so.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, int at, Utf8Writer? text, out DnsName name)
    {
        int textStart = text?.Length ?? 0;
        int start = at, characters = 0, labels = 1, pointers = 0, octets = 0;
        name = default;
        while (at < message.Length && message[at] is var length && length != 0)
        {
            if (octets > 0 && characters > MaxSpelled) break;
            if ((length & PointerBits) == PointerBits)
            {
                if (at + 2 > message.Length) return false;
                if (octets == 0) octets = at + 2 - start;
                if (++pointers > MaxPointers)
                {
                    name = Replace(text, textStart, "<Name contains a pointer that loops>"u8, octets);
                    return true;
                }

                at = (length & ~PointerBits) << 8 | message[at + 1];
                continue;
            }

            if ((length & PointerBits) == ExtendedBits)
            {
                name = Replace(text, textStart, "<Unknown extended label>"u8, octets > 0 ? octets : at + 1 - start);
                return true;
            }

            if ((length & PointerBits) != 0 || at + 1 + length > message.Length) return false;
            if (characters > 0) characters++;
            ReadOnlySpan<byte> label = message.Slice(at + 1, length);
            if (characters + length <= MaxLength)
            {
                labels += label.Count((byte)'.') + (characters > 0 ? 1 : 0);
                if (characters > 0) text?.Write((byte)'.');
                if (text is not null) WriteLabel(text, label);
            }

            characters += length;
            at += 1 + length;
        }

        if (at >= message.Length) return false;
        if (octets == 0) octets = at + 1 - start;
        name = characters == 0 ? Replace(text, textStart, "<Root>"u8, octets)
            : characters > MaxLength ? Replace(text, textStart, "<Name too long>"u8, octets)
            : new() { Octets = octets, Characters = characters, Labels = labels };
        return true;
    }

    private static DnsName Replace(Utf8Writer? text, int textStart, ReadOnlySpan<byte> words, int octets)
    {
        text?.Truncate(textStart);
        text?.Write(words);
        return new() { Octets = octets, Characters = words.Length, Labels = 1 };
    }

    /// <summary>Control characters become escapes (\n, \001), octets that are not UTF-8 become U+FFFD.</summary>
    private static void WriteLabel(Utf8Writer text, ReadOnlySpan<byte> label)
    {
        while (!label.IsEmpty)
        {
            Rune.DecodeFromUtf8(label, out Rune rune, out int used);
            if (rune.Value is < 0x20 or 0x7F)
                WriteEscape(text, rune.Value);
            else
                text.Advance(rune.EncodeToUtf8(text.GetSpan(4)));
            label = label[used..];
        }
    }

    private static void WriteEscape(Utf8Writer text, int control)
    {
        text.Write((byte)'\\');
        if (control is >= 7 and <= 13)
        {
            text.Write("abtnvfr"u8[control - 7]);
            return;
        }

        for (int shift = 6; shift >= 0; shift -= 3)
            text.Write((byte)('0' + (control >> shift & 7)));
    }
}
