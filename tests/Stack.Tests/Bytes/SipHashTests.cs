using NetStack.Bytes;

namespace NetStack.Tests.Bytes;

public sealed class SipHashTests
{
    private static readonly SipHash Reference = new(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908);

    /// <summary>The first of the vectors that the authors publish, key 00..0f, input 00, 01, 02 …, and the paper's appendix A.</summary>
    [Theory]
    [InlineData(0, 0x726f_db47_dd0e_0e31)]
    [InlineData(1, 0x74f8_39c5_93dc_67fd)]
    [InlineData(7, 0xab02_00f5_8b01_d137)]
    [InlineData(8, 0x93f5_f579_9a93_2462)]
    [InlineData(15, 0xa129_ca61_49be_45e5)]
    public void The_published_vectors_come_out(int length, ulong hash)
    {
        byte[] input = new byte[length];
        for (int i = 0; i < length; i++)
            input[i] = (byte)i;
        Assert.Equal(hash, Reference.Compute(input));
    }
}
