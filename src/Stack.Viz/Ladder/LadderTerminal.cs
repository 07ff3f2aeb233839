using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Transport.Tcp;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Terminal;
using NetStack.Viz.Values;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Viz.Ladder;

/// <summary>The ladder in a terminal: time, the left end's state, a rung, the right end's state; below each rung what it
/// means. Marks are words, arrows of retransmissions are dotted, brackets hold the opening and the close.</summary>
public sealed class LadderTerminal
{
    private const int NumberWidth = 4, StateWidth = 12, LeastTimeWidth = 8, LeastRung = 24, MostColumns = 120;

    private readonly Catalogue _catalogue;
    private readonly int _columns, _timeWidth, _rung;
    private readonly Paragraph _out = new();

    private LadderTerminal(Catalogue catalogue, int columns, int timeWidth)
    {
        (_catalogue, _columns, _timeWidth) = (catalogue, Math.Min(columns, MostColumns), timeWidth);
        _rung = Math.Max(LeastRung, _columns - SentenceIndent - (2 * StateWidth) - 4);
    }

    /// <summary>Columns before the left end's state: time, bracket.</summary>
    private int SentenceIndent => _timeWidth + 3;

    /// <summary>The ladder, to be written to a console.</summary>
    /// <param name="view">What to draw.</param>
    /// <param name="catalogue">The language.</param>
    /// <param name="columns">How wide a line may be, 80 at best.</param>
    public static IRenderable Render(LadderView view, Catalogue catalogue, int columns)
    {
        int timeWidth = view.Items.Select(item => LadderWords.Seconds(item.At, 6).Length).Append(LeastTimeWidth).Max();
        return new LadderTerminal(catalogue, columns, timeWidth).Draw(view);
    }

    /// <summary>One step while it happens: the connection's number before the time, and on both sides the state that
    /// the end is in now, as the steps of other connections may stand between this one and the last.</summary>
    /// <param name="moment">What to draw.</param>
    /// <param name="isNew">True to tell first which connection it is.</param>
    /// <param name="catalogue">The language.</param>
    /// <param name="columns">How wide a line may be, 80 at best.</param>
    public static IRenderable Render(LadderMoment moment, bool isNew, Catalogue catalogue, int columns)
    {
        string stream = FormattableString.Invariant($"[{moment.Stream}]").PadRight(NumberWidth);
        string time = stream + LadderWords.Seconds(moment.Step.At, 6).PadLeft(LeastTimeWidth + 1);
        LadderTerminal terminal = new(catalogue, columns, time.Length);
        if (isNew) terminal.WriteTitle(moment.Stream, moment.Left, moment.Right);
        terminal.WriteItem(moment.Step, time, endsPhase: false, moment.LeftState, moment.RightState);
        return terminal._out;
    }

    private Paragraph Draw(LadderView view)
    {
        WriteHeading(view);
        for (int i = 0; i < view.Items.Length; i++)
        {
            LadderItem item = view.Items[i];
            if (i == 0 || view.Items[i - 1].Phase != item.Phase) WritePhase(item.Phase);
            bool isLast = i == view.Items.Length - 1 || view.Items[i + 1].Phase != item.Phase;
            LadderStep? step = item as LadderStep;
            WriteItem(item, LadderWords.Seconds(item.At, 6), isLast, LastOf(step?.LeftStates), LastOf(step?.RightStates));
        }

        if (view.Omitted > 0) Line(_catalogue.Text(LadderTexts.Omitted, view.Omitted), TerminalStyles.Muted);
        return _out;
    }

    private void WriteTitle(int stream, string left, string right) =>
        Line(_catalogue.Text(LadderTexts.Title, stream, left, right), TerminalStyles.Strong);

    private void WriteHeading(LadderView view)
    {
        WriteTitle(view.Stream, view.Left, view.Right);
        Line(_catalogue.Text(LadderTexts.Size, view.Segments, LadderWords.Seconds(view.Length, 3)), TerminalStyles.Muted);
        if (view.IsInferred) Line(_catalogue.Text(LadderTexts.Inferred), TerminalStyles.Muted);
        string left = TextWidth.Cut(view.Left, (_columns / 2) - 2), right = TextWidth.Cut(view.Right, (_columns / 2) - 2);
        int leftAt = Math.Max(0, SentenceIndent + StateWidth + 2 - left.Length);
        int rightAt = Math.Min(SentenceIndent + StateWidth + 2 + _rung, _columns - right.Length);
        Line(new string(' ', leftAt) + left + new string(' ', Math.Max(1, rightAt - leftAt - left.Length)) + right, TerminalStyles.Strong);
        WriteRung(' ', "", view.LeftBegins, new string(' ', _rung), TerminalStyles.Plain, view.RightBegins);
    }

