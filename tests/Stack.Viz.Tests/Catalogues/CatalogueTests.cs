using NetStack.Dissection;
using NetStack.Tracing;
using NetStack.Transport.Udp;
using NetStack.Viz.Catalogues;
using Xunit;

namespace NetStack.Tests.Catalogues;

public sealed class CatalogueTests
{
    [Theory]
    [InlineData("en", "Source port")]
    [InlineData("zh-CN", "源端口")]
    public void A_field_is_labelled_in_the_catalogues_language(string language, string label) =>
        Assert.Equal(label, Catalogue.For(language).Label(UdpHeader.Fields[0]));

    [Theory]
    [InlineData("zh-CN", "zh-CN")]
    [InlineData("zh", "zh-CN")]
    [InlineData("zh_CN.UTF-8", "zh-CN")]
    [InlineData("ZH-Hans", "zh-CN")]
    [InlineData("en_US.UTF-8", "en")]
    [InlineData("fr", null)]
    [InlineData("C", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_language_is_known_by_the_forms_that_systems_write_it_in(string? asked, string? known) =>
        Assert.Equal(known, Catalogue.Resolve(asked));

    [Fact]
    public void A_language_that_there_is_no_catalogue_of_reads_as_English() =>
        Assert.Equal("en", Catalogue.For("fr").Language);

    [Fact]
    public void A_finding_becomes_a_sentence_with_its_arguments()
    {
        Finding finding = new(Severity.Error, UdpDissector.BadLength, 2, 0, 4, 7, 20);
        Assert.Equal("The UDP length says 7 octets, but the IP packet holds 20.", Catalogue.For("en").Sentence(finding));
    }

    [Fact]
    public void What_no_catalogue_knows_keeps_its_own_name()
    {
        Catalogue catalogue = Catalogue.For("en");
        Field unknown = Field.Generated("nobody.knows", FieldType.UInt8);
        Assert.Equal("nobody.knows", catalogue.Label(unknown));
        Assert.Equal("", catalogue.Meaning(unknown));
        Assert.Equal("nobody.said", catalogue.Sentence(new Reason("nobody.said", default)));
    }
}
