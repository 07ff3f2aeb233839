using Xunit;

namespace NetStack.Tests.Transport.Tcp;

/// <summary>What the analysis says of the last segment of a script. Each was compared with tshark 4.0.</summary>
public sealed class SequenceAnalysisTests
{
    private const string Handshake = """
        +0   < S 100:100(0) win 1000 <mss 1460>
        +.010 > S 500:500(0) ack 101 win 1000 <mss 1460>
        +.010 < . 101:101(0) ack 501 win 1000

        """;

    [Theory]
    [InlineData("retransmission", """
        +0   < . 101:201(100) ack 501
        +.5  < . 101:201(100) ack 501
        """)]
    [InlineData("spurious_retransmission retransmission", """
        +0   < . 101:201(100) ack 501
        +.01 > . 501:501(0) ack 201
        +.5  < . 101:201(100) ack 501
        """)]
    [InlineData("fast_retransmission retransmission", """
        +0   < . 101:201(100) ack 501
        +0   < . 201:301(100) ack 501
        +.01 > . 501:501(0) ack 101
        +.01 > . 501:501(0) ack 101
        +.01 > . 501:501(0) ack 101
        +.01 < . 101:201(100) ack 501
        """)]
    [InlineData("out_of_order", """
        +0   < . 201:301(100) ack 501
        +.001 < . 101:201(100) ack 501
        """)]
    [InlineData("lost_segment", "+0 < . 201:301(100) ack 501")]
    [InlineData("ack_lost_segment", "+0 > . 501:501(0) ack 301")]
    [InlineData("duplicate_ack", """
        +0   > . 501:501(0) ack 101
        +0   > . 501:501(0) ack 101
        """)]
    [InlineData("zero_window", "+0 > . 501:501(0) ack 101 win 0")]
    [InlineData("window_full", "+0 < . 101:1101(1000) ack 501")]
    [InlineData("zero_window_probe", """
        +0   > . 501:501(0) ack 101 win 0
        +1   < . 101:102(1) ack 501
        """)]
    [InlineData("zero_window_probe_ack zero_window", """
        +0   > . 501:501(0) ack 101 win 0
        +1   < . 101:102(1) ack 501
        +0   > . 501:501(0) ack 101 win 0
        """)]
    [InlineData("keep_alive", "+1 < . 100:100(0) ack 501")]
    [InlineData("keep_alive_ack", """
        +0   < . 101:201(100) ack 501
        +0   > . 501:501(0) ack 201
        +9   < . 200:201(1) ack 501
        +0   > . 501:501(0) ack 201
        """)]
    [InlineData("", "+0 < . 101:201(100) ack 501")]
    public void A_segment_is_what_its_numbers_and_times_say(string expected, string script)
    {
        string[] findings = TcpTrace.Findings(Handshake + script);
        Assert.Equal(Sorted(expected), Sorted(findings[^1]));

        static string Sorted(string words) => string.Join(' ', words.Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_window_update_changes_nothing_but_the_window()
    {
        string[] values = new TcpTrace().Values(Handshake + """
            +0   > . 501:501(0) ack 101 win 1000
            +0   > . 501:501(0) ack 101 win 2000
            """, "tcp.analysis.window_update");
        Assert.Equal(["", "", "", "", "1"], values);
    }

    [Fact]
    public void A_duplicate_ACK_counts_from_the_first_repetition_and_starts_again_with_new_data()
    {
        string[] values = new TcpTrace().Values(Handshake + """
            +0   > . 501:501(0) ack 101
            +0   > . 501:501(0) ack 101
            +0   > . 501:501(0) ack 101
            +0   < . 101:201(100) ack 501
            +0   > . 501:501(0) ack 201
            +0   > . 501:501(0) ack 201
            """, "tcp.analysis.duplicate_ack_num");
        Assert.Equal(["", "", "", "1", "2", "3", "", "", "1"], values);
    }

    [Fact]
    public void Octets_in_flight_are_sent_but_neither_acknowledged_nor_reported_by_SACK()
    {
        string[] values = new TcpTrace().Values(Handshake + """
            +0   < . 101:201(100) ack 501
            +0   < . 201:301(100) ack 501
            +.01 > . 501:501(0) ack 201
            +0   < . 301:401(100) ack 501
            +0   < . 401:501(100) ack 501
            +.01 > . 501:501(0) ack 201 win 1000 <nop,nop,sack 301:401>
            +0   < F 501:601(100) ack 501
            """, "tcp.analysis.bytes_in_flight");
        Assert.Equal(["", "", "", "100", "200", "", "200", "300", "", "300"], values);
    }

    [Fact]
    public void An_acknowledgment_names_the_frame_that_ends_where_it_acknowledges()
    {
        TcpTrace trace = new();
        string[] values = trace.Run(Handshake + """
            +0    < . 101:201(100) ack 501
            +.005 < . 201:301(100) ack 501
            +.025 > . 501:501(0) ack 301
            """, frame => TcpTrace.Values(frame, "tcp.analysis.acks_frame") + " " + TcpTrace.Values(frame, "tcp.analysis.ack_rtt"));
        Assert.Equal(["", "1 0.010000000", "2 0.010000000", "", "", "5 0.025000000"], values.Select(value => value.Trim()));
    }

    [Fact]
    public void The_initial_round_trip_runs_from_the_SYN_to_the_ACK_that_ends_the_handshake()
    {
        string[] values = new TcpTrace().Values(Handshake + "+0 < . 101:201(100) ack 501", "tcp.analysis.initial_rtt");
        Assert.Equal("0.020000000", values[^1]);
    }

    [Fact]
    public void A_SYN_with_another_number_begins_a_new_connection()
    {
        TcpTrace trace = new();
        string[] streams = trace.Values(Handshake + """
            +1   < S 9000:9000(0) win 1000
            +0   < S 9000:9000(0) win 1000
            """, "tcp.stream");
        Assert.Equal(["0", "0", "0", "1", "1"], streams);
    }
}
