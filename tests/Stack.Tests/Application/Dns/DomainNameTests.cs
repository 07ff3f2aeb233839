using NetStack.Application.Dns;
using NetStack.Bytes;
using NetStack.Tests.Hosting;

namespace NetStack.Tests.Application.Dns;

public sealed class DomainNameTests
{
    [Theory]
    [InlineData("example.com", "example.com", 2)]
    [InlineData("Example.COM.", "Example.COM", 2)]
    [InlineData(".", ".", 0)]
    [InlineData(@"a\.b.c", @"a\.b.c", 2)]
    [InlineData(@"a\065.c", "aA.c", 2)]
    [InlineData(@"a\\.", @"a\\", 1)]
    [InlineData(@"a\000.c", @"a\000.c", 2)]
    public void A_name_is_read_and_written_as_people_write_it(string text, string expected, int labels)
    {
        DomainName name = Name(text);
        Assert.Equal((expected, labels), (name.ToString(), name.Labels));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("bücher.example")]
    [InlineData(@"a\")]
    [InlineData(@"a\25")]
    [InlineData(@"a\256")]
    public void What_is_no_name_is_refused(string text) => Assert.False(DomainName.TryParse(text, out _));

    [Fact]
    public void A_label_has_63_octets_at_most_and_a_name_255()
    {
        string label = new('a', 63), full = $"{label}.{label}.{label}.{new string('b', 61)}";
        Assert.Equal(255, Name(full).Wire.Length);
        Assert.True(DomainName.TryParse(full + ".", out _));
        Assert.False(DomainName.TryParse(full + "b", out _));
        Assert.False(DomainName.TryParse(label + "a.b", out _));
        Assert.Null(Name(full).Append(Name("a")));
        Assert.Equal("a.b.c", Name("a").Append(Name("b.c"))!.ToString());
    }

    [Fact]
    public void Names_are_equal_without_regard_to_case_and_a_dot_in_a_label_is_no_end_of_it()
    {
        Assert.Equal(Name("WWW.example.com"), Name("www.EXAMPLE.com"));
        Assert.Equal(Name("WWW.example.com").GetHashCode(), Name("www.EXAMPLE.com").GetHashCode());
        Assert.NotEqual(Name("www.example.com"), Name(@"www\.example.com"));
        Assert.False(Name("a.b").IsSpelledLike(Name("A.b")));
    }

    [Theory]
    [InlineData("www.example.com", "example.com", true)]
    [InlineData("EXAMPLE.com", "example.com", true)]
    [InlineData("example.com", ".", true)]
    [InlineData("badexample.com", "example.com", false)]
    [InlineData("com", "example.com", false)]
    public void A_name_is_within_its_zones(string name, string zone, bool expected) =>
        Assert.Equal(expected, Name(name).IsWithin(Name(zone)));

    [Fact]
    public void An_address_has_a_name_backwards()
    {
        Assert.Equal("1.2.0.192.in-addr.arpa", DomainName.ForAddress(TwoHosts.Address("192.0.2.1")).ToString());
        Assert.Equal("b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa",
            DomainName.ForAddress(TwoHosts.Address("4321:0:1:2:3:4:567:89ab")).ToString()); // RFC 3596 §2.5
    }

    [Fact]
    public void A_pointer_leads_backwards_only()
    {
        byte[] message = [1, (byte)'a', 0, 1, (byte)'b', 0xC0, 0, 0xC0, 3, 0xC0, 9, 0xC0, 13, 0, 1, (byte)'c', 0xC0, 16, 0x40];
        AssertName(message, 0, "a", 3);
        AssertName(message, 3, "b.a", 4);
        AssertName(message, 7, "b.a", 2); // a pointer to a pointer
        Assert.False(DomainName.TryRead(message, 9, out _, out _)); // to itself
        Assert.False(DomainName.TryRead(message, 11, out _, out _)); // forwards
        Assert.False(DomainName.TryRead(message, 14, out _, out _)); // into its own pointer
        Assert.False(DomainName.TryRead(message, 18, out _, out _)); // a label of no known kind
        Assert.False(DomainName.TryRead(message, 19, out _, out _));
    }

    [Fact]
    public void A_chain_of_names_that_grows_too_long_is_none()
    {
        List<byte> message = [0];
        for (int i = 0; i < 200; i++) // each name is the one before with two octets in front
        {
            int before = i == 0 ? 0 : message.Count - 4;
            message.AddRange([1, (byte)'a', (byte)(0xC0 | before >> 8), unchecked((byte)before)]);
        }

        byte[] octets = [.. message];
        Assert.True(DomainName.TryRead(octets, 1 + (4 * 126), out DomainName? longest, out _));
        Assert.Equal(255, longest.Wire.Length);
        Assert.False(DomainName.TryRead(octets, 1 + (4 * 127), out _, out _));
    }

    [Fact]
    public void Case_by_chance_changes_nothing_but_case()
    {
        DomainName name = Name("a-name.with-42.letters.example"), mixed = name.WithMixedCase(new(1));
        Assert.Equal(name, mixed);
        Assert.False(name.IsSpelledLike(mixed));
    }

    private static void AssertName(byte[] message, int at, string expected, int octets)
    {
        Assert.True(DomainName.TryRead(message, at, out DomainName? name, out int taken));
        Assert.Equal((expected, octets), (name.ToString(), taken));
    }

    private static DomainName Name(string text)
    {
        Assert.True(DomainName.TryParse(text, out DomainName? name), text);
        return name;
    }
}
