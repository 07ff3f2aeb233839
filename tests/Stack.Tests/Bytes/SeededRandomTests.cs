using NetStack.Bytes;

namespace NetStack.Tests.Bytes;

public sealed class SeededRandomTests
{
    /// <summary>Worked out once with the authors' C code's definition: the sequence may never change, runs depend on it.</summary>
    [Fact]
    public void The_sequence_of_a_seed_is_the_same_for_ever()
    {
        SeededRandom random = new(0);
        ulong[] first = [random.NextBits(), random.NextBits(), random.NextBits()];
        Assert.Equal(Expected(0, 3), first);
    }

    [Fact]
    public void Numbers_below_a_bound_are_spread_evenly()
    {
        SeededRandom random = new(5);
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++)
            counts[random.Next(10)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void A_split_generator_goes_its_own_way()
    {
        SeededRandom random = new(5), same = new(5);
        SeededRandom part = random.Split();
        same.Split();
        part.NextBits();
        Assert.Equal(same.NextBits(), random.NextBits());
    }

    /// <summary>The definition once more, with wide integers: SplitMix64 fills the state, xoshiro256** steps it.</summary>
    private static ulong[] Expected(ulong seed, int count)
    {
        UInt128 mask = ulong.MaxValue, mix = seed;
        ulong[] s = new ulong[4], result = new ulong[count];
        for (int i = 0; i < 4; i++)
        {
            mix = (mix + 0x9E3779B97F4A7C15) & mask;
            UInt128 z = mix;
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask;
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask;
            s[i] = (ulong)(z ^ (z >> 31));
        }

        for (int i = 0; i < count; i++)
        {
            result[i] = (ulong)((UInt128)Rotate((ulong)((UInt128)s[1] * 5 & mask), 7) * 9 & mask);
            ulong t = s[1] << 17;
            s[2] ^= s[0];
            s[3] ^= s[1];
            s[1] ^= s[2];
            s[0] ^= s[3];
            s[2] ^= t;
            s[3] = Rotate(s[3], 45);
        }

        return result;
    }

    private static ulong Rotate(ulong x, int k) => (x << k) | (x >> (64 - k));
}
