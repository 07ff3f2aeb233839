using System.Numerics;

namespace NetStack.Transport;

/// <summary>The memory of a host's buffers: arrays of powers of two, given out up to a limit and used again.</summary>
/// <param name="limitOctets">The most octets to give out at a time.</param>
public sealed class OctetPool(long limitOctets)
{
    /// <summary>The smallest array given out.</summary>
    public const int SmallestOctets = 1 << SmallestBits;

    private const int SmallestBits = 8, LargestBits = 30, KeptOfEachSize = 64;
    private readonly Stack<byte[]>[] _free = MakeStacks();

    /// <summary>Octets given out now.</summary>
    public long InUse { get; private set; }

    /// <summary>The most octets to give out at a time.</summary>
    public long Limit => limitOctets;

    /// <summary>True while more than half is left: nobody needs to be sparing.</summary>
    public bool HasPlenty => InUse < limitOctets / 2;

    /// <summary>An array of at least so many octets, its length a power of two; null when that would pass the limit.</summary>
    public byte[]? Rent(int octets)
    {
        int bits = Math.Max(SmallestBits, BitOperations.Log2((uint)Math.Max(1, octets - 1)) + 1);
        if (bits > LargestBits || InUse + (1L << bits) > limitOctets) return null;
        InUse += 1L << bits;
        return _free[bits - SmallestBits].TryPop(out byte[]? array) ? array : new byte[1 << bits];
    }

    /// <summary>Takes an array back.</summary>
    public void Return(byte[] array)
    {
        InUse -= array.Length;
        Stack<byte[]> free = _free[BitOperations.Log2((uint)array.Length) - SmallestBits];
        if (free.Count < KeptOfEachSize) free.Push(array);
    }

    private static Stack<byte[]>[] MakeStacks()
    {
        var stacks = new Stack<byte[]>[LargestBits - SmallestBits + 1];
        for (int i = 0; i < stacks.Length; i++)
            stacks[i] = new();
        return stacks;
    }
}
