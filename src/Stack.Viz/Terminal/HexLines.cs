using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Viz.Terminal;

/// <summary>Octets in hexadecimal, 16 or 8 in a line, with their characters beside them where there is room.</summary>
/// <param name="octets">The octets.</param>
/// <param name="style">How to write them.</param>
/// <param name="withCharacters">True to show what is ASCII among them.</param>
internal sealed class HexLines(ReadOnlyMemory<byte> octets, Style style, bool withCharacters) : Renderable
{
    /// <inheritdoc/>
    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(23, maxWidth), maxWidth);

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        int perLine = maxWidth >= 48 ? 16 : maxWidth >= 24 ? 8 : 4;
        bool characters = withCharacters && maxWidth >= (perLine * 4) + 2;
        for (int at = 0; at < octets.Length; at += perLine)
        {
            yield return new(Line(octets.Span[at..Math.Min(at + perLine, octets.Length)], perLine, characters), style);
            yield return Segment.LineBreak;
        }
    }

    private static string Line(ReadOnlySpan<byte> octets, int perLine, bool characters)
    {
        StringBuilder line = new();
        for (int i = 0; i < octets.Length; i++)
        {
            if (i > 0) line.Append(i % 8 == 0 ? "  " : " ");
            line.Append(octets[i].ToString("x2", CultureInfo.InvariantCulture));
        }

        if (!characters) return line.ToString();
        line.Append(' ', (perLine * 3) + (perLine / 8) - line.Length + 1);
        foreach (byte octet in octets) line.Append(octet is >= 0x20 and < 0x7F ? (char)octet : '·');
        return line.ToString();
    }
}
