using NetStack.Bytes;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Conversations;
using Xunit;

namespace NetStack.Tests.Conversations;

public sealed class ConversationsViewTests
{
    [Fact]
    public void A_conversation_tells_its_ends_packets_octets_and_times()
    {
        ConversationRow row = RowOf(new Segments().Handshake().Send(true, "A", 1001, 5001, 10));
        Assert.Equal(("tcp", 0, 40000, 80), (row.Protocol, row.Stream, row.First.Port, row.Second.Port));
        Assert.Equal((3, 1), (row.FromFirst.Packets, row.FromSecond.Packets));
        Assert.Equal((54 * 3) + 10, row.FromFirst.Octets);
        Assert.Equal(Duration.FromMilliseconds(3), row.Duration);
        Assert.Equal(Duration.FromMilliseconds(2), row.HandshakeRtt);
    }

    [Fact]
    public void A_conversation_whose_handshake_was_not_captured_has_no_time_for_it() =>
        Assert.Null(RowOf(new Segments().Send(true, "A", 1001, 5001, 10)).HandshakeRtt);

    [Fact]
    public void The_client_stands_first_though_the_server_was_seen_first() =>
        Assert.Equal(40000, RowOf(new Segments().Send(false, "SA", 5000, 1001).Send(true, "A", 1001, 5001)).First.Port);

    [Fact]
    public void A_segment_that_is_sent_again_is_counted() => Assert.Equal(1, RowOf(new Segments().Handshake()
        .Send(true, "A", 1001, 5001, 10).Send(true, "A", 1001, 5001, 10)).Retransmissions);

    [Fact]
    public void A_SYN_that_nobody_answers_is_unanswered() =>
        Assert.Equal(ConversationEnding.Unanswered, RowOf(new Segments().Send(true, "S", 1000, 0)).Ending);

    [Fact]
    public void A_RST_in_answer_to_a_SYN_is_a_refusal() => Assert.Equal(ConversationEnding.Refused,
        RowOf(new Segments().Send(true, "S", 1000, 0).Send(false, "RA", 0, 1001)).Ending);

    [Fact]
    public void A_RST_after_the_handshake_is_a_reset() =>
        Assert.Equal(ConversationEnding.Reset, RowOf(new Segments().Handshake().Send(true, "R", 1001, 0)).Ending);

    [Fact]
    public void One_FIN_is_half_a_close_and_two_are_a_whole()
    {
        Segments segments = new Segments().Handshake().Send(true, "FA", 1001, 5001);
        Assert.Equal(ConversationEnding.HalfClosed, RowOf(segments).Ending);
        Assert.Equal(ConversationEnding.Closed, RowOf(segments.Send(false, "FA", 5001, 1002)).Ending);
    }

    [Fact]
    public void A_conversation_that_goes_on_is_open() => Assert.Equal(ConversationEnding.Open, RowOf(new Segments().Handshake()).Ending);

    [Fact]
    public void The_table_has_a_row_for_each_and_says_how_many_it_leaves_out()
    {
        ConversationsView view = ConversationsView.Of(new Segments().Handshake().Dissect());
        string table = TerminalText.Of(ConversationsTerminal.Render(view, Catalogue.For("en"), 10), width: 140);
        Assert.Contains("192.0.2.1:40000 → 192.0.2.2:80", table, StringComparison.Ordinal);
        Assert.Contains("still open", table, StringComparison.Ordinal);
        ConversationsView two = new([.. view.Rows, .. view.Rows]);
        Assert.EndsWith("and 1 more of 2; --limit N shows more of them, -T json or -T csv all",
            TerminalText.Of(ConversationsTerminal.Render(two, Catalogue.For("en"), 1), width: 140), StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_has_a_heading_and_a_line_for_each()
    {
        Utf8Writer writer = new();
        ConversationsData.WriteCsv(writer, ConversationsView.Of(new Segments().Handshake().Dissect()));
        Assert.Equal("tcp,0,192.0.2.1,40000,192.0.2.2,80,2,1,108,54,1.000000000,0.002000000,0.002000000,0,open",
            writer.ToString().TrimEnd('\n').Split('\n')[1]);
    }

    [Fact]
    public void Json_is_an_array_that_has_null_for_what_is_not_known()
    {
        Utf8Writer writer = new();
        ConversationsData.WriteJson(writer, ConversationsView.Of(new Segments().Send(true, "S", 1, 0).Dissect()));
        using var json = System.Text.Json.JsonDocument.Parse(writer.ToString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.RootElement[0].GetProperty("handshake_rtt").ValueKind);
        Assert.Equal("unanswered", json.RootElement[0].GetProperty("ending").GetString());
    }

    private static ConversationRow RowOf(Segments segments) => Assert.Single(ConversationsView.Of(segments.Dissect()).Rows);
}
