using System.Buffers.Binary;

namespace NetStack.Transport.Tcp;

/// <summary>Walks the options of a header: kind and octets of each. Source: RFC 9293 §3.1, §3.2.</summary>
/// <remarks>A length below 2 or beyond the header ends the walk with <see cref="IsMalformed"/>: it is a fault, not a loop.</remarks>
public ref struct TcpOptions(ReadOnlySpan<byte> options)
{
    private readonly ReadOnlySpan<byte> _options = options;

    /// <summary>Where the current option starts, counted from the first option.</summary>
    public int At { get; private set; }

    /// <summary>Octets of the current option; 0 before the first.</summary>
    public int Length { get; private set; }

    /// <summary>True when the walk ended at an option whose length cannot be.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>The current option's kind.</summary>
    public readonly byte Kind => _options[At];

    /// <summary>The current option's octets, kind and length included.</summary>
    public readonly ReadOnlySpan<byte> Current => _options.Slice(At, Length);

    /// <summary>Goes to the next option.</summary>
    public bool MoveNext()
    {
        if (IsMalformed || (Length > 0 && Kind == TcpOptionKind.EndOfList)) return false;
        int next = At + Length;
        if (next >= _options.Length) return false;
        int length = 1;
        if (_options[next] > TcpOptionKind.NoOperation)
        {
            length = next + 1 < _options.Length ? _options[next + 1] : 0;
            IsMalformed = length < 2 || length > _options.Length - next;
        }

        At = next;
        Length = IsMalformed ? _options.Length - next : length;
        return !IsMalformed;
    }

    /// <summary>The octets after kind and length as a number of up to four octets.</summary>
    public readonly uint Number() => Length switch
    {
        3 => _options[At + 2],
        4 => BinaryPrimitives.ReadUInt16BigEndian(_options[(At + 2)..]),
        >= 6 => BinaryPrimitives.ReadUInt32BigEndian(_options[(At + 2)..]),
        _ => 0,
    };
}
