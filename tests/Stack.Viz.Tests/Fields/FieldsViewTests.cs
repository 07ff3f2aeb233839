using Bunit;
using NetStack.Application;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Fields;
using Xunit;

namespace NetStack.Tests.Fields;

public sealed class FieldsViewTests
{
    [Theory]
    [InlineData("en", "udp.srcport")]
    [InlineData("en", "UDP.PORT")]
    [InlineData("en", "source port")]
    [InlineData("zh-CN", "源端口")]
    public void A_field_is_found_by_a_part_of_its_name_alias_or_label(string language, string pattern) =>
        Assert.Contains(Find(pattern, language).Fields, field => field.Name == "udp.srcport");

    [Fact]
    public void An_entry_tells_name_label_meaning_type_bits_and_RFC() => Assert.Equal("""
        ip.flags.df  Don't fragment
            Set: a router that would have to cut the datagram drops it and says so by
            ICMP. Path MTU discovery lives on that.
            true or false · bits 49 of the header · RFC 791 §3.1
        """, TerminalText.Of(FieldsText.Render(Find("ip.flags.df"), Catalogue.For("en"), 80)));

    [Fact]
    public void A_pipe_gets_a_line_with_tabs_for_each_field()
    {
        string[] lines = [.. FieldsText.Lines(Find("udp.length"), Catalogue.For("en"))];
        Assert.Equal("name\tlabel\ttype\tbits\tdefined in\tmeaning", lines[0]);
        Assert.Equal("udp.length\tLength\tunsigned number, 16 bits\t32–47\tRFC 768 (Fields)\t"
            + "Octets of header and data together, at least 8.", lines[1]);
    }

    [Fact]
    public void The_table_of_a_page_has_a_row_for_each_field()
    {
        using BunitContext context = new();
        var table = context.Render<FieldsTable>(p => p.Add(c => c.View, Find("udp.")).Add(c => c.Catalogue, Catalogue.For("zh-CN")));
        Assert.Equal(Find("udp.").Fields.Length, table.FindAll("tbody tr").Count);
        Assert.Contains("源端口", table.Markup, StringComparison.Ordinal);
    }

    private static FieldsView Find(string pattern, string language = "en") =>
        FieldsView.Of(StandardProtocols.CreateRegistry(), pattern, Catalogue.For(language));
}
