using NetStack.Dissection;
using NetStack.Internet.Ipv4;
using NetStack.Viz.Headers;
using Xunit;

namespace NetStack.Tests.Headers;

public sealed class HeaderViewTests
{
    [Fact]
    public void The_cells_fill_the_header_bit_by_bit()
    {
        HeaderView view = HeaderView.Of(new Ipv4Dissector(), Ipv4Dissector.Definition)!;
        int bit = 0;
        foreach (HeaderCell cell in view.Cells)
        {
            Assert.Equal(bit, cell.FirstBit);
            bit += cell.Bits;
        }

        Assert.Equal(160, bit);
    }

    [Fact]
    public void A_field_of_flags_gives_way_to_its_flags()
    {
        HeaderView view = HeaderView.Of(new Ipv4Dissector(), Ipv4Dissector.Definition)!;
        Assert.DoesNotContain(view.Cells, cell => cell.Field?.Name == "ip.flags");
        Assert.Contains(view.Cells, cell => cell.Field?.Name == "ip.flags.df");
    }

    [Fact]
    public void Fields_of_options_that_lie_over_the_header_are_not_part_of_it()
    {
        Protocol protocol = new("test", "Test", "Test",
        [
            Field.At("test.a", 0, 32, FieldType.UInt32, default),
            Field.At("test.option.kind", 0, 8, FieldType.UInt8, default),
        ]);
        HeaderCell cell = Assert.Single(HeaderView.Of(new Ipv4Dissector(), protocol)!.Cells);
        Assert.Equal("test.a", cell.Field!.Name);
    }

    [Fact]
    public void A_protocol_without_fixed_fields_has_no_diagram() =>
        Assert.Null(HeaderView.Of(new Ipv4Dissector(), DataDissector.Definition));
}
