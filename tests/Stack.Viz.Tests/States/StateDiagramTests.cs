using System.Xml.Linq;
using Bunit;
using NetStack.Transport.Tcp;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Pictures;
using NetStack.Viz.States;
using NetStack.Viz.Values;
using Xunit;

namespace NetStack.Tests.States;

public sealed class StateDiagramTests
{
    private static readonly StateDiagramView Closing = new(
    [
        new("client", TcpState.FinWait2,
            [TcpTransitions.ActiveOpen, TcpTransitions.SynAckArrives, TcpTransitions.Close, TcpTransitions.AckOfFinArrives]),
        new("server", TcpState.CloseWait,
            [TcpTransitions.PassiveOpen, TcpTransitions.SynArrives, TcpTransitions.AckOfSynArrives, TcpTransitions.FinArrives]),
    ]);

    public static TheoryData<string> Languages => [.. Catalogue.Languages];

    [Fact]
    public void Every_arrow_of_the_table_has_a_way_of_its_own() =>
        Assert.All(TcpTransitions.All, arrow => Assert.True(StateDiagramLayout.IsPlaced(arrow), $"{arrow.From} to {arrow.To}"));

    [Fact]
    public void An_arrow_begins_at_the_edge_of_the_state_that_it_leaves_and_ends_at_the_next() => Assert.All(TcpTransitions.All, arrow =>
    {
        StateDiagramLayout.Route route = StateDiagramLayout.RouteOf(arrow);
        AssertOnEdge(StateDiagramLayout.BoxOf(arrow.From, isEnd: false), route.Points[0]);
        AssertOnEdge(StateDiagramLayout.BoxOf(arrow.To, isEnd: arrow.To == TcpState.Closed), route.Points[^1]);
    });

    [Fact]
    public void An_arrow_touches_no_state_between_its_ends() => Assert.All(TcpTransitions.All, arrow =>
    {
        StateDiagramLayout.Route route = StateDiagramLayout.RouteOf(arrow);
        foreach ((StateDiagramLayout.Point a, StateDiagramLayout.Point b) in route.Points.Zip(route.Points.Skip(1)))
        {
            (double X, double Y, double Width, double Height) leg =
                (Math.Min(a.X, b.X) + 1, Math.Min(a.Y, b.Y) + 1, Math.Abs(a.X - b.X) - 2, Math.Abs(a.Y - b.Y) - 2);
            Assert.DoesNotContain(StateDiagramLayout.Boxes, box => Overlap(leg, RoomOf(box)));
        }
    });

    [Theory, MemberData(nameof(Languages))]
    public void The_words_at_arrows_cover_neither_states_nor_one_another(string language)
    {
        List<(string Text, (double, double, double, double) Room)> all =
            [.. StateDiagramLayout.Boxes.Select(box => (box.State.RfcName(), RoomOf(box)))];
        foreach (TcpTransition arrow in TcpTransitions.All)
        {
            StateDiagramLayout.Route route = StateDiagramLayout.RouteOf(arrow);
            (string happens, string done) = Catalogue.For(language).Label(arrow.Reason);
            foreach (StateDiagramLayout.Line line in StateDiagramLayout.Words(route, happens, done))
                all.Add(($"{arrow.From} to {arrow.To}: {line.Text}", StateDiagramLayout.RoomOf(line, route.Place)));
        }

        string[] covered = [.. from i in Enumerable.Range(0, all.Count) from j in Enumerable.Range(0, i)
            where Overlap(all[i].Room, all[j].Room) select $"{all[i].Text} / {all[j].Text}"];
        Assert.Empty(covered);
    }

