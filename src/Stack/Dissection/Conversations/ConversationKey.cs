using NetStack.Bytes;

namespace NetStack.Dissection.Conversations;

/// <summary>One end of a conversation.</summary>
public readonly record struct Endpoint(IpAddress Address, ushort Port);

/// <summary>Two ends in one order, so that both directions have the same key.</summary>
public readonly record struct ConversationKey
{
    private ConversationKey(in Endpoint low, in Endpoint high) => (Low, High) = (low, high);

    /// <summary>The end that sorts first.</summary>
    public Endpoint Low { get; }

    /// <summary>The end that sorts last.</summary>
    public Endpoint High { get; }

    /// <summary>Makes the key of two ends.</summary>
    /// <param name="source">The sender.</param>
    /// <param name="destination">The receiver.</param>
    /// <param name="forward">True when the sender is <see cref="Low"/>.</param>
    public static ConversationKey Of(in Endpoint source, in Endpoint destination, out bool forward)
    {
        forward = !IsAfter(source, destination);
        return forward ? new(source, destination) : new(destination, source);
    }

    /// <summary>A hash that mixes all bits with a seed, so that nobody can aim at a bucket.</summary>
    internal uint Hash(ulong seed)
    {
        unchecked
        {
            ulong h = seed ^ Low.Address.Low ^ ((ulong)Low.Port << 48 | (ulong)High.Port << 32);
            h = Mix(h) ^ High.Address.Low;
            h = Mix(h) ^ Low.Address.High;
            h = Mix(h) ^ High.Address.High;
            return (uint)(Mix(h) >> 32);
        }
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value ^= value >> 30;
            value *= 0xBF58476D1CE4E5B9;
            value ^= value >> 27;
            value *= 0x94D049BB133111EB;
            return value ^ value >> 31;
        }
    }

    private static bool IsAfter(in Endpoint a, in Endpoint b)
    {
        if (a.Address.High != b.Address.High) return a.Address.High > b.Address.High;
        if (a.Address.Low != b.Address.Low) return a.Address.Low > b.Address.Low;
        return a.Port > b.Port;
    }
}
