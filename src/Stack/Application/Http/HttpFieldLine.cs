using System.Text;

namespace NetStack.Application.Http;

/// <summary>A field line: name, colon, value. Source: RFC 9112 §5.</summary>
public readonly ref struct HttpFieldLine
{
    private readonly ReadOnlySpan<byte> _line;

    private HttpFieldLine(ReadOnlySpan<byte> line, int nameLength, int valueAt)
    {
        _line = line;
        NameLength = nameLength;
        ValueAt = valueAt;
    }

    /// <summary>Octets of the name.</summary>
    public int NameLength { get; }

    /// <summary>Where the value starts in the line, behind the spaces that follow the colon.</summary>
    public int ValueAt { get; }

    /// <summary>The name, in the case that the sender chose.</summary>
    public ReadOnlySpan<byte> Name => _line[..NameLength];

    /// <summary>The value. Spaces at its end stay: they are of no meaning, but they were sent.</summary>
    public ReadOnlySpan<byte> Value => _line[ValueAt..];

    /// <summary>Parses a line; false when it has no name and colon.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out HttpFieldLine field)
    {
        int colon = line.IndexOf((byte)':');
        field = default;
        if (colon <= 0) return false;
        int value = colon + 1;
        while (value < line.Length && line[value] is (byte)' ' or (byte)'\t') value++;
        field = new(line, colon, value);
        return true;
    }

    /// <summary>Compares names: case is of no meaning (RFC 9110 §5.1).</summary>
    /// <param name="name">The name to compare with, in ASCII.</param>
    public bool Is(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(Name, name);
}
