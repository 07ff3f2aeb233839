using NetStack.Tracing;
using NetStack.Transport.Tcp;
using NetStack.Transport.Tcp.Observation;
using Xunit;

namespace NetStack.Tests.Transport.Tcp;

/// <summary>The states of both ends, client first, after each segment.</summary>
public sealed class TcpObserverTests
{
    private const string Open = """
        +0   < S 100:100(0) win 1000
        +0   > S 500:500(0) ack 101 win 1000
        +0   < . 101:101(0) ack 501

        """;

    [Fact]
    public void A_handshake_opens_both_ends() => Assert.Equal(
        ["SYN-SENT SYN-RECEIVED", "ESTABLISHED SYN-RECEIVED", "ESTABLISHED ESTABLISHED"], States(Open));

    [Fact]
    public void A_close_by_the_client_ends_in_TIME_WAIT_and_CLOSED() => Assert.Equal(
        ["FIN-WAIT-1 ESTABLISHED", "FIN-WAIT-2 CLOSE-WAIT", "FIN-WAIT-2 LAST-ACK", "TIME-WAIT CLOSED"], States(Open + """
            +0   < F 101:101(0) ack 501
            +0   > . 501:501(0) ack 102
            +0   > F 501:501(0) ack 102
            +0   < . 102:102(0) ack 502
            """)[3..]);

    [Fact]
    public void A_FIN_that_acknowledges_the_other_FIN_closes_in_three_segments() => Assert.Equal(
        ["FIN-WAIT-1 ESTABLISHED", "FIN-WAIT-2 LAST-ACK", "TIME-WAIT CLOSED"], States(Open + """
            +0   < F 101:101(0) ack 501
            +0   > F 501:501(0) ack 102
            +0   < . 102:102(0) ack 502
            """)[3..]);

    [Fact]
    public void FINs_that_cross_lead_through_CLOSING() => Assert.Equal(
        ["FIN-WAIT-1 ESTABLISHED", "FIN-WAIT-1 FIN-WAIT-1", "CLOSING FIN-WAIT-2", "TIME-WAIT TIME-WAIT"],
        States(Open + """
            +0   < F 101:101(0) ack 501
            +0   > F 501:501(0) ack 101
            +0   < . 102:102(0) ack 502
            +0   > . 502:502(0) ack 102
            """)[3..]);

    [Fact]
    public void A_refused_connection_is_closed_at_once() => Assert.Equal(["SYN-SENT SYN-RECEIVED", "CLOSED CLOSED"], States("""
        +0   < S 100:100(0) win 1000
        +0   > R 0:0(0) ack 101 win 0
        """));

    [Fact]
    public void A_simultaneous_open_goes_through_SYN_RECEIVED() => Assert.Equal(
        ["SYN-SENT SYN-RECEIVED", "SYN-RECEIVED SYN-RECEIVED", "SYN-RECEIVED ESTABLISHED", "ESTABLISHED ESTABLISHED"], States("""
            +0   < S 100:100(0) win 1000
            +0   > S 500:500(0) win 1000
            +0   < S 100:100(0) ack 501 win 1000
            +0   > S 500:500(0) ack 101 win 1000
            """));

    [Fact]
    public void A_connection_that_was_open_before_the_capture_is_taken_to_be_open() =>
        Assert.Equal(["ESTABLISHED ESTABLISHED"], States("+0 < . 101:201(100) ack 501"));

    [Fact]
    public void Each_change_follows_an_arrow_of_the_diagram_and_names_its_cause()
    {
        EventList events = new();
        new TcpTrace(events: events).Run(Open, _ => 0);
        foreach (StateChanged change in events.Events.OfType<StateChanged>())
        {
            Assert.Contains(TcpTransitions.All, arrow => (arrow.From, arrow.To, arrow.Reason) == (change.From, change.To, change.Envelope.Reason));
            Assert.Contains(events.Events.OfType<SegmentSent>(), sent => sent.Envelope.Id == change.Envelope.Cause);
            Assert.Equal(EventOrigin.Inferred, change.Envelope.Origin);
        }
    }

    [Fact]
    public void A_retransmission_names_the_frame_that_it_repeats()
    {
        EventList events = new();
        new TcpTrace(events: events).Run(Open + """
            +0   < . 101:201(100) ack 501
            +1   < . 101:201(100) ack 501
            """, _ => 0);
        SegmentRetransmitted again = Assert.Single(events.Events.OfType<SegmentRetransmitted>());
        Assert.Equal((4, 1_000_000_000L), (again.FirstFrame, again.After.Nanoseconds));
    }

    private static string[] States(string script)
    {
        EventList events = new();
        TcpState[] states = [TcpState.Closed, TcpState.Closed];
        int seen = 0;
        return new TcpTrace(events: events).Run(script, _ =>
        {
            foreach (StackEvent stackEvent in events.Events.Skip(seen))
            {
                if (stackEvent is StateChanged change) states[change.Envelope.Node] = change.To;
            }

            seen = events.Events.Count;
            return $"{states[0].RfcName()} {states[1].RfcName()}";
        });
    }
}
