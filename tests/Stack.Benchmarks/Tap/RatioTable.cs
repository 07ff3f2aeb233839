using System.Globalization;

namespace NetStack.Benchmarks.Tap;

/// <summary>All that was measured, each row with what ours is of it.</summary>
internal static class RatioTable
{
    /// <summary>Prints it.</summary>
    /// <param name="names">The rows, in their order.</param>
    /// <param name="rival">Which of our rows a row is to be compared with: same MTU, same offload.</param>
    /// <param name="measured">What there is.</param>
    public static void Print(
        IEnumerable<string> names, Func<string, string> rival, Dictionary<string, Measures> measured)
    {
        Console.WriteLine();
        Console.WriteLine(
            Row("in brackets: ours / it", "receive, Gbit/s", "send, Gbit/s", "round trip, µs", "connections/s"));
        foreach (string name in names)
        {
            if (!measured.TryGetValue(name, out Measures row)) continue;
            Measures ours = measured.GetValueOrDefault(rival(name));
            Console.WriteLine(Row(
                name,
                Cell(row.Receive, ours.Receive, "F2"),
                Cell(row.Send, ours.Send, "F2"),
                Cell(row.RoundTrip, ours.RoundTrip, "F1"),
                Cell(row.Connections, ours.Connections, "F0")));
        }
    }

    private static string Row(string name, string receive, string send, string roundTrip, string connections) =>
        $"{name,-26} {receive,16} {send,16} {roundTrip,16} {connections,16}";

    private static string Cell(double it, double ours, string format)
    {
        if (it == 0) return "-";
        string ratio = ours == 0 || ours == it ? "" : (ours / it).ToString("F2", CultureInfo.InvariantCulture);
        return it.ToString(format, CultureInfo.InvariantCulture) + (ratio.Length > 0 ? $" ({ratio})" : "       ");
    }
}
