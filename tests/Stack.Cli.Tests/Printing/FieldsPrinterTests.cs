using NetStack.Bytes;
using NetStack.Cli;
using NetStack.Cli.Printing;
using NetStack.Dissection;
using Xunit;

namespace NetStack.Tests.Printing;

public class FieldsPrinterTests
{
    [Fact]
    public void A_frame_is_a_line_and_a_field_a_cell_between_tabs() =>
        Assert.Equal("1\t192.0.2.1\t0x0001\t9\n", Print([Frames.Udp], "frame.number", "ip.src", "ip.id", "udp.dstport"));

    [Fact]
    public void A_field_that_is_not_there_leaves_its_cell_empty() =>
        Assert.Equal("\t1\t\n", Print([Frames.Quiet], "udp.srcport", "frame.number", "udp.dstport"));

    [Fact]
    public void Several_occurrences_are_joined_in_the_order_of_the_layers() =>
        Assert.Equal("198.51.100.1,192.0.2.1\n", Print([Frames.IpInIp], "ip.src"));

    [Fact]
    public void An_alias_stands_for_several_fields_in_tree_order() =>
        Assert.Equal("40000,9\t192.0.2.1,192.0.2.2\n", Print([Frames.Udp], "udp.port", "ip.addr"));

    [Fact]
    public void A_field_asked_for_under_two_names_stands_in_both_cells() =>
        Assert.Equal("192.0.2.1\t192.0.2.1,192.0.2.2\t192.0.2.1\n", Print([Frames.Udp], "ip.src", "ip.addr", "ip.src"));

    [Theory]
    [InlineData("occurrence=f", "198.51.100.1")]
    [InlineData("occurrence=l", "192.0.2.1")]
    [InlineData("occurrence=a", "198.51.100.1,192.0.2.1")]
    [InlineData("aggregator=/s", "198.51.100.1 192.0.2.1")]
    [InlineData("aggregator=;", "198.51.100.1;192.0.2.1")]
    [InlineData("quote=d", "\"198.51.100.1,192.0.2.1\"")]
    [InlineData("quote=s", "'198.51.100.1,192.0.2.1'")]
    public void E_sets_what_a_cell_looks_like(string setting, string cell) =>
        Assert.Equal(cell + "\n", Print([Frames.IpInIp], ["ip.src"], setting));

    [Fact]
    public void An_empty_cell_gets_no_quotes() =>
        Assert.Equal("\"1\";\n", Print([Frames.Quiet], ["frame.number", "udp.port"], "quote=d", "separator=;"));

    [Fact]
    public void A_header_names_the_columns_as_they_were_asked_for() =>
        Assert.Equal("frame.number\tip.addr\n1\t192.0.2.1,192.0.2.2\n", Print([Frames.Udp], ["frame.number", "ip.addr"], "header=y"));

    [Fact]
    public void Unknown_fields_are_all_named_in_one_line()
    {
        UserError error = Assert.Throws<UserError>(() => Print([Frames.Udp], "ip.src", "no.such", "nor.this"));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.StartsWith("Some fields aren't valid: no.such nor.this; ", error.Message);
    }

    [Theory]
    [InlineData("header=maybe")]
    [InlineData("separator=ab")]
    [InlineData("nonsense")]
    public void An_unknown_setting_of_E_is_a_usage_error(string setting) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<UserError>(() => FieldsFormat.Parse([setting])).ExitCode);

    [Fact]
    public void Printing_a_frame_allocates_nothing()
    {
        DissectionSession session = Frames.NewSession();
        Utf8Writer writer = new(4096);
        FieldColumns columns = FieldColumns.Resolve(session.Registry, ["frame.number", "ip.addr", "udp.port"]);
        FieldsPrinter printer = new(writer, columns, new());
        DissectedFrame frame = Frames.Dissect(session, Frames.Udp).Single();
        printer.Print(frame);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            writer.Clear();
            printer.Print(frame);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string Print(byte[][] frames, params string[] names) => Print(frames, names, []);

    private static string Print(byte[][] frames, string[] names, params string[] settings)
    {
        DissectionSession session = Frames.NewSession();
        Utf8Writer writer = new();
        FieldsPrinter printer = new(writer, FieldColumns.Resolve(session.Registry, names), FieldsFormat.Parse(settings));
        printer.Begin();
        foreach (DissectedFrame frame in Frames.Dissect(session, frames)) printer.Print(frame);
        printer.End();
        return writer.ToString();
    }
}
