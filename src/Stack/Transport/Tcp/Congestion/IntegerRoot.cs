namespace NetStack.Transport.Tcp.Congestion;

/// <summary>Roots in integers: floating point differs between platforms.</summary>
internal static class IntegerRoot
{
    /// <summary>The greatest integer whose cube is not above <paramref name="value"/> (not negative).</summary>
    public static long Cube(long value)
    {
        long root = 0;
        for (int bit = 20; bit >= 0; bit--) // 2^21 cubed is 2^63
        {
            long candidate = root | (1L << bit);
            if (candidate * candidate <= value / candidate) root = candidate;
        }

        return root;
    }
}
