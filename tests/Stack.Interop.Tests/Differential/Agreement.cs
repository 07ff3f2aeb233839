using System.Globalization;
using System.Text;

namespace NetStack.Tests.Differential;

/// <summary>How far two tables agree, per field. A value is a cell in which at least one side prints something; values
/// agree when they are equal to the octet.</summary>
internal sealed class Agreement(IReadOnlyList<string> fields)
{
    private const int ExamplesKept = 3;
    private readonly long[] _values = new long[fields.Count];
    private readonly long[] _agree = new long[fields.Count];
    private readonly List<string>[] _examples = [.. fields.Select(_ => new List<string>())];

    /// <summary>Values of all fields.</summary>
    public long Values => _values.Sum();

    /// <summary>The share of equal values.</summary>
    public double Share => Values == 0 ? 1 : (double)_agree.Sum() / Values;

    /// <summary>Fields with at least so many values that agree less.</summary>
    public IEnumerable<string> FieldsBelow(double share, int values) => Enumerable.Range(0, fields.Count)
        .Where(i => _values[i] >= values && _agree[i] < share * _values[i])
        .Select(i => $"{fields[i]} {Percent(i)} of {_values[i]}");

    /// <summary>Counts a capture.</summary>
    public void Add(string capture, FieldTable theirs, FieldTable ours)
    {
        foreach (int frame in theirs.Frames.Union(ours.Frames))
        {
            for (int column = 0; column < fields.Count; column++)
            {
                string want = theirs.Cell(frame, column), got = Ours.Knows(fields[column]) ? ours.Cell(frame, column) : "";
                if (want.Length == 0 && got.Length == 0) continue;
                _values[column]++;
                if (want == got) _agree[column]++;
                else if (_examples[column].Count < ExamplesKept)
                    _examples[column].Add($"{capture} frame {frame}: tshark {Shown(want)}, netstack {Shown(got)}");
            }
        }
    }

    /// <summary>A line for each field, and examples of differences.</summary>
    public string Report()
    {
        StringBuilder report = new();
        report.AppendLine(CultureInfo.InvariantCulture, $"agreement: {Share:P3} of {Values} values");
        for (int i = 0; i < fields.Count; i++)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"{fields[i]}\t{Percent(i)}\t{_agree[i]}\t{_values[i]}");
            foreach (string example in _examples[i]) report.AppendLine("\t" + example);
        }

        return report.ToString();
    }

    private string Percent(int i) =>
        (_values[i] == 0 ? 1 : (double)_agree[i] / _values[i]).ToString("P2", CultureInfo.InvariantCulture);

    private static string Shown(string value) => value.Length == 0 ? "(nothing)" : value.Length <= 60 ? value : value[..60] + "…";
}
