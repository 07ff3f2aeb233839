using System.Globalization;
using NetStack.Bytes;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Terminal;
using NetStack.Viz.Values;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Viz.Statistics;

/// <summary>The statistics in a terminal: four tables below one another.</summary>
/// <param name="statistics">What was counted.</param>
/// <param name="catalogue">The language.</param>
/// <param name="limit">How many addresses and findings at most.</param>
public sealed class StatisticsTerminal(StatisticsCollector statistics, Catalogue catalogue, int limit)
{
    private const int BarWidth = 40;
    private readonly ProtocolNode? _all = statistics.Hierarchy;

    /// <summary>The tables, to be written to a console.</summary>
    public IRenderable Render()
    {
        if (_all is null) return new Text(Text(StatisticsTexts.Empty));
        return new Rows(
            new Text(Text(StatisticsTexts.Total, Number(_all.Frames), Number(_all.Octets), DurationText.Of(statistics.Span))),
            Heading(StatisticsTexts.Hierarchy), HierarchyTable(_all),
            Heading(StatisticsTexts.Endpoints), EndpointsTable(),
            Heading(StatisticsTexts.Timeline, DurationText.Of(statistics.Timeline.Width)), TimelineTable(),
            Heading(StatisticsTexts.Findings), FindingsTable());
    }

    private Table HierarchyTable(ProtocolNode root)
    {
        Table table = NewTable([StatisticsTexts.Protocol], [StatisticsTexts.Frames, StatisticsTexts.Octets, StatisticsTexts.Share]);
        AddNode(table, root, root, 0);
        return table;
    }

    private static void AddNode(Table table, ProtocolNode node, ProtocolNode root, int depth)
    {
        table.AddRow(
            new Text(new string(' ', depth * 2) + node.Protocol.Name, TerminalStyles.Of(StackLayers.Of(node.Dissector))),
            new Text(Number(node.Frames)), new Text(Number(node.Octets)), new Text(Percent(node.Octets, root.Octets)));
        foreach (ProtocolNode child in node.Children.OrderByDescending(child => child.Frames)) AddNode(table, child, root, depth + 1);
    }

    private Rows EndpointsTable()
    {
        Table table = NewTable([StatisticsTexts.Address], [StatisticsTexts.FramesSent, StatisticsTexts.OctetsSent,
            StatisticsTexts.FramesReceived, StatisticsTexts.OctetsReceived]);
        IEnumerable<EndpointTraffic> largest = statistics.Endpoints
            .OrderByDescending(end => end.Octets).ThenBy(end => end.Address.High).ThenBy(end => end.Address.Low).Take(limit);
        foreach (EndpointTraffic end in largest)
        {
            table.AddRow(end.Address.ToString(), Number(end.FramesSent), Number(end.OctetsSent),
                Number(end.FramesReceived), Number(end.OctetsReceived));
        }

        return new Rows([table, .. More(statistics.Endpoints.Count)]);
    }

    private Table TimelineTable()
    {
        Table table = NewTable([], [StatisticsTexts.Since, StatisticsTexts.Frames, StatisticsTexts.Octets]);
        table.AddColumn(new TableColumn(""));
        Timeline timeline = statistics.Timeline;
        long most = Enumerable.Range(0, timeline.Count).Max(i => timeline[i].Octets);
        for (int i = 0; i < timeline.Count; i++)
        {
            (long frames, long octets) = timeline[i];
            Duration since = new(timeline.Width.Nanoseconds * i);
            table.AddRow(new Text(DurationText.Of(since)), new Text(Number(frames)), new Text(Number(octets)),
                new Text(Bar(octets, most), TerminalStyles.Of(StackLayer.Link)));
        }

        return table;
    }

    private Rows FindingsTable()
    {
        if (statistics.Findings.Count == 0) return new(new Text(Text(StatisticsTexts.Nothing)));
        Table table = NewTable([StatisticsTexts.Severity, StatisticsTexts.Protocol], [StatisticsTexts.Count, StatisticsTexts.FirstFrame]);
        table.AddColumn(Column(StatisticsTexts.What));
        IEnumerable<FindingCount> worst = statistics.Findings.OrderByDescending(found => found.First.Severity)
            .ThenByDescending(found => found.Count).ThenBy(found => found.FirstFrame).Take(limit);
        foreach (FindingCount found in worst)
        {
            table.AddRow(
                new Text(Text(SeverityTexts.KeyOf(found.First.Severity)), TerminalStyles.Of(found.First.Severity)),
                new Text(found.Protocol.Name), new Text(Number(found.Count)), new Text(Number(found.FirstFrame)),
                new Text(catalogue.Sentence(found.First)));
        }

        return new Rows([table, .. More(statistics.Findings.Count)]);
    }

    private IEnumerable<IRenderable> More(int count) =>
        count <= limit ? [] : [new Text(Text(StatisticsTexts.More, count - limit), TerminalStyles.Muted)];

    private Table NewTable(string[] texts, string[] numbers)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string key in texts) table.AddColumn(Column(key));
        foreach (string key in numbers) table.AddColumn(Column(key).RightAligned());
        return table;
    }

    private TableColumn Column(string key) => new(new Text(Text(key), TerminalStyles.Strong));

    private Text Heading(string key, params ReadOnlySpan<object?> arguments) =>
        new("\n" + catalogue.Text(key, arguments), TerminalStyles.Strong);

    private string Text(string key, params ReadOnlySpan<object?> arguments) => catalogue.Text(key, arguments);

    /// <summary>A bar in eighths of a column.</summary>
    private static string Bar(long value, long most)
    {
        long eighths = most == 0 ? 0 : (value * BarWidth * 8) + most - 1;
        eighths = most == 0 ? 0 : eighths / most;
        string rest = eighths % 8 == 0 ? "" : ((char)('\u2590' - (eighths % 8))).ToString(); // ▏ to ▉
        return new string('█', (int)(eighths / 8)) + rest;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(long part, long whole) =>
        whole == 0 ? "" : ((double)part / whole).ToString("P1", CultureInfo.InvariantCulture);
}
