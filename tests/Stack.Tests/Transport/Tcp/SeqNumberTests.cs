using NetStack.Transport.Tcp;
using Xunit;

namespace NetStack.Tests.Transport.Tcp;

public sealed class SeqNumberTests
{
    [Theory]
    [InlineData(0u, 1u)]
    [InlineData(0xFFFF_FFFFu, 0u)]
    [InlineData(0xFFFF_FFF0u, 0x10u)]
    [InlineData(0u, 0x7FFF_FFFFu)]
    [InlineData(0x8000_0001u, 0u)]
    public void A_number_is_before_another_that_is_fewer_than_2_to_31_steps_ahead(uint a, uint b)
    {
        Assert.True(new SeqNumber(a) < new SeqNumber(b));
        Assert.True(new SeqNumber(b) > new SeqNumber(a));
        Assert.True(new SeqNumber(a) <= new SeqNumber(b));
        Assert.False(new SeqNumber(a) >= new SeqNumber(b));
    }

    [Theory]
    [InlineData(10u, 10u, 5u, true)]
    [InlineData(14u, 10u, 5u, true)]
    [InlineData(15u, 10u, 5u, false)]
    [InlineData(9u, 10u, 5u, false)]
    [InlineData(1u, 0xFFFF_FFFEu, 4u, true)]
    [InlineData(2u, 0xFFFF_FFFEu, 4u, false)]
    [InlineData(10u, 10u, 0u, false)]
    public void A_number_lies_in_a_window_from_its_start_up_to_but_not_its_end(uint number, uint start, uint size, bool within) =>
        Assert.Equal(within, new SeqNumber(number).IsWithin(new(start), size));

    [Fact]
    public void Adding_and_subtracting_wrap_around()
    {
        Assert.Equal(4u, (new SeqNumber(0xFFFF_FFFE) + 6).Value);
        Assert.Equal(0xFFFF_FFFEu, (new SeqNumber(4) - 6).Value);
        Assert.Equal(6, new SeqNumber(4) - new SeqNumber(0xFFFF_FFFE));
        Assert.Equal(-6, new SeqNumber(0xFFFF_FFFE) - new SeqNumber(4));
    }
}
