using CsCheck;
using NetStack.Application.Dns;
using NetStack.Bytes;
using Xunit;
using static NetStack.Tests.Application.Datagrams;

namespace NetStack.Tests.Application.Dns;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData("00", "<Root>", 1)]
    [InlineData("0161 0162 00", "a.b", 5)]
    [InlineData("02c3a9 00", "é", 4)] // UTF-8, as mDNS has it
    [InlineData("0400 01 ff c3 00", "\\000\\001\uFFFD\uFFFD", 6)]
    [InlineData("03 0a 7f 5c 00", "\\n\\177\\", 5)]
    [InlineData("0161 4d 62 00", "<Unknown extended label>", 3)] // tried by RFC 2671 §3, given up by RFC 6891 §5
    public void A_name_is_its_labels_with_dots_between(string octets, string text, int length) => AssertName(octets, 0, text, length);

    [Fact]
    public void A_pointer_takes_two_octets_wherever_it_leads() => AssertName("0161 00 0162 c000", 3, "b.a", 4);

    [Fact]
    public void A_pointer_may_lead_forward() => AssertName("c002 0161 00", 0, "a", 2);

    [Theory]
    [InlineData("c000")]
    [InlineData("c002 c000")]
    [InlineData("0161 c000")]
    public void A_pointer_that_loops_is_told_and_ends(string octets) =>
        AssertName(octets, 0, "<Name contains a pointer that loops>", Octets(octets).Length == 4 && octets[0] == '0' ? 4 : 2);

    [Fact]
    public void A_name_of_255_octets_is_the_longest()
    {
        string label = string.Concat(Enumerable.Repeat("61", 63));
        AssertName($"3f{label} 3f{label} 3f{label} 3d{label[..122]} 00", 0,
            $"{new string('a', 63)}.{new string('a', 63)}.{new string('a', 63)}.{new string('a', 61)}", 255);
        AssertName($"3f{label} 3f{label} 3f{label} 3e{label[..124]} 00", 0, "<Name too long>", 256);
    }

    [Fact]
    public void A_chain_of_pointers_may_not_spell_an_endless_name()
    {
        byte[] message = new byte[20_000]; // a label of one octet, over and over, and a pointer back to the start
        for (int i = 0; i < message.Length - 2; i += 2) (message[i], message[i + 1]) = (1, (byte)'a');
        (message[^2], message[^1]) = (0xC0, 0);
        Assert.True(DnsName.TryRead(message, 0, null, out DnsName name));
        Assert.Equal(message.Length, name.Octets);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0161")]
    [InlineData("0361")]
    [InlineData("c0")]
    [InlineData("c0ff")]
    [InlineData("8061 00")]
    public void A_name_that_leaves_the_message_is_none(string octets) =>
        Assert.False(DnsName.TryRead(Octets(octets), 0, null, out _));

    [Fact]
    public void Any_octets_are_read_or_refused() => Gen.Byte.Array[0, 600].Sample(octets =>
    {
        Utf8Writer text = new();
        if (DnsName.TryRead(octets, 0, text, out DnsName name))
        {
            Assert.InRange(name.Octets, 1, octets.Length);
            Assert.InRange(text.Length, 1, 4 * DnsName.MaxLength);
        }
    });

    private static void AssertName(string octets, int at, string text, int length)
    {
        Utf8Writer writer = new();
        Assert.True(DnsName.TryRead(Octets(octets), at, writer, out DnsName name));
        Assert.Equal(text, writer.ToString());
        Assert.Equal(length, name.Octets);
    }
}