    [Fact]
    public async Task The_diagram_alone_is_well_formed_and_has_every_arrow_with_its_RFC_section()
    {
        XDocument file = XDocument.Parse(await Render(StateDiagramView.Plain, "en"));
        string[] titles = [.. file.Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value)];
        Assert.Contains("LISTEN → SYN-RECEIVED: A SYN arrives: somebody wants to connect. (RFC 9293 §3.10.7.2)", titles);
        Assert.Equal(1 + TcpTransitions.All.Length, titles.Length);
    }

    [Fact]
    public void The_states_and_ways_of_both_ends_are_told_in_words_too()
    {
        using BunitContext context = new();
        var picture = context.Render<StateDiagram>(p => p.Add(c => c.View, Closing).Add(c => c.Catalogue, Catalogue.For("en")));
        Assert.StartsWith("client: CLOSED → SYN-SENT → ESTABLISHED → FIN-WAIT-1 → FIN-WAIT-2. server: CLOSED → LISTEN → ",
            picture.Find("desc").TextContent, StringComparison.Ordinal);
        Assert.Equal(4, picture.FindAll("path.ns-link-line[marker-end]").Count);
        Assert.Equal(4, picture.FindAll("path.ns-application-line[marker-end]").Count);
        Assert.Equal(2, picture.FindAll("rect.ns-transport-box").Count);
        picture.Render(p => p.Add(c => c.Catalogue, Catalogue.For("zh-CN")));
        Assert.Equal("TCP 连接的状态", picture.Find("title").TextContent);
    }

    [Theory]
    [InlineData(true, 124)]
    [InlineData(false, 834)]
    public void CLOSED_is_at_the_top_before_a_connection_and_at_the_bottom_after_it(bool isBefore, double y)
    {
        StateDiagramEnd end = new("client", TcpState.Closed, isBefore ? [] : [TcpTransitions.ActiveOpen,
            new(TcpState.SynSent, TcpState.Closed, TcpTransitions.ResetArrives)]);
        using BunitContext context = new();
        var picture = context.Render<StateDiagram>(p => p.Add(c => c.View, new([end])).Add(c => c.Catalogue, Catalogue.For("en")));
        string top = PictureClasses.N(y - (StateDiagramLayout.BoxHeight / 2));
        Assert.Equal(top, Assert.Single(picture.FindAll("rect.ns-transport-box")).GetAttribute("y"));
    }

    [Fact]
    public async Task Hostile_names_of_ends_stay_text()
    {
        StateDiagramView view = new([new("</text><script>alert(1)</script>", TcpState.Listen, [TcpTransitions.PassiveOpen])]);
        Assert.DoesNotContain(XDocument.Parse(await Render(view, "en")).Descendants(), element => element.Name.LocalName == "script");
    }

    [Theory, MemberData(nameof(Languages))]
    public void The_table_in_a_terminal_has_a_row_for_every_arrow(string language)
    {
        string[] lines = TerminalText.Of(StatesTerminal.Render(Catalogue.For(language), 160), 160).Split('\n');
        Assert.All(TcpTransitions.All, arrow => Assert.Single(lines, line =>
            line.Split('→', 2) is [var from, var rest] && from.Trim() == arrow.From.RfcName()
            && rest.TrimStart().StartsWith(arrow.To.RfcName() + " ", StringComparison.Ordinal)
            && rest.Contains(Catalogue.For(language).Sentence(arrow.Reason), StringComparison.Ordinal)
            && rest.EndsWith(arrow.Reason.Rfc.ToString(), StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Languages))]
    public void In_80_columns_sentences_are_broken_only_where_a_line_may_end(string language)
    {
        string[] lines = TerminalText.Of(StatesTerminal.Render(Catalogue.For(language), 80), 80).Split('\n');
        Assert.All(lines, line => Assert.InRange(TextWidth.Columns(line), 0, 80));
        foreach (TcpTransition arrow in TcpTransitions.All)
            foreach (string piece in TextWidth.Wrap(Catalogue.For(language).Sentence(arrow.Reason), 22))
                Assert.Contains(lines, line => line.Contains(piece, StringComparison.Ordinal));
    }

    private static void AssertOnEdge(StateDiagramLayout.Box box, StateDiagramLayout.Point point)
    {
        (double left, double top, double width, double height) = RoomOf(box);
        bool isOnSide = (point.X == left || point.X == left + width) && point.Y > top && point.Y < top + height;
        bool isOnTop = (point.Y == top || point.Y == top + height) && point.X > left && point.X < left + width;
        Assert.True(isOnSide || isOnTop, $"{point} is not on the edge of {box}");
    }

    private static (double X, double Y, double Width, double Height) RoomOf(StateDiagramLayout.Box box) =>
        (box.X - (StateDiagramLayout.BoxWidth / 2), box.Top, StateDiagramLayout.BoxWidth, box.Height);

    /// <summary>A leg of an arrow is a line: it has no width or no height.</summary>
    private static bool Overlap((double X, double Y, double Width, double Height) a, (double X, double Y, double Width, double Height) b) =>
        a.X < b.X + b.Width && b.X < a.X + Math.Max(0, a.Width) && a.Y < b.Y + b.Height && b.Y < a.Y + Math.Max(0, a.Height);

    private static Task<string> Render(StateDiagramView view, string language) => PictureFile.RenderAsync<StateDiagram>(
        new Dictionary<string, object?> { ["View"] = view, ["Catalogue"] = Catalogue.For(language) });
}
