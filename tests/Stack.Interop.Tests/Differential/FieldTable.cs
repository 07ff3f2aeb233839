using System.Globalization;
using System.Text;

namespace NetStack.Tests.Differential;

/// <summary>What <c>-T fields</c> printed of a capture: for each frame number its cells. The first field is always
/// frame.number. Octets are kept as they are, one character each.</summary>
internal sealed class FieldTable
{
    private readonly Dictionary<int, string[]> _rows = [];

    /// <summary>Reads printed lines; what is no row is left out.</summary>
    public static FieldTable Parse(ReadOnlySpan<byte> printed, int width)
    {
        FieldTable table = new();
        foreach (string line in Encoding.Latin1.GetString(printed).Split('\n'))
        {
            string[] cells = line.TrimEnd('\r').Split('\t');
            if (cells.Length > width + 1 || !int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)) continue;
            Array.Resize(ref cells, width + 1);
            table._rows.TryAdd(number, cells[1..]);
        }

        return table;
    }

    /// <summary>The numbers of its frames.</summary>
    public IEnumerable<int> Frames => _rows.Keys;

    /// <summary>A cell; empty where the frame or the value is not there.</summary>
    public string Cell(int frame, int column) => _rows.TryGetValue(frame, out string[]? cells) ? cells[column] ?? "" : "";
}
