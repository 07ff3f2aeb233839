using CsCheck;
using NetStack.Transport.Tcp;

namespace NetStack.Tests.Transport.Tcp;

public sealed class SegmentOptionsTests
{
    /// <summary>Octets by hand from RFC 9293 §3.2, RFC 7323 §2.2 and §3.2, RFC 2018 §2 and §3, RFC 7413 §4.1.1, in Linux's order.</summary>
    public static TheoryData<string, bool, string> Layouts => new()
    {
        { "SYN with all", true, "020405b4 0402080a 00000001 00000000 01030307" },
        { "SYN without timestamps", true, "020405b4 01010402 01030307" },
        { "SYN with timestamps and no SACK", true, "020405b4 0101080a 00000001 00000000" },
        { "timestamps", false, "0101080a 00000001 00000002" },
        { "SACK", false, "0101050a 00000064 000000c8" },
        { "timestamps and three SACK blocks", false, "0101080a 00000001 00000002 0101051a 00000001 00000002 00000003 00000004 00000005 00000006" },
        { "a cookie is asked for", true, "020405b4 22020101" },
        { "a cookie of eight octets", true, "020405b4 220a0102 03040506 07080101" },
        { "an experimental cookie", true, "020405b4 fe0cf989 01020304 05060708" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void What_is_read_is_written_again_octet_for_octet(string name, bool isSyn, string hex)
    {
        Assert.NotEmpty(name);
        byte[] octets = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        byte[] written = new byte[60];
        int length = SegmentOptionsWriter.Write(SegmentOptions.Read(octets, isSyn), isSyn, written);
        Assert.Equal(Convert.ToHexString(octets), Convert.ToHexString(written.AsSpan(0, length)));
    }

    [Fact]
    public void Values_are_those_of_the_octets()
    {
        SegmentOptions options = SegmentOptions.Read(Convert.FromHexString("020405b40402080a000000010000000201030307"), isSyn: true);
        Assert.Equal(1460, options.MaximumSegmentSize);
        Assert.True(options.SackPermitted);
        Assert.Equal((1u, 2u), (options.TsVal, options.TsEcr));
        Assert.Equal(8, options.WindowScalePlusOne);
    }

    [Theory]
    [InlineData("030320", 15)] // RFC 7323 §2.3: a scale above 14 counts as 14
    [InlineData("03030e", 15)]
    [InlineData("030300", 1)]
    public void A_window_scale_above_14_counts_as_14(string hex, int plusOne) =>
        Assert.Equal(plusOne, SegmentOptions.Read(Convert.FromHexString(hex + "00"), isSyn: true).WindowScalePlusOne);

    [Theory]
    [InlineData("020405b4")] // only in SYN
    [InlineData("01030307")]
    [InlineData("04020101")]
    [InlineData("22020101")]
    public void Options_of_a_SYN_are_ignored_elsewhere(string hex) =>
        AssertSaysNothing(SegmentOptions.Read(Convert.FromHexString(hex), isSyn: false));

    [Theory]
    [InlineData("0200")] // a length of zero is no loop
    [InlineData("0201")]
    [InlineData("020505b4")]
    [InlineData("05")]
    [InlineData("fd08")]
    [InlineData("2205010203")] // an odd cookie
    public void Malformed_options_say_nothing(string hex) =>
        AssertSaysNothing(SegmentOptions.Read(Convert.FromHexString(hex), isSyn: true));

    private static void AssertSaysNothing(in SegmentOptions options)
    {
        Assert.Equal(0, options.MaximumSegmentSize + options.WindowScalePlusOne + options.SackCount + options.FastOpenPlusOne);
        Assert.False(options.SackPermitted | options.HasTimestamps | options.HasMd5);
        Assert.Equal(0u, options.UserTimeoutSeconds);
    }

    [Fact]
    public void Any_octets_can_be_read_and_what_was_understood_fits_into_a_header() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Bool).Sample((octets, isSyn) =>
        {
            byte[] written = new byte[80];
            SegmentOptions once = SegmentOptions.Read(octets, isSyn);
            int length = SegmentOptionsWriter.Write(once, isSyn, written);
            Assert.Equal(0, length % 4);
        });
}
