using System.Numerics;

namespace NetStack.Bytes;

/// <summary>The project's own random numbers: xoshiro256** seeded by SplitMix64, the same sequence on every platform and
/// for ever (the sequence of .NET's <c>Random</c> may change). Source: Blackman and Vigna, "Scrambled linear
/// pseudorandom number generators", 2021.</summary>
/// <remarks>Not for secrets: a host's keys are drawn from it because a run has to be repeatable; whoever drives a host on
/// a real network hands in an unpredictable seed.</remarks>
public sealed class SeededRandom
{
    private ulong _a, _b, _c, _d;

    /// <summary>A generator whose sequence depends on the seed alone.</summary>
    public SeededRandom(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            ulong shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>A number from 0 up to, but not including, <paramref name="bound"/>; each equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is 0.</exception>
    public ulong Next(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        ulong limit = ulong.MaxValue - (ulong.MaxValue % bound); // the multiples of bound end here: what lies above is drawn again
        ulong bits;
        do bits = NextBits();
        while (bits >= limit);
        return bits % bound;
    }

    /// <summary>A number from 0 up to, but not including, <paramref name="bound"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Next((ulong)bound);
    }

    /// <summary>A generator of its own for a part of the run, so that what one part draws does not shift another's
    /// sequence.</summary>
    public SeededRandom Split() => new(NextBits());

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            ulong z = state += 0x9E37_79B9_7F4A_7C15;
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }
}
