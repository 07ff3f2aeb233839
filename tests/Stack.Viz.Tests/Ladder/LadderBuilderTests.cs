using NetStack.Transport.Tcp;
using NetStack.Viz.Ladder;
using Xunit;

namespace NetStack.Tests.Ladder;

public sealed class LadderBuilderTests
{
    private const string FourSegments = """
        +.001 > . 501:511(10) ack 101 win 2000
        +.001 > . 511:521(10) ack 101 win 2000
        +.001 < . 101:101(0) ack 521 win 1000
        +.001 > . 521:531(10) ack 101 win 2000
        +.001 < . 101:101(0) ack 531 win 1000
        """;

    [Fact]
    public void The_client_stands_left_and_both_ends_begin_before_the_first_segment()
    {
        LadderView view = Ladders.Of(Ladders.Whole);
        Assert.Equal(("192.0.2.1:40000", "192.0.2.2:9"), (view.Left, view.Right));
        Assert.Equal((TcpState.Closed, TcpState.Listen), (view.LeftBegins, view.RightBegins));
        Assert.True(view.IsInferred);
    }

    [Fact]
    public void The_client_stands_left_also_when_the_server_is_captured_first() =>
        Assert.Equal("192.0.2.1:40000", Ladders.Of("""
            +0    > S 500:500(0) ack 101 win 2000
            +.010 < . 101:101(0) ack 501 win 1000
            """).Left);

    [Fact]
    public void The_handshake_and_the_close_are_recognised() => Assert.Equal(
        [LadderPhase.Opening, LadderPhase.Opening, LadderPhase.Opening, LadderPhase.Open, LadderPhase.Open,
            LadderPhase.Closing, LadderPhase.Closing, LadderPhase.Closing],
        Ladders.Of(Ladders.Whole).Items.Select(item => item.Phase));

    [Fact]
    public void A_capture_that_begins_in_mid_connection_has_no_opening()
    {
        LadderView view = Ladders.Of("+0 < P 101:104(3) ack 501 win 1000");
        Assert.Equal(LadderPhase.Open, Assert.Single(view.Items).Phase);
        Assert.Equal((TcpState.Established, TcpState.Established), (view.LeftBegins, view.RightBegins));
    }

    [Fact]
    public void A_step_names_the_states_that_it_leads_to()
    {
        LadderStep[] steps = [.. Ladders.Of(Ladders.Whole).Items.Cast<LadderStep>()];
        Assert.Equal(["SYN-SENT/SYN-RECEIVED", "ESTABLISHED/", "/ESTABLISHED", "/", "/",
            "FIN-WAIT-1/", "FIN-WAIT-2/CLOSE-WAIT LAST-ACK", "TIME-WAIT/CLOSED"],
            steps.Select(step => $"{Names(step.LeftStates)}/{Names(step.RightStates)}"));
    }

    [Fact]
    public void A_run_of_data_in_one_direction_is_one_item()
    {
        LadderRun run = Assert.IsType<LadderRun>(Ladders.Of(Ladders.Opening + FourSegments).Items[^1]);
        Assert.False(run.FromLeft);
        Assert.Equal((3, 30, 1u, 31u, 2, 31u), (run.DataSegments, run.DataOctets, run.FirstSeq, run.NextSeq, run.Acks, run.LastAck));
        Assert.Equal((4, 8), (run.FirstFrame, run.LastFrame));
    }

    [Fact]
    public void A_run_is_drawn_segment_by_segment_when_asked_for() =>
        Assert.All(Ladders.Of(Ladders.Opening + FourSegments, collapse: false).Items, item => Assert.IsType<LadderStep>(item));

    [Fact]
    public void A_keep_alive_is_not_lost_in_a_run()
    {
        LadderView view = Ladders.Of(Ladders.Opening + FourSegments + """

            +1    > . 530:530(0) ack 101 win 2000
            +.001 < . 101:101(0) ack 531 win 1000
            """);
        Assert.Equal("tcp.segment.keep-alive", Assert.IsType<LadderStep>(view.Items[^2]).Reason.Id);
    }

    [Fact]
    public void An_end_that_refuses_was_never_listening()
    {
        LadderView view = Ladders.Of("""
            +0    < S 100:100(0) win 1000
            +.010 > R 0:0(0) ack 101 win 0
            """);
        Assert.Equal(TcpState.Closed, view.RightBegins);
        Assert.All(view.Items, item => Assert.Empty(((LadderStep)item).RightStates));
        Assert.Equal(TcpState.Closed, ((LadderStep)view.Items[^1]).LeftStates.Single().State);
    }

    [Fact]
    public void A_remarkable_segment_stands_outside_of_runs()
    {
        LadderView view = Ladders.Of(Ladders.Opening + FourSegments + """

            +.300 > . 521:531(10) ack 101 win 2000
            """);
        LadderStep again = Assert.IsType<LadderStep>(view.Items[^1]);
        LadderMark mark = Assert.Single(again.Marks);
        Assert.Equal(LadderMarkKind.SpuriousRetransmission, mark.Kind);
    }

    [Fact]
    public void A_retransmission_names_the_frame_that_it_repeats()
    {
        LadderView view = Ladders.Of(Ladders.Opening + """
            +.010 < P 101:104(3) ack 501 win 1000
            +.250 < P 101:104(3) ack 501 win 1000
            """);
        LadderMark mark = Assert.Single(Assert.IsType<LadderStep>(view.Items[^1]).Marks);
        Assert.Equal((LadderMarkKind.Retransmission, 4, 250_000_000L), (mark.Kind, mark.Frame, mark.After.Nanoseconds));
    }

    [Fact]
    public void A_ladder_that_is_too_long_tells_how_many_segments_are_left_out()
    {
        LadderView view = Ladders.Of(Ladders.Whole, maxItems: 5);
        Assert.Equal((5, 3, 8), (view.Items.Length, view.Omitted, view.Segments));
    }

    private static string Names(IEnumerable<NewState> states) => string.Join(' ', states.Select(state => state.State.RfcName()));
}
