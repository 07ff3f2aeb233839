using NetStack.Bytes;
using NetStack.Cli.Printing;
using NetStack.Dissection;
using Xunit;

namespace NetStack.Tests.Printing;

public class SummaryPrinterTests
{
    [Fact]
    public void A_frame_is_a_line_with_columns_as_wide_as_those_of_tshark() =>
        Assert.Equal("    1   0.000000    192.0.2.1 → 192.0.2.2    UDP 46 40000 → 9 Len=4\n", Print(Frames.Udp));

    [Fact]
    public void The_innermost_addresses_are_shown() => Assert.Contains("192.0.2.1 → 192.0.2.2", Print(Frames.IpInIp));

    [Fact]
    public void A_frame_without_Internet_addresses_shows_those_of_the_link_layer() =>
        Assert.StartsWith("    1   0.000000 02:00:00:00:00:01 → 02:00:00:00:00:02 ", Print(Frames.Quiet));

    [Fact]
    public void Times_count_from_the_first_frame() =>
        Assert.Contains("\n    2   0.001000 ", Print(Frames.Udp, Frames.Udp));

    private static string Print(params byte[][] frames)
    {
        DissectionSession session = Frames.NewSession();
        Utf8Writer writer = new();
        SummaryPrinter printer = new(writer, inColor: false);
        session.Selection = new();
        foreach (DissectedFrame frame in Frames.Dissect(session, frames)) printer.Print(frame);
        return writer.ToString();
    }
}
