using CsCheck;
using NetStack.Bytes;
using NetStack.Recording;
using Xunit;

namespace NetStack.Tests.Recording;

public sealed class TimeResolutionTests
{
    [Theory]
    [InlineData(0, 2, 2_000_000_000)] // seconds
    [InlineData(3, 1_500, 1_500_000_000)]
    [InlineData(6, 1_500_000, 1_500_000_000)]
    [InlineData(9, 1_500_000_000, 1_500_000_000)]
    [InlineData(12, 1_500_000_000_999, 1_500_000_000)] // picoseconds: to the nanosecond before
    [InlineData(28, ulong.MaxValue, 1)]
    [InlineData(29, ulong.MaxValue, 0)]
    [InlineData(127, ulong.MaxValue, 0)]
    [InlineData(0x80, 2, 2_000_000_000)] // 2^-0
    [InlineData(0x8A, 1_536, 1_500_000_000)] // 2^-10
    [InlineData(0xA0, 0x1_8000_0000, 1_500_000_000)] // 2^-32
    [InlineData(0xFF, ulong.MaxValue, 0)] // 2^-127
    public void A_tick_is_a_power_of_ten_or_of_two_of_a_second(byte code, ulong ticks, long nanoseconds) =>
        Assert.Equal(new Timestamp(nanoseconds), new TimeResolution(code).ToTime(ticks));

    [Theory]
    [InlineData(0, 0, ulong.MaxValue, long.MaxValue - 1)]
    [InlineData(6, 0, ulong.MaxValue, long.MaxValue - 1)]
    [InlineData(9, 0, ulong.MaxValue, long.MaxValue - 1)]
    [InlineData(0x80, 0, ulong.MaxValue, long.MaxValue - 1)]
    [InlineData(6, long.MinValue, 0, long.MinValue)]
    [InlineData(6, long.MaxValue, ulong.MaxValue, long.MaxValue - 1)]
    [InlineData(9, -1000, 5, -999_999_999_995)]
    public void A_time_stamp_that_64_bits_of_nanoseconds_cannot_hold_saturates(
        byte code, long offset, ulong ticks, long nanoseconds) =>
        Assert.Equal(new Timestamp(nanoseconds), new TimeResolution(code, offset).ToTime(ticks));

    [Theory]
    [InlineData(28, 0, 2, ulong.MaxValue)]
    [InlineData(28, long.MinValue, 0, ulong.MaxValue)]
    [InlineData(0xC0, long.MinValue, 0, ulong.MaxValue)] // 2^-64
    [InlineData(0xD0, 0, 1, 1_208_925_819_614_630)] // 2^-80: rounded up
    [InlineData(0xFF, 0, 1, ulong.MaxValue)]
    [InlineData(9, 1, 0, 0)]
    public void A_time_that_64_bits_of_ticks_cannot_hold_saturates(byte code, long offset, long nanoseconds, ulong ticks) =>
        Assert.Equal(ticks, new TimeResolution(code, offset).ToTicks(new(nanoseconds)));

    [Fact]
    public void Nanoseconds_survive_every_resolution_that_is_at_least_as_fine() =>
        Gen.Select(Gen.Long[0, 4_000_000_000_000_000_000], Gen.OneOf<byte>(9, 0x80 | 30, 0x80 | 31))
            .Sample((nanoseconds, code) =>
            {
                TimeResolution resolution = new(code);
                return resolution.ToTime(resolution.ToTicks(new(nanoseconds))).Nanoseconds == nanoseconds;
            });

    [Fact]
    public void Any_time_becomes_some_ticks_in_any_resolution() =>
        Gen.Select(Gen.Long, Gen.Byte, Gen.Long).Sample((nanoseconds, code, offset) =>
        {
            TimeResolution resolution = new(code, offset);
            resolution.ToTime(resolution.ToTicks(new(nanoseconds)));
        });
}
