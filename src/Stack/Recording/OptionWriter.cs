using NetStack.Bytes;

namespace NetStack.Recording;

/// <summary>Writes the options of a block into a buffer that is used again. Source: draft-ietf-opsawg-pcapng §3.5.</summary>
internal sealed class OptionWriter
{
    private const int HeaderLength = 4, MaxValueLength = ushort.MaxValue;

    private readonly Utf8Writer _octets = new();
    private readonly Utf8Writer _text = new();
    private ByteOrder _order;

    public void Begin(ByteOrder order)
    {
        _order = order;
        _octets.Clear();
    }

    /// <summary>Ends the list: with an end marker when there are options, else with nothing.</summary>
    public ReadOnlySpan<byte> End(bool always = false)
    {
        if (always || _octets.Length > 0) Add(PcapngFormat.EndOfOptions, []);
        return _octets.Written;
    }

    public void Add(ushort code, ReadOnlySpan<byte> value)
    {
        int length = HeaderLength + PcapngFormat.Padded(value.Length);
        Span<byte> option = _octets.GetSpan(length)[..length];
        option.Clear();
        _order.Put16(option, 0, code);
        _order.Put16(option, 2, (ushort)value.Length);
        value.CopyTo(option[HeaderLength..]);
        _octets.Advance(length);
    }

    /// <summary>Adds text as UTF-8, cut at a character's start when it passes what an option can hold.</summary>
    public void AddText(ushort code, string? text)
    {
        if (text is null) return;
        _text.Clear();
        _text.Write(text.AsSpan());
        Add(code, Cut(_text.Written, MaxValueLength));
    }

    public void AddNumber(ushort code, ulong? number)
    {
        if (number is not { } value) return;
        Span<byte> octets = stackalloc byte[sizeof(ulong)];
        _order.Put64(octets, 0, value);
        Add(code, octets);
    }

    /// <summary>Times stand as two words, the high one first in either byte order.</summary>
    public void AddTime(ushort code, ulong ticks)
    {
        Span<byte> octets = stackalloc byte[sizeof(ulong)];
        _order.Put32(octets, 0, (uint)(ticks >> 32));
        _order.Put32(octets, 4, unchecked((uint)ticks));
        Add(code, octets);
    }

    /// <summary>Adds an address and its name, which a zero ends.</summary>
    public void AddName(ushort type, ReadOnlySpan<byte> address, string name)
    {
        _text.Clear();
        _text.Write(address);
        _text.Write(name.AsSpan());
        _text.Truncate(Cut(_text.Written, MaxValueLength - 1).Length);
        _text.Write(0);
        Add(type, _text.Written);
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> utf8, int length)
    {
        if (utf8.Length <= length) return utf8;
        while (length > 0 && (utf8[length] & 0xC0) == 0x80) length--;
        return utf8[..length];
    }
}
