namespace NetStack.Tests.Wire;

/// <summary>Which combinations are tried.</summary>
internal static class TransferMatrix
{
    private const long Tiny = 65_536, Small = 262_144, Ten = 10_000_000, Hundred = 100_000_000;
    private const string Lossy = "--loss 1%", VeryLossy = "--loss 5%", Hopeless = "--loss 20%";
    private const string Reordering = "--reorder 10%", Duplicating = "--duplicate 5%", Corrupting = "--corrupt 1%", Slow = "--delay 100ms";

    private static readonly (long Octets, string Cable)[] Cables =
    [
        (Hundred, ""), (Hundred, Lossy), (Ten, VeryLossy), (Small, Hopeless),
        (Ten, Reordering), (Ten, Duplicating), (Ten, Corrupting), (Ten, Slow),
    ];

    /// <summary>Those for each run of the tests: each cable, MTU, congestion control, with and without offload at least once.</summary>
    public static Transfer[] Quick { get; } =
    [
        new(true, 4, Hundred),
        new(true, 6, Hundred) { UseOffload = false },
        new(false, 4, Hundred) { UseOffload = false, Control = "reno" },
        new(false, 6, Hundred) { Control = "bbr" },
        new(true, 6, Hundred) { Cable = Lossy },
        new(false, 4, Hundred) { Cable = Lossy },
        new(true, 4, Ten) { Cable = VeryLossy, UseOffload = false },
        new(false, 6, Ten) { Cable = VeryLossy, Control = "bbr" },
        new(true, 4, Tiny) { Cable = Hopeless },
        new(false, 4, Tiny) { Cable = Hopeless, Control = "bbr" },
        new(true, 4, Ten) { Cable = Reordering },
        new(false, 6, Ten) { Cable = Reordering, Control = "reno" },
        new(true, 6, Ten) { Cable = Duplicating },
        new(false, 4, Ten) { Cable = Duplicating },
        new(true, 4, Ten) { Cable = Corrupting },
        new(false, 6, Ten) { Cable = Corrupting },
        new(true, 6, Ten) { Cable = Slow },
        new(false, 4, Ten) { Cable = Slow },
        new(true, 4, Ten) { Mtu = 576 },
        new(false, 4, Ten) { Mtu = 576, UseOffload = false },
        new(true, 6, Ten) { Mtu = 1280, UseOffload = false },
        new(false, 6, Ten) { Mtu = 1280 },
        new(true, 6, Ten) { Mtu = 9000 },
        new(false, 4, Ten) { Mtu = 9000, UseOffload = false },
        new(true, 4, Ten / 2) { ReadsSlowly = true },
        new(false, 6, Ten / 2) { ReadsSlowly = true },
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Transfer> All()
    {
        foreach (bool weServe in (bool[])[true, false])
        {
            foreach (int version in (int[])[4, 6])
            {
                foreach (bool useOffload in (bool[])[true, false])
                    foreach (Transfer row in Over(new(weServe, version, Hundred) { UseOffload = useOffload })) yield return row;
                yield return new(weServe, version, Ten) { ReadsSlowly = true };
            }
        }

        foreach (int version in (int[])[4, 6])
        {
            foreach (string control in (string[])["reno", "bbr"])
                foreach ((long octets, string cable) in Cables) yield return new(false, version, octets) { Cable = cable, Control = control };
            yield return new(false, version, Hundred) { Cable = Hopeless, Control = "bbr" };
        }
    }

    /// <summary>All cables, and all MTUs.</summary>
    private static IEnumerable<Transfer> Over(Transfer row)
    {
        foreach ((long octets, string cable) in Cables) yield return row with { Octets = octets, Cable = cable };
        foreach (int mtu in (int[])[row.Version == 4 ? 576 : 1280, 9000]) yield return row with { Mtu = mtu };
    }
}
