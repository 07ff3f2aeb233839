using CsCheck;
using NetStack.Bytes;

namespace NetStack.Tests.Bytes;

public sealed class InternetChecksumTests
{
    [Theory]
    [InlineData("0001 f203 f4f5 f6f7", 0xDDF2)] // RFC 1071 §3
    [InlineData("", 0)]
    [InlineData("ff", 0xFF00)]
    [InlineData("ffff 0001", 1)]
    public void Octets_are_added_with_the_carry_at_the_end(string hex, int sum) =>
        Assert.Equal(sum, InternetChecksum.Add(Captured.Octets(hex)));

    [Fact]
    public void What_should_stand_there_follows_from_the_sum_and_what_does() =>
        Gen.Select(Gen.Byte.Array[2, 40].Where(octets => octets.Length % 2 == 0), Gen.UShort).Sample((octets, found) =>
        {
            byte[] asSent = [0, 0, .. octets], asFound = [(byte)(found >> 8), unchecked((byte)found), .. octets];
            ushort right = InternetChecksum.Compute(asSent), expected = InternetChecksum.Expected(InternetChecksum.Add(asFound), found);
            Assert.True(expected == right || (expected, right) is (0xFFFF, 0) or (0, 0xFFFF)); // zero has two forms
        }, iter: 5000);

    [Theory]
    [InlineData(0xFFFF, 0x1234, 0x1234)] // right as it is
    [InlineData(0xFFFF, 0, 0)]
    [InlineData(0xFFFF, 0xFFFF, 0xFFFF)]
    [InlineData(0xFFFE, 0x1234, 0x1235)]
    [InlineData(0x0001, 0x1234, 0x1233)]
    public void A_right_checksum_is_expected_as_it_stands(int sum, int found, int expected) =>
        Assert.Equal(expected, InternetChecksum.Expected((ushort)sum, (ushort)found));
}
