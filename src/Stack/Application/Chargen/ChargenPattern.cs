namespace NetStack.Application.Chargen;

/// <summary>The lines of the character generator: 72 of the 95 printing characters, each line beginning one character
/// later. Source: RFC 864, "Data Syntax".</summary>
public static class ChargenPattern
{
    /// <summary>Characters in a line, without its end.</summary>
    public const int LineLength = 72;

    /// <summary>Octets after which the lines repeat: one line for each printing character.</summary>
    public const int Period = Characters * (LineLength + 2);

    private const int Characters = 95, First = ' ';

    /// <summary>Writes lines, from the first.</summary>
    /// <param name="octets">Where to; it is filled.</param>
    public static void Write(Span<byte> octets)
    {
        for (int i = 0; i < octets.Length; i++)
        {
            int line = i / (LineLength + 2), column = i % (LineLength + 2);
            octets[i] = column switch
            {
                LineLength => (byte)'\r',
                LineLength + 1 => (byte)'\n',
                _ => (byte)(First + ((line + column) % Characters)),
            };
        }
    }
}
