using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Viz.Layers;
using NetStack.Viz.Values;
using Xunit;

namespace NetStack.Tests.Layers;

public sealed class LayersViewTests
{
    private static readonly LayersView View = LayersView.Of(Frames.Dissect(Frames.UdpHello));

    [Fact]
    public void Each_layer_is_a_box_inside_the_one_that_carries_it()
    {
        LayerBox ethernet = Assert.Single(View.Boxes);
        LayerBox ip = Assert.Single(ethernet.Inside);
        LayerBox udp = Assert.Single(ip.Inside);
        LayerBox data = Assert.Single(udp.Inside);
        Assert.Equal(["eth", "ip", "udp", "data"], [ethernet.Protocol, ip.Protocol, udp.Protocol, data.Protocol]);
        Assert.Equal([StackLayer.Link, StackLayer.Internet, StackLayer.Transport, StackLayer.Data],
            [ethernet.Kind, ip.Kind, udp.Kind, data.Kind]);
        Assert.Equal((14, 60), (ethernet.Header.Length, ethernet.Length));
        Assert.Equal((20, 33), (ip.Header.Length, ip.Length));
        Assert.Equal("hello"u8, data.Header.Octets.AsSpan());
    }

    [Fact]
    public void Headers_are_counted_and_data_and_padding_are_not()
    {
        Assert.Equal(14 + 20 + 8, View.Headers);
        Assert.Equal(700, View.HeadersPerMille);
    }

    [Fact]
    public void Padding_is_what_is_left_of_the_box_that_it_fills()
    {
        Assert.Equal(13, View.Boxes[0].Rest.Length);
        Assert.Equal(0, View.Boxes[0].Inside[0].Rest.Length);
    }

    [Fact]
    public void The_strip_holds_every_octet_of_the_frame_once()
    {
        Assert.Equal(60, View.Strip.Sum(part => part.Length));
        Assert.Equal(["Ethernet 14", "IPv4 20", "UDP 8", "Data 5", " 13"], View.Strip.Select(part => $"{part.Name} {part.Length}"));
    }

    [Fact]
    public void Fields_that_are_worked_out_or_as_long_as_the_payload_are_no_main_fields()
    {
        LayerBox udp = View.Boxes[0].Inside[0].Inside[0];
        Assert.Equal(["udp.srcport", "udp.dstport", "udp.length", "udp.checksum"],
            udp.Fields.Select(field => field.Field.Name));
    }

    [Fact]
    public void A_message_from_several_segments_is_a_box_with_its_source()
    {
        DissectedFrame frame = Frames.Dissect(ProtocolRegistry.Create([new TwoSources()]), [1, 2, 3], LinkType.Null);
        LayerBox box = Assert.Single(LayersView.Of(frame).Boxes);
        Assert.Equal(2, box.Rest.Length);
        LayerBox data = Assert.Single(box.Inside);
        Assert.Equal(("test.reassembled", 4), (data.Source, data.Length));
    }

    /// <summary>One octet of header; what follows completes a message of four octets.</summary>
    private sealed class TwoSources : Dissector
    {
        public override Protocol Protocol { get; } = new("test", "Test", "Test", []);

        public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.LinkType, (uint)LinkType.Null)];

        public override void Dissect(DissectedFrame frame, scoped in Octets octets)
        {
            frame.SetHeaderLength(1);
            frame.NextData(frame.AddSource("test.reassembled", [9, 9, 2, 3]));
        }
    }
}
