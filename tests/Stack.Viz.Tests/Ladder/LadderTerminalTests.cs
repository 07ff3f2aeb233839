using NetStack.Viz.Catalogues;
using NetStack.Viz.Ladder;
using NetStack.Viz.Values;
using Xunit;

namespace NetStack.Tests.Ladder;

public sealed class LadderTerminalTests
{
    [Fact]
    public void A_connection_is_a_ladder_with_states_and_sentences() => Assert.Equal("""
        TCP connection 0: 192.0.2.1:40000 and 192.0.2.2:9
        8 segments in 0.070 s; sequence numbers count from each end's first
        States are inferred from what was captured between the ends.
                  192.0.2.1:40000                                         192.0.2.2:9
                         CLOSED │                                         │ LISTEN
                 ╭ Opening: the three-way handshake
        0.000000 │     SYN-SENT │────────── SYN seq=0 win=1000 ──────────▶│ SYN-RECEIVED
                 │ The client asks for a connection and tells its first sequence number
                 │ (SYN). (RFC 9293 §3.5)
        0.010000 │  ESTABLISHED │◀───── SYN ACK seq=0 ack=1 win=2000 ─────│
                 │ The server agrees, tells its own first number, and acknowledges the
                 │ client's (SYN, ACK). (RFC 9293 §3.5)
        0.020000 │              │────────── ACK ack=1 win=1000 ──────────▶│ ESTABLISHED
                 │ The client acknowledges the server's number: the three-way handshake
                 ╰ is complete. (RFC 9293 §3.5)
        0.030000                │── PSH ACK seq=1 ack=1 len=3 win=1000 ──▶│
                   3 octets of data, with the numbers 1 to 3. (RFC 9293 §3.7)
        0.040000                │◀────────── ACK ack=4 win=2000 ──────────│
                   Acknowledged: all before number 4 has arrived. (RFC 9293 §3.8.6.3)
                 ╭ Closing
        0.050000 │   FIN-WAIT-1 │───── FIN ACK seq=4 ack=1 win=1000 ─────▶│
                 │ The application closes first: a FIN says that no more data comes from
                 │ here. (RFC 9293 §3.10.4)
                 │              │                                         │ CLOSE-WAIT
        0.060000 │   FIN-WAIT-2 │◀───── FIN ACK seq=1 ack=5 win=2000 ─────│ LAST-ACK
                 │ The application closes as well: this end's FIN is the last.
                 │ (RFC 9293 §3.10.4)
        0.070000 │    TIME-WAIT │────────── ACK ack=2 win=1000 ──────────▶│ CLOSED
                 │ The last FIN is acknowledged: the connection is over.
                 ╰ (RFC 9293 §3.10.7.4)
        """, Draw(Ladders.Whole));

    [Theory]
    [InlineData("en", 80)]
    [InlineData("zh-CN", 80)]
    [InlineData("zh-CN", 132)]
    public void Every_line_fits_and_the_lifelines_stay_in_their_columns(string language, int columns)
    {
        string[] lines = Draw(Ladders.Whole + Lossy, language, columns).Split('\n');
        Assert.All(lines, line => Assert.InRange(TextWidth.Columns(line), 0, columns));
        int[] left = [.. lines.Where(line => line.Contains('▶') || line.Contains('◀'))
            .Select(line => TextWidth.Columns(line[..line.IndexOf('│', 20)])).Distinct()];
        Assert.Single(left);
    }

    [Fact]
    public void What_is_remarkable_is_told_by_words_and_line_not_by_colour_alone()
    {
        string ladder = Draw(Ladders.Opening + Lossy);
        Assert.Contains("! gap: what comes before this was lost or not captured", ladder, StringComparison.Ordinal);
        Assert.Contains("╌╌×", ladder, StringComparison.Ordinal);
        Assert.Contains("! zero window", ladder, StringComparison.Ordinal);
        Assert.Contains("! duplicate ACK number 1", ladder, StringComparison.Ordinal);
    }

    private const string Lossy = """

        +.010 < P 201:204(3) ack 501 win 1000
        +.010 > . 501:501(0) ack 101 win 2000
        +.010 > . 501:501(0) ack 101 win 2000
        +.250 < P 201:204(3) ack 501 win 1000
        +.010 > . 501:501(0) ack 104 win 0
        """;

    private static string Draw(string script, string language = "en", int columns = 80) =>
        TerminalText.Of(LadderTerminal.Render(Ladders.Of(script), Catalogue.For(language), columns), columns);
}
