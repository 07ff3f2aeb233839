namespace NetStack.Application.Http;

/// <summary>Cuts a header section into lines. Source: RFC 9112 §2.1 and §2.2.</summary>
/// <param name="octets">Octets that begin with a line.</param>
/// <remarks>A line ends with CR LF; a lone LF is accepted, as RFC 9112 §2.2 allows. A line that begins with a space
/// or a tab continues the one before (obs-fold, RFC 9112 §5.2).</remarks>
public ref struct HttpLines(ReadOnlySpan<byte> octets)
{
    private readonly ReadOnlySpan<byte> _octets = octets;

    /// <summary>Where the current line starts.</summary>
    public int Start { get; private set; }

    /// <summary>Where the current line's contents end.</summary>
    public int End { get; private set; }

    /// <summary>Where the next line starts.</summary>
    public int Next { get; private set; }

    /// <summary>The current line without its end.</summary>
    public readonly ReadOnlySpan<byte> Line => _octets[Start..End];

    /// <summary>True for the empty line that ends the header section.</summary>
    public readonly bool IsBlank => Start == End;

    /// <summary>Goes to the next line as it stands; false when the octets hold no whole line more.</summary>
    public bool MoveNext()
    {
        int length = _octets[Next..].IndexOf((byte)'\n');
        if (length < 0) return false;
        Start = Next;
        Next = Start + length + 1;
        End = Next - 1;
        if (End > Start && _octets[End - 1] == '\r') End--;
        return true;
    }

    /// <summary>Goes to the next field line together with the lines that continue it.</summary>
    public bool MoveNextField()
    {
        if (!MoveNext()) return false;
        int start = Start;
        while (!IsBlank && Next < _octets.Length && _octets[Next] is (byte)' ' or (byte)'\t' && MoveNext()) Start = start;
        return true;
    }
}
