using System.Xml.Linq;
using Bunit;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Layers;
using NetStack.Viz.Pictures;
using Xunit;

namespace NetStack.Tests.Layers;

public sealed class LayersPictureTests
{
    private static readonly LayersView View = LayersView.Of(Frames.Dissect(Frames.UdpHello));

    [Fact]
    public void The_picture_has_a_title_and_a_description_for_those_who_do_not_see_it()
    {
        using BunitContext context = new();
        var picture = context.Render<LayersPicture>(p => p.Add(c => c.View, View).Add(c => c.Catalogue, Catalogue.For("en")));
        Assert.Equal("img", picture.Find("svg").GetAttribute("role"));
        Assert.Equal("Frame 1: 60 octets", picture.Find("title").TextContent);
        Assert.Contains("Ethernet 14, IPv4 20, UDP 8, Data 5", picture.Find("desc").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_changes_its_language_when_it_is_drawn_again()
    {
        using BunitContext context = new();
        var picture = context.Render<LayersPicture>(p => p.Add(c => c.View, View).Add(c => c.Catalogue, Catalogue.For("en")));
        picture.Render(p => p.Add(c => c.Catalogue, Catalogue.For("zh-CN")));
        Assert.Equal("第 1 帧：60 字节", picture.Find("title").TextContent);
        Assert.Contains("源端口", picture.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_its_own_is_well_formed_XML()
    {
        XDocument file = XDocument.Parse(await Render(View));
        Assert.Equal("svg", file.Root!.Name.LocalName);
        Assert.Contains("Internet Protocol Version 4", file.Root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_text_in_a_frame_stays_text()
    {
        DissectedFrame frame = Frames.Dissect(ProtocolRegistry.Create([new Speaker()]),
            "</text><script>alert(1)</script>\u202E\u009B2J"u8.ToArray(), LinkType.Null);
        string picture = await Render(LayersView.Of(frame));
        XDocument file = XDocument.Parse(picture);
        Assert.DoesNotContain(file.Descendants(), element => element.Name.LocalName == "script");
        Assert.Contains("</text><script>", file.Root!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", picture, StringComparison.Ordinal);
        Assert.DoesNotContain("\u009B", picture, StringComparison.Ordinal);
    }

    private static Task<string> Render(LayersView view) => PictureFile.RenderAsync<LayersPicture>(
        new Dictionary<string, object?> { ["View"] = view, ["Catalogue"] = Catalogue.For("en") });

    /// <summary>All of the frame is one text.</summary>
    private sealed class Speaker : Dissector
    {
        private static readonly Field Text = Field.Variable("speaker.text", FieldType.Text, default);

        public override Protocol Protocol { get; } = new("speaker", "Speaker", "Speaker", [Text]);

        public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.LinkType, (uint)LinkType.Null)];

        public override void Dissect(DissectedFrame frame, scoped in Octets octets) =>
            frame.AddInPlace(Text, octets, 0, octets.Length);
    }
}
