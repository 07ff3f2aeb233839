using System.Globalization;
using System.Text;
using NetStack.Bytes;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;
using NetStack.Tracing;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Values;

namespace NetStack.Viz.Drill;

/// <summary>A script that failed, as text: the place, the line, what was expected against what was there, the ladder so far
/// and what the stack did last, with its reasons.</summary>
public static class DrillReport
{
    private const int EventsShown = 12, StepsShown = 40, LongestLine = 160;

    /// <summary>Writes the report, lines with line feeds.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="text">The script.</param>
    /// <param name="family">The version of IP that it failed on.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="catalogue">The language.</param>
    public static string Render(string name, string text, IpFamily family, ScriptResult result, Catalogue catalogue)
    {
        if (result.Failure is not { } failure) return "";
        StringBuilder report = new();
        string place = failure.Position.Line > 0 ? $":{failure.Position.Line}" : $": {catalogue.Text(DrillTexts.End)}";
        report.Append($"{name}{place}: IPv{(int)family}: {SafeText.Of(catalogue.Sentence(failure))}\n");
        if (LineOf(text, failure.Position.Line) is { Length: > 0 } line) report.Append($"    {SafeText.Of(line.Trim())}\n");
        WriteDifferences(report, failure, catalogue);
        WriteLadder(report, result, failure.Position.Line, catalogue);
        WriteEvents(report, result, catalogue);
        return report.ToString();
    }

    /// <summary>A script that cannot be read, as text.</summary>
    public static string Render(string name, string text, ScriptError error, Catalogue catalogue)
    {
        string line = LineOf(text, error.Position.Line).Replace('\t', ' ');
        int start = Math.Clamp(error.Position.Column - 1 - (LongestLine / 2), 0, line.Length); // a line may be a whole file
        line = line.Substring(start, Math.Min(LongestLine, line.Length - start));
        string caret = new(' ', Math.Clamp(error.Position.Column - 1 - start, 0, line.Length));
        return $"{name}:{error.Position}: {SafeText.Of(catalogue.Sentence(error))}\n    {SafeText.Of(line.TrimEnd())}\n    {caret}^\n";
    }

    /// <summary>Seconds with six digits behind the point, as scripts write times.</summary>
    public static string Seconds(Duration time) => string.Create(CultureInfo.InvariantCulture,
        $"{(time.Nanoseconds < 0 ? "-" : "")}{Math.Abs(time.Nanoseconds) / Duration.PerSecond}.{Math.Abs(time.Nanoseconds) % Duration.PerSecond / 1000:D6}");

    private static string LineOf(string text, int line) => text.Split('\n').ElementAtOrDefault(line - 1) ?? "";

    private static void WriteDifferences(StringBuilder report, ScriptFailure failure, Catalogue catalogue)
    {
        if (failure.Differences.IsEmpty) return;
        string[] heads = [catalogue.Text(DrillTexts.Field), catalogue.Text(DrillTexts.Expected), catalogue.Text(DrillTexts.Actual)];
        List<string[]> rows = [heads];
        rows.AddRange(failure.Differences.Select(difference => new[] { difference.Field, difference.Expected, difference.Actual }));
        int[] widths = [.. Enumerable.Range(0, 2).Select(column => rows.Max(row => TextWidth.Columns(row[column])))];
        foreach (string[] row in rows)
            report.Append($"      {Pad(row[0], widths[0])}  {Pad(row[1], widths[1])}  {row[2]}\n");
    }

    private static void WriteLadder(StringBuilder report, ScriptResult result, int failedLine, Catalogue catalogue)
    {
        if (result.Ladder.IsEmpty) return;
        report.Append($"  {catalogue.Text(DrillTexts.Ladder)}\n");
        int skipped = Math.Max(0, result.Ladder.Length - StepsShown);
        if (skipped > 0) report.Append("    …\n");
        foreach (LadderStep step in result.Ladder.Skip(skipped))
        {
            string line = step.Line > 0 ? catalogue.Text(DrillTexts.Line, step.Line) : catalogue.Text(DrillTexts.NoLine);
            string mark = step.Line == failedLine || step.Line == 0 ? "!" : " ";
            string arrow = step.Direction == PacketDirection.Inbound ? "<" : ">";
            report.Append($"  {mark} {Seconds(step.At)}  {arrow}  {step.Text}  ({line})\n");
        }
    }

    private static void WriteEvents(StringBuilder report, ScriptResult result, Catalogue catalogue)
    {
        if (result.Events.IsEmpty) return;
        report.Append($"  {catalogue.Text(DrillTexts.Events)}\n");
        foreach (StackEvent happened in result.Events.Skip(Math.Max(0, result.Events.Length - EventsShown)))
        {
            Reason reason = happened.Envelope.Reason;
            string rule = reason.Rfc.IsEmpty ? "" : $" ({reason.Rfc})";
            Duration at = happened.Envelope.At - ScriptRunner.StartOfTime;
            report.Append($"    {Seconds(at)}  {happened.Kind}: {catalogue.Sentence(reason)}{rule}\n");
        }
    }

    private static string Pad(string cell, int width) => cell + new string(' ', Math.Max(0, width - TextWidth.Columns(cell)));
}
