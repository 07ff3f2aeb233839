using System.Globalization;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Terminal;
using NetStack.Viz.Values;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Viz.Conversations;

/// <summary>The conversations as a table in a terminal.</summary>
public static class ConversationsTerminal
{
    /// <summary>The table, to be written to a console.</summary>
    /// <param name="view">The conversations.</param>
    /// <param name="catalogue">The language.</param>
    /// <param name="limit">How many rows at most.</param>
    public static IRenderable Render(ConversationsView view, Catalogue catalogue, int limit)
    {
        if (view.Rows.Count == 0) return new Text(catalogue.Text(ConversationsTexts.Empty));
        Table table = new() { Border = TableBorder.Simple };
        AddColumns(table, catalogue);
        foreach (ConversationRow row in view.Rows.Take(limit)) table.AddRow(Cells(row, catalogue));
        int more = view.Rows.Count - limit;
        return more <= 0 ? table
            : new Rows(table, new Text(catalogue.Text(ConversationsTexts.More, more, view.Rows.Count), TerminalStyles.Muted));
    }

    private static void AddColumns(Table table, Catalogue catalogue)
    {
        foreach (string key in (string[])[ConversationsTexts.Stream, ConversationsTexts.Ends, ConversationsTexts.Packets,
            ConversationsTexts.Octets, ConversationsTexts.Duration, ConversationsTexts.Handshake,
            ConversationsTexts.Retransmissions, ConversationsTexts.Ending])
        {
            bool isText = key is ConversationsTexts.Stream or ConversationsTexts.Ends or ConversationsTexts.Ending;
            TableColumn column = new(new Text(catalogue.Text(key), TerminalStyles.Strong)) { NoWrap = key != ConversationsTexts.Ends };
            table.AddColumn(isText ? column : column.RightAligned());
        }
    }

    private static IEnumerable<IRenderable> Cells(ConversationRow row, Catalogue catalogue) =>
    [
        new Text($"{row.Protocol} {row.Stream}"),
        new Text($"{EndpointText.Of(row.First)} → {EndpointText.Of(row.Second)}"),
        new Text($"{Number(row.FromFirst.Packets)} → ← {Number(row.FromSecond.Packets)}"),
        new Text($"{Number(row.FromFirst.Octets)} → ← {Number(row.FromSecond.Octets)}"),
        new Text(DurationText.Of(row.Duration)),
        new Text(row.HandshakeRtt is { } rtt ? DurationText.Of(rtt) : ""),
        new Text(row.Retransmissions == 0 ? "" : Number(row.Retransmissions)),
        new Text(row.Ending == ConversationEnding.None ? "" : catalogue.Text(ConversationsTexts.KeyOf(row.Ending)), StyleOf(row.Ending)),
    ];

    private static Style StyleOf(ConversationEnding ending) => ending
        is ConversationEnding.Reset or ConversationEnding.Refused or ConversationEnding.Unanswered
        ? TerminalStyles.Of(Dissection.Severity.Warning) : TerminalStyles.Plain;

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
