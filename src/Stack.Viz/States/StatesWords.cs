using NetStack.Transport.Tcp;
using NetStack.Viz.Catalogues;

namespace NetStack.Viz.States;

/// <summary>The state diagram in words.</summary>
internal static class StatesWords
{
    /// <summary>An arrow as a line: LISTEN → SYN-RECEIVED: why (RFC).</summary>
    public static string Sentence(in TcpTransition arrow, Catalogue catalogue) => catalogue.Text(
        StatesTexts.Arrow, arrow.From.RfcName(), arrow.To.RfcName(), catalogue.Sentence(arrow.Reason), arrow.Reason.Rfc);

    /// <summary>The states that an end has been in.</summary>
    public static string Way(StateDiagramEnd end, Catalogue catalogue) =>
        catalogue.Text(StatesTexts.Way, end.Name, string.Join(" → ", end.States.Select(state => state.RfcName())));

    /// <summary>Where the ends are, then arrow after arrow, for those who do not see the picture.</summary>
    public static string Description(StateDiagramView view, Catalogue catalogue) => string.Join(" ",
        [.. view.Ends.Select(end => Way(end, catalogue) + "."), .. TcpTransitions.All.Select(arrow => Sentence(arrow, catalogue)),
            catalogue.Text(StatesTexts.NotDrawn)]);
}
