using System.Collections.Immutable;
using System.Globalization;
using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>The switches of a profile under short names, as people write them on a command line or in a scenario:
/// <c>nagle=off,sack=off,cc=reno</c>.</summary>
public static class TcpSwitches
{
    private static readonly string[] On = ["on", "yes", "true", "1"], Off = ["off", "no", "false", "0"];

    /// <summary>Every name, with the values that it takes.</summary>
    public static ImmutableArray<(string Name, string Values)> All { get; } =
    [
        ("profile", "linux|textbook"), ("cc", "cubic|reno|vegas|none"), ("ecn", "off|asked|on"), ("iw", "SEGMENTS"), ("dupthresh", "SEGMENTS"),
        ("rto-init", "MS"), ("rto-min", "MS"), ("rto-max", "MS"), ("delack-time", "MS"), ("timewait", "MS"), ("rcvbuf", "OCTETS"),
        ("sndbuf", "OCTETS"), .. Choices.Select(static choice => (choice.Name, "on|off")),
    ];

    private static (string Name, Func<TcpProfile, bool, TcpProfile> Apply)[] Choices =>
    [
        ("nagle", static (profile, on) => profile with { UseNagle = on }),
        ("delack", static (profile, on) => profile with { UseDelayedAck = on }),
        ("sack", static (profile, on) => profile with { UseSack = on }),
        ("dsack", static (profile, on) => profile with { UseDuplicateSack = on }),
        ("timestamps", static (profile, on) => profile with { UseTimestamps = on }),
        ("wscale", static (profile, on) => profile with { UseWindowScale = on }),
        ("hystart", static (profile, on) => profile with { HyStart = on }),
        ("fast-retransmit", static (profile, on) => profile with { UseFastRetransmit = on }),
        ("newreno", static (profile, on) => profile with { UseNewReno = on }),
        ("limited-transmit", static (profile, on) => profile with { UseLimitedTransmit = on }),
        ("rack", static (profile, on) => profile with { UseRack = on }),
        ("tlp", static (profile, on) => profile with { UseTailLossProbe = on }),
        ("prr", static (profile, on) => profile with { UseProportionalRateReduction = on }),
        ("frto", static (profile, on) => profile with { UseForwardRto = on }),
        ("undo", static (profile, on) => profile with { UseUndo = on }),
        ("idle-restart", static (profile, on) => profile with { RestartAfterIdle = on }),
        ("rcvbuf-tuning", static (profile, on) => profile with { AutoTuneReceiveBuffer = on }),
        ("syncookies", static (profile, on) => profile with { UseSynCookies = on }),
        ("fastopen", static (profile, on) => profile with { FastOpenClient = on, FastOpenServer = on }),
    ];

    /// <summary>Turns one switch.</summary>
    /// <returns>Null for a name that there is not, or a value that it does not take.</returns>
    public static TcpProfile? Apply(TcpProfile profile, string name, string value)
    {
        foreach ((string choice, Func<TcpProfile, bool, TcpProfile> apply) in Choices)
        {
            if (choice != name) continue;
            return On.Contains(value) ? apply(profile, true) : Off.Contains(value) ? apply(profile, false) : null;
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? ApplyNumber(profile, name, number) : ApplyName(profile, name, value);
    }

    private static TcpProfile? ApplyName(TcpProfile profile, string name, string value) => (name, value) switch
    {
        ("profile", "linux") => TcpProfile.Linux,
        ("profile", "textbook") => TcpProfile.Textbook,
        ("cc", "cubic") => profile with { CongestionControl = CongestionAlgorithm.Cubic },
        ("cc", "reno") => profile with { CongestionControl = CongestionAlgorithm.Reno },
        ("cc", "vegas") => profile with { CongestionControl = CongestionAlgorithm.Vegas },
        ("cc", "none") => profile with { CongestionControl = CongestionAlgorithm.None },
        ("ecn", "off") => profile with { Ecn = EcnUse.Off },
        ("ecn", "asked") => profile with { Ecn = EcnUse.WhenAsked },
        ("ecn", "on") => profile with { Ecn = EcnUse.On },
        _ => null,
    };

    private static TcpProfile? ApplyNumber(TcpProfile profile, string name, int number) => name switch
    {
        "iw" => profile with { InitialWindowSegments = number },
        "dupthresh" when number > 0 => profile with { DuplicateAckThreshold = number },
        "rto-init" when number > 0 => profile with { InitialRto = Duration.FromMilliseconds(number) },
        "rto-min" when number > 0 => profile with { MinimumRto = Duration.FromMilliseconds(number) },
        "rto-max" when number > 0 => profile with { MaximumRto = Duration.FromMilliseconds(number) },
        "delack-time" => profile with { DelayedAckTimeout = Duration.FromMilliseconds(number) },
        "timewait" => profile with { TimeWait = Duration.FromMilliseconds(number) },
        "rcvbuf" when number > 0 => profile with { ReceiveBuffer = number, MaximumReceiveBuffer = Math.Max(number, profile.MaximumReceiveBuffer) },
        "sndbuf" when number > 0 => profile with { SendBuffer = number },
        _ => null,
    };
}
