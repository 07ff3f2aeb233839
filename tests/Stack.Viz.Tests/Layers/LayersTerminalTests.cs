using NetStack.Viz.Catalogues;
using NetStack.Viz.Layers;
using NetStack.Viz.Values;
using Xunit;

namespace NetStack.Tests.Layers;

public sealed class LayersTerminalTests
{
    [Fact]
    public void A_datagram_is_drawn_as_boxes_inside_one_another() => Assert.Equal("""
        Frame 1: 60 octets
        ██████████████████████████████████████████░░░░░░░░░░░░░░░░░░
        42 of 60 octets are headers (70.0 %)
        ╭─Ethernet · header 14, with all inside 60 octets──────────────────────────────╮
        │ Destination 02:00:00:00:00:02   Source 02:00:00:00:00:01                     │
        │ Type IPv4 (0x0800)                                                           │
        │ 02 00 00 00 00 02 02 00  00 00 00 01 08 00                                   │
        │ ╭─Internet Protocol Version 4 · header 20, with all inside 33 octets───────╮ │
        │ │ Version 4   Header length 20   Differentiated services 0x00              │ │
        │ │ Total length 33   Identification 0x1234   Flags 0x02 (DF)                │ │
        │ │ Fragment offset 0   Time to live 64   Protocol UDP (17)                  │ │
        │ │ Header checksum 0xa494   Source address 192.0.2.1                        │ │
        │ │ Destination address 192.0.2.2                                            │ │
        │ │ 45 00 00 21 12 34 40 00  40 11 a4 94 c0 00 02 01                         │ │
        │ │ c0 00 02 02                                                              │ │
        │ │ ╭─User Datagram Protocol · header 8, with all inside 13 octets─────────╮ │ │
        │ │ │ Source port 40000   Destination port 9   Length 13   Checksum 0x9bb4 │ │ │
        │ │ │ 9c 40 00 09 00 0d 9b b4                                              │ │ │
        │ │ │ ╭─Data · 5 octets──────────────────────────────────────────────────╮ │ │ │
        │ │ │ │ 68 65 6c 6c 6f                                                   │ │ │ │
        │ │ │ ╰──────────────────────────────────────────────────────────────────╯ │ │ │
        │ │ ╰──────────────────────────────────────────────────────────────────────╯ │ │
        │ ╰──────────────────────────────────────────────────────────────────────────╯ │
        │ After it: 13 octets that belong to no layer inside (padding or a trailer)    │
        │ 00 00 00 00 00 00 00 00  00 00 00 00 00            ·············             │
        ╰──────────────────────────────────────────────────────────────────────────────╯
        """, Draw("en"));

    [Fact]
    public void Every_line_fits_80_columns_in_Chinese_too() =>
        Assert.All(Draw("zh-CN").Split('\n'), line => Assert.InRange(TextWidth.Columns(line), 0, 80));

    [Fact]
    public void The_frames_right_edge_is_straight_in_Chinese_too() =>
        Assert.All(Draw("zh-CN").Split('\n').Where(line => line.Length > 0 && "╭│╰".Contains(line[0], StringComparison.Ordinal)),
            line => Assert.Equal(80, TextWidth.Columns(line)));

    [Fact]
    public void Without_colours_there_is_no_escape_sequence() =>
        Assert.DoesNotContain('\e', Draw("en"));

    private static string Draw(string language) =>
        TerminalText.Of(LayersTerminal.Render(LayersView.Of(Frames.Dissect(Frames.UdpHello)), Catalogue.For(language)));
}
