using System.Xml.Linq;
using Bunit;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Ladder;
using NetStack.Viz.Pictures;
using Xunit;

namespace NetStack.Tests.Ladder;

public sealed class LadderPictureTests
{
    [Fact]
    public void Each_segment_is_an_arrow_and_each_state_a_name_beside_its_lifeline()
    {
        using BunitContext context = new();
        LadderView view = Ladders.Of(Ladders.Whole);
        var picture = context.Render<LadderPicture>(p => p.Add(c => c.View, view).Add(c => c.Catalogue, Catalogue.For("en")));
        Assert.Equal(8, picture.FindAll("path[marker-end]").Count);
        string[] texts = [.. picture.FindAll("text").Select(text => text.TextContent)];
        Assert.Contains("SYN ACK seq=0 ack=1 win=2000", texts);
        Assert.Contains("CLOSE-WAIT", texts);
        Assert.Contains("Opening: the three-way handshake", texts);
    }

    [Fact]
    public void Who_does_not_see_the_picture_hears_every_step()
    {
        using BunitContext context = new();
        LadderView view = Ladders.Of(Ladders.Whole);
        var picture = context.Render<LadderPicture>(p => p.Add(c => c.View, view).Add(c => c.Catalogue, Catalogue.For("zh-CN")));
        string description = picture.Find("desc").TextContent;
        Assert.Contains("1. → SYN seq=0 win=1000: 客户端请求连接", description, StringComparison.Ordinal);
        Assert.Contains("8. →", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_its_own_is_well_formed_XML()
    {
        Dictionary<string, object?> parameters = new() { ["View"] = Ladders.Of(Ladders.Whole), ["Catalogue"] = Catalogue.For("en") };
        XDocument file = XDocument.Parse(await PictureFile.RenderAsync<LadderPicture>(parameters));
        Assert.Equal("svg", file.Root!.Name.LocalName);
        Assert.Equal("img", file.Root.Attribute("role")!.Value);
    }
}
