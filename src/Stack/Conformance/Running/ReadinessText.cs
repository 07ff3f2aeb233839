namespace NetStack.Conformance.Running;

/// <summary>What a descriptor is ready for, as scripts write it.</summary>
internal static class ReadinessText
{
    private static readonly (long Bit, string Name)[] Bits =
    [
        (1, "POLLIN"), (2, "POLLPRI"), (4, "POLLOUT"), (8, "POLLERR"), (0x10, "POLLHUP"), (0x20, "POLLNVAL"), (0x40, "POLLRDNORM"),
        (0x100, "POLLWRNORM"), (0x2000, "POLLRDHUP"),
    ];

    public static string Of(long bits)
    {
        string names = string.Join('|', Bits.Where(bit => (bits & bit.Bit) != 0).Select(bit => bit.Name));
        return names.Length == 0 ? "0" : names;
    }
}
