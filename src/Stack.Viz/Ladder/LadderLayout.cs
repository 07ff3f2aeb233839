using System.Collections.Immutable;
using NetStack.Transport.Tcp;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Values;

namespace NetStack.Viz.Ladder;

/// <summary>Where everything stands in the drawn ladder.</summary>
internal sealed class LadderLayout
{
    public const double Width = 1240, LeftLine = 250, RightLine = 680, TextAt = 836, BracketAt = 26, TimeAt = 118;
    public const double Slope = 16, TextSize = 13.5, LabelSize = 13;
    private const double LineHeight = 19, Top = 150, RowGap = 14, LeastRow = 50, HeadingHeight = 34, GapHeight = 34, TextWidthMax = Width - TextAt - 24;

    private readonly Catalogue _catalogue;

    public LadderLayout(LadderView view, Catalogue catalogue)
    {
        _catalogue = catalogue;
        double y = Top;
        States.Add(new(LeftLine, y - 4, view.LeftBegins.RfcName(), IsLeft: true));
        States.Add(new(RightLine, y - 4, view.RightBegins.RfcName(), IsLeft: false));
        y += 22;
        for (int i = 0; i < view.Items.Length; i++)
        {
            LadderItem item = view.Items[i];
            if (i == 0 || view.Items[i - 1].Phase != item.Phase) y = BeginPhase(item.Phase, y);
            y = LayOut(item, y);
            bool isLast = i == view.Items.Length - 1 || view.Items[i + 1].Phase != item.Phase;
            if (isLast && Brackets.Count > 0 && item.Phase != LadderPhase.Open) Brackets[^1] = Brackets[^1] with { End = y - 6 };
        }

        LinesEnd = y + 6;
        Height = LinesEnd + (view.Omitted > 0 ? 40 : 18);
    }

    public const double LinesBegin = Top - 22;

    public double LinesEnd { get; }

    public double Height { get; }

    public List<Rung> Rungs { get; } = [];

    public List<State> States { get; } = [];

    public List<Bracket> Brackets { get; } = [];

    /// <summary>A rung: an arrow that falls while time passes.</summary>
    public sealed record Rung(LadderItem Item, double Y, string Time, string Label, IReadOnlyList<TextLine> Lines, bool IsAgain, bool IsAlarm, double? GapY);

    /// <summary>A line of the text beside a rung.</summary>
    public readonly record struct TextLine(string Text, double Y, bool IsMark);

    /// <summary>The state that an end enters, beside its lifeline.</summary>
    public readonly record struct State(double X, double Y, string Name, bool IsLeft, string Why = "")
    {
        /// <summary>The width of the state's pill.</summary>
        public double PillWidth => (Name.Length * 8.6) + 20;
    }

    /// <summary>A bracket beside the steps of a phase.</summary>
    public readonly record struct Bracket(string Title, double Begin, double End);

    private double BeginPhase(LadderPhase phase, double y)
    {
        if (phase == LadderPhase.Open) return y + 6;
        Brackets.Add(new(_catalogue.Text(LadderTexts.KeyOf(phase)), y + 4, y + HeadingHeight));
        return y + HeadingHeight;
    }

    private double LayOut(LadderItem item, double y)
    {
        LadderStep? step = item as LadderStep;
        double? gap = null;
        if (step?.Marks.Any(mark => mark.Kind == LadderMarkKind.Gap) == true)
        {
            gap = y + 8;
            y += GapHeight;
        }

        int passed = step is null ? 0 : Math.Max(step.LeftStates.Length, step.RightStates.Length) - 1;
        double arrow = y + 14 + (Math.Max(0, passed) * 22);
        List<TextLine> lines = [];
        foreach (LadderMark mark in step?.Marks ?? []) AddLines(lines, LadderWords.Mark(mark, _catalogue), arrow, isMark: true);
        if (LadderWords.Sentence(item, _catalogue) is { Length: > 0 } sentence) AddLines(lines, sentence, arrow, isMark: false);
        if (step is not null)
        {
            AddStates(step.LeftStates, LeftLine, arrow + (item.FromLeft ? 0 : Slope), isLeft: true);
            AddStates(step.RightStates, RightLine, arrow + (item.FromLeft ? Slope : 0), isLeft: false);
        }

        bool isAgain = step?.Marks.Any(mark => mark.Kind is LadderMarkKind.Retransmission
            or LadderMarkKind.FastRetransmission or LadderMarkKind.SpuriousRetransmission) == true;
        Rungs.Add(new(item, arrow, LadderWords.Seconds(item.At, 6), LabelOf(item), lines, isAgain, step?.Marks.IsEmpty == false, gap));
        return Math.Max(arrow + LeastRow - 14, lines[^1].Y + RowGap);
    }

    private string LabelOf(LadderItem item)
    {
        const double room = RightLine - LeftLine - 40;
        return item is LadderStep step ? LadderWords.On(step, Fits) : LadderWords.On((LadderRun)item, _catalogue, Fits);

        static bool Fits(string text) => TextWidth.Pixels(text, LabelSize, monospace: true) <= room;
    }

    private static void AddLines(List<TextLine> lines, string text, double top, bool isMark)
    {
        int columns = (int)(TextWidthMax / (TextSize * 0.53));
        foreach (string line in TextWidth.Wrap(text, columns)) lines.Add(new(line, top + 4 + (lines.Count * LineHeight), isMark));
    }

    /// <summary>The last state beside the arrow's end; those before it, which the end only passes through, above.</summary>
    private void AddStates(ImmutableArray<NewState> states, double x, double y, bool isLeft)
    {
        for (int i = 0; i < states.Length; i++)
        {
            States.Add(new(x, y - ((states.Length - 1 - i) * 26), states[i].State.RfcName(), isLeft,
                LadderWords.Sentence(states[i].Reason, _catalogue)));
        }
    }
}
