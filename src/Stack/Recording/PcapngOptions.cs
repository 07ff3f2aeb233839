using System.Text;

namespace NetStack.Recording;

/// <summary>Walks over the options of a block, in place. Source: draft-ietf-opsawg-pcapng §3.5.</summary>
/// <remarks>An option that runs past the block ends the walk: what came before it counts.</remarks>
internal ref struct PcapngOptions(ReadOnlySpan<byte> octets, bool isBigEndian)
{
    private const int HeaderLength = 4;

    private readonly ByteOrder _order = new(isBigEndian);
    private ReadOnlySpan<byte> _rest = octets;

    /// <summary>What the option is; the block's type says which meaning a number has.</summary>
    public ushort Code { get; private set; }

    /// <summary>The option's octets, without padding.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The option's octets as text.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Value.TrimEnd((byte)0));

    /// <summary>The option as a 64-bit number; null when it has another size.</summary>
    public readonly ulong? Number => Value.Length == 8 ? _order.U64(Value, 0) : null;

    /// <summary>Goes to the next option.</summary>
    public bool Next()
    {
        if (_rest.Length < HeaderLength) return false;
        Code = _order.U16(_rest, 0);
        int length = _order.U16(_rest, 2);
        if (Code == PcapngFormat.EndOfOptions || length > _rest.Length - HeaderLength) return false;
        Value = _rest.Slice(HeaderLength, length);
        _rest = _rest[Math.Min(_rest.Length, HeaderLength + PcapngFormat.Padded(length))..];
        return true;
    }
}
