using NetStack.Tracing;
using NetStack.Transport.Tcp;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Terminal;
using NetStack.Viz.Values;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Viz.States;

/// <summary>The state diagram in a terminal: a row for each arrow of the table.</summary>
public static class StatesTerminal
{
    /// <summary>What the columns beside the sentences take, and the least that a sentence gets.</summary>
    private const int OtherColumns = 58, LeastColumns = 20;

    /// <summary>The table, to be written to a console.</summary>
    /// <param name="catalogue">The language.</param>
    /// <param name="columns">How wide it may be: the sentences are broken between Chinese characters, too.</param>
    public static IRenderable Render(Catalogue catalogue, int columns)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string key in (string[])[StatesTexts.From, StatesTexts.To, StatesTexts.Why, StatesTexts.Rule])
            table.AddColumn(new TableColumn(new Text(catalogue.Text(key), TerminalStyles.Strong)) { NoWrap = true });
        foreach (TcpTransition arrow in TcpTransitions.All)
            table.AddRow(Cells(arrow.From.RfcName(), arrow.To, arrow.Reason, catalogue, columns));
        foreach (Reason reason in (Reason[])[TcpTransitions.ResetArrives, TcpTransitions.ResetSent])
            table.AddRow(Cells(catalogue.Text(StatesTexts.AnyState), TcpState.Closed, reason, catalogue, columns));
        return table;
    }

    private static IEnumerable<IRenderable> Cells(string from, TcpState to, Reason reason, Catalogue catalogue, int columns) =>
    [
        new Text(from, TerminalStyles.Of(StackLayer.Transport)),
        new Text("→ " + to.RfcName(), TerminalStyles.Of(StackLayer.Transport)),
        new Text(string.Join('\n', TextWidth.Wrap(catalogue.Sentence(reason), Math.Max(LeastColumns, columns - OtherColumns)))),
        new Text(reason.Rfc.ToString(), TerminalStyles.Muted),
    ];
}