    private void WritePhase(LadderPhase phase)
    {
        if (phase == LadderPhase.Open) return;
        _out.Append(new string(' ', _timeWidth + 1) + "╭ ", TerminalStyles.Muted);
        Line(_catalogue.Text(LadderTexts.KeyOf(phase)), TerminalStyles.Strong);
    }

    private void WriteItem(LadderItem item, string time, bool endsPhase, TcpState? left, TcpState? right)
    {
        char bracket = item.Phase == LadderPhase.Open ? ' ' : '│';
        Style alarm = TerminalStyles.Of(Severity.Warning);
        LadderStep? step = item as LadderStep;
        Style style = step?.Marks.IsEmpty == false ? alarm : TerminalStyles.Of(StackLayer.Transport);
        if (step?.Marks.Any(mark => mark.Kind == LadderMarkKind.Gap) == true)
            WriteRung(bracket, "", null, Missing(item.FromLeft), alarm, null);
        for (int i = 0; i < Math.Max(step?.LeftStates.Length ?? 0, step?.RightStates.Length ?? 0) - 1; i++)
            WriteRung(bracket, "", StateAt(step!.LeftStates, i), new string(' ', _rung), style, StateAt(step.RightStates, i));
        bool isAgain = step?.Marks.Any(mark => mark.Kind is LadderMarkKind.Retransmission
            or LadderMarkKind.FastRetransmission or LadderMarkKind.SpuriousRetransmission) == true;
        char line = item is LadderRun ? '═' : isAgain ? '╌' : '─';
        string text = step is not null ? LadderWords.On(step, Fits) : LadderWords.On((LadderRun)item, _catalogue, Fits);
        WriteRung(bracket, time, left, Arrow(text, line, item.FromLeft), style, right);
        WriteWords(item, step, bracket, endsPhase);
    }

    private static TcpState? LastOf(ImmutableArray<NewState>? states) => states is [.., NewState last] ? last.State : null;

    /// <summary>One of the states that an end only passes through.</summary>
    private static TcpState? StateAt(ImmutableArray<NewState> states, int index) => index < states.Length - 1 ? states[index].State : null;

    private bool Fits(string text) => TextWidth.Columns(text) <= _rung - 6;

    /// <summary>What the rung means, and before it what is remarkable.</summary>
    private void WriteWords(LadderItem item, LadderStep? step, char bracket, bool endsPhase)
    {
        List<(string Text, Style Style)> lines = [];
        foreach (LadderMark mark in step?.Marks ?? [])
            AddWrapped("! " + LadderWords.Mark(mark, _catalogue), TerminalStyles.Of(Severity.Warning));
        if (LadderWords.Sentence(item, _catalogue) is { Length: > 0 } sentence) AddWrapped(sentence, TerminalStyles.Muted);
        for (int i = 0; i < lines.Count; i++)
        {
            char sign = bracket != ' ' && endsPhase && i == lines.Count - 1 ? '╰' : bracket;
            _out.Append(new string(' ', _timeWidth + 1) + sign + " ", TerminalStyles.Muted);
            Line(lines[i].Text, lines[i].Style);
        }

        void AddWrapped(string text, Style style) =>
            lines.AddRange(TextWidth.Wrap(text, _columns - SentenceIndent).Select(line => (line, style)));
    }

    private void WriteRung(char bracket, string time, TcpState? left, string rung, Style style, TcpState? right)
    {
        _out.Append(time.PadLeft(_timeWidth) + " " + bracket + " ", TerminalStyles.Muted);
        _out.Append((left?.RfcName() ?? "").PadLeft(StateWidth), TerminalStyles.Strong);
        _out.Append(" │");
        _out.Append(rung, style);
        _out.Append("│ ");
        Line(right?.RfcName() ?? "", TerminalStyles.Strong);
    }

    private string Arrow(string text, char line, bool toRight)
    {
        int room = _rung - TextWidth.Columns(text) - 3;
        string before = new(line, Math.Max(1, (room + (toRight ? 0 : 1)) / 2)), after = new(line, Math.Max(1, room - before.Length));
        return toRight ? $"{before} {text} {after}▶" : $"◀{before} {text} {after}";
    }

    /// <summary>A rung that does not arrive: something before the next segment is missing.</summary>
    private string Missing(bool fromLeft)
    {
        int half = _rung / 2;
        string way = string.Concat(Enumerable.Repeat("╌", half - 1));
        return fromLeft ? way + "×" + new string(' ', _rung - half) : new string(' ', _rung - half) + "×" + way;
    }

    private void Line(string text, Style style) => _out.Append(text + "\n", style);
}
