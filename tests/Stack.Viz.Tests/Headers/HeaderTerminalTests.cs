using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Internet.Ipv4;
using NetStack.Link.Ethernet;
using NetStack.Tracing;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Headers;
using NetStack.Viz.Values;
using Xunit;

namespace NetStack.Tests.Headers;

public sealed class HeaderTerminalTests
{
    [Fact]
    public void A_header_is_drawn_as_RFCs_draw_it_with_a_frames_values() => Assert.Equal("""
        Internet Protocol Version 4: the fixed part has 20 octets (RFC 791 §3.1)
        values from frame 1
         0                   1                   2                   3
         0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
        |Version|Header |   DSCP    |ECN|         Total length          |
        |   4   |length |Default (0)| 0 |              33               |
        |       |  20   |           |   |                               |
        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
        |        Identification         |R|D|M|     Fragment offset     |
        |            0x1234             |B|F|F|            0            |
        |                               |0|1|0|                         |
        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
        | Time to live  |   Protocol    |        Header checksum        |
        |      64       |   UDP (17)    |            0xa494             |
        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
        |                        Source address                         |
        |                           192.0.2.1                           |
        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
        |                      Destination address                      |
        |                           192.0.2.2                           |
        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
        """, Draw(HeaderView.Of(Frames.Dissect(Frames.UdpHello), 2)!));

    [Fact]
    public void A_field_of_more_than_a_row_is_one_box() => Assert.Contains("""
        |                          Destination                          |
        +                               +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
        |                               |                               |
        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+                               +
        |                            Source                             |
        """, Draw(HeaderView.Of(new EthernetDissector(), EthernetDissector.Definition)!), StringComparison.Ordinal);

    [Fact]
    public void A_field_of_many_rows_is_drawn_with_a_break() => Assert.Contains("""
        |                                                               |
        +                                                               +
        ~                     test.name (64 octets)                     ~
        +                                                               +
        |                                                               |
        +-+-+
        """, Draw(Test(Field.At("test.name", 0, 512, FieldType.Octets, default))), StringComparison.Ordinal);

    [Fact]
    public void A_bit_whose_name_does_not_fit_gets_a_letter_and_a_line_below() => Assert.Contains("""
        |a|  X  |   b   |                  not used                   |N|
        """, Draw(Test(
            Field.At("test.obstinate", 0, 1, FieldType.Boolean, default),
            Field.At("test.x", 1, 3, FieldType.UInt8, default),
            Field.At("test.verylongname", 4, 4, FieldType.UInt8, default),
            Field.At("test.end", 31, 1, FieldType.UInt8, default))), StringComparison.Ordinal);

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void Every_protocol_with_fixed_fields_can_be_drawn_in_65_columns(string language)
    {
        Catalogue catalogue = Catalogue.For(language);
        foreach (Dissector dissector in NetStack.Application.StandardProtocols.Dissectors)
        {
            foreach (Protocol protocol in dissector.MoreProtocols.Prepend(dissector.Protocol))
            {
                if (HeaderView.Of(dissector, protocol) is not { } view) continue;
                string diagram = TerminalText.Of(HeaderTerminal.Render(view, catalogue));
                Assert.All(diagram.Split('\n').Where(line => line.StartsWith('|')),
                    line => Assert.InRange(TextWidth.Columns(line), 3, 65));
            }
        }
    }

    [Fact]
    public void A_cut_header_shows_the_values_that_are_there()
    {
        DissectedFrame frame = Frames.Dissect(Frames.UdpHello[..20]);
        HeaderView view = HeaderView.Of(frame, 2)!;
        Assert.Equal("33", view.Cells.Single(cell => cell.Field?.Name == "ip.len").Value);
        Assert.Null(view.Cells.Single(cell => cell.Field?.Name == "ip.dst").Value);
    }

    private static HeaderView Test(params Field[] fields) =>
        HeaderView.Of(new Ipv4Dissector(), new Protocol("test", "Test", "Test", [.. fields]))!;

    private static string Draw(HeaderView view) => TerminalText.Of(HeaderTerminal.Render(view, Catalogue.For("en")));
}
