using System.Globalization;

namespace NetStack.Benchmarks.Compare;

/// <summary>What was measured on one capture.</summary>
/// <param name="file">The capture.</param>
/// <param name="packets">Frames in it.</param>
internal sealed class Table(string file, int packets)
{
    private readonly List<(Contestant Contestant, List<Usage> Usages)> _rows = [];

    /// <summary>Adds a run.</summary>
    public void Add(Contestant contestant, Usage usage)
    {
        int at = _rows.FindIndex(row => row.Contestant.Name == contestant.Name);
        if (at < 0) _rows.Add((contestant, [usage]));
        else _rows[at].Usages.Add(usage);
    }

    /// <summary>Prints a row for each, and what became of the goals.</summary>
    public void Print(IEnumerable<Goal> goals)
    {
        long octets = new FileInfo(file).Length - 24 - (16L * packets);
        WriteLine($"\n{Path.GetFileName(file)}: {packets} frames, {(double)octets / packets:F1} octets on average");
        WriteLine($"  {"",-30} {"CPU s",9} {"µs/frame",9} {"peak MB",9}");
        foreach ((Contestant contestant, List<Usage> usages) in _rows)
        {
            double seconds = Median(usages.Select(usage => usage.CpuSeconds));
            double memory = usages.Max(usage => usage.PeakMegabytes);
            WriteLine($"  {contestant.Name,-30} {seconds,9:F3} {PerFrame(contestant.Name),9:F3} {(double.IsNaN(memory) ? "" : memory.ToString("F0", CultureInfo.InvariantCulture)),9}");
        }

        foreach (Goal goal in goals)
        {
            double ratio = PerFrame(goal.Slow) / PerFrame(goal.Fast);
            if (double.IsNaN(ratio)) continue;
            WriteLine($"  {(ratio >= goal.AtLeast ? "met    " : "not met")} {goal.Fast} is {ratio:F2}x as fast as {goal.Slow} (wanted {goal.AtLeast:F1}x)");
        }
    }

    private double PerFrame(string name)
    {
        int at = _rows.FindIndex(row => row.Contestant.Name == name);
        return at < 0 ? double.NaN : Median(_rows[at].Usages.Select(usage => usage.CpuSeconds)) / _rows[at].Contestant.Packets * 1e6;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static void WriteLine(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
