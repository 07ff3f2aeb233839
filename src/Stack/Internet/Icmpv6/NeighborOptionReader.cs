using NetStack.Bytes;

namespace NetStack.Internet.Icmpv6;

/// <summary>Walks over the options of a neighbor discovery message. Source: RFC 4861 §4.6.</summary>
/// <param name="options">The octets behind the message's fixed part.</param>
internal ref struct NeighborOptionReader(ReadOnlySpan<byte> options)
{
    private ReadOnlySpan<byte> _rest = options;

    /// <summary>True when all options have a length, and end where the message does; otherwise the message is dropped.</summary>
    public static bool AreValid(ReadOnlySpan<byte> options)
    {
        while (!options.IsEmpty)
        {
            int length = options.Length < 2 ? 0 : options[1] * 8;
            if (length == 0 || length > options.Length) return false;
            options = options[length..];
        }

        return true;
    }

    /// <summary>The link address in the first option of a kind; <c>default</c> when there is none.</summary>
    public static MacAddress FindLinkAddress(ReadOnlySpan<byte> options, byte kind)
    {
        NeighborOptionReader reader = new(options);
        while (reader.TryNext(out ReadOnlySpan<byte> option))
            if (option[0] == kind) return MacAddress.Read(option[2..]);
        return default;
    }

    /// <summary>Steps to the next option, from its type octet to its end.</summary>
    public bool TryNext(out ReadOnlySpan<byte> option)
    {
        option = default;
        int length = _rest.Length < 2 ? 0 : _rest[1] * 8;
        if (length == 0 || length > _rest.Length) return false;
        option = _rest[..length];
        _rest = _rest[length..];
        return true;
    }
}
