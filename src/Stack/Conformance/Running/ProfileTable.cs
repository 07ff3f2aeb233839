using System.Globalization;
using NetStack.Bytes;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>Our own settings: every switch of <see cref="TcpProfile"/> as netstack.NAME, durations in milliseconds.</summary>
internal static class ProfileTable
{
    /// <summary>What netstack.profile names.</summary>
    public static TcpProfile? Named(string name) => name switch
    {
        "linux" => TcpProfile.Linux,
        "textbook" => TcpProfile.Textbook,
        _ => null,
    };

    /// <summary>True when there is a switch of that name.</summary>
    public static bool Knows(string name) => ApplyChoice(TcpProfile.Linux, name, "0") is not null
        || ApplyNumber(TcpProfile.Linux, name, 0) is not null || ApplyTime(TcpProfile.Linux, name, default) is not null
        || name is "CongestionControl" or "Ecn" or "FirstEphemeralPort" or "LastEphemeralPort";

    /// <summary>The profile with one switch changed; null when the value is none of its.</summary>
    public static TcpProfile? Apply(TcpProfile profile, string name, string value)
    {
        if (ApplyNamed(profile, name, value) is { } named) return named;
        if (value is "0" or "1" or "true" or "false" && ApplyChoice(profile, name, value) is { } chosen) return chosen;
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return null;
        return ApplyNumber(profile, name, number) ?? ApplyTime(profile, name, Duration.FromMilliseconds(number));
    }

    private static TcpProfile? ApplyNamed(TcpProfile profile, string name, string value) => (name, value) switch
    {
        ("CongestionControl", "reno") => profile with { CongestionControl = CongestionAlgorithm.Reno },
        ("CongestionControl", "cubic") => profile with { CongestionControl = CongestionAlgorithm.Cubic },
        ("CongestionControl", "vegas") => profile with { CongestionControl = CongestionAlgorithm.Vegas },
        ("CongestionControl", "none") => profile with { CongestionControl = CongestionAlgorithm.None },
        ("Ecn", "0") => profile with { Ecn = EcnUse.Off },
        ("Ecn", "1") => profile with { Ecn = EcnUse.On },
        ("Ecn", "2") => profile with { Ecn = EcnUse.WhenAsked },
        ("FirstEphemeralPort", _) when ushort.TryParse(value, out ushort port) => profile with { FirstEphemeralPort = port },
        ("LastEphemeralPort", _) when ushort.TryParse(value, out ushort port) => profile with { LastEphemeralPort = port },
        _ => null,
    };

    private static TcpProfile? ApplyChoice(TcpProfile profile, string name, string value)
    {
        bool on = value is "1" or "true";
        return name switch
        {
            "UseRttVarianceFloor" => profile with { UseRttVarianceFloor = on },
            "UseWindowScale" => profile with { UseWindowScale = on },
            "UseTimestamps" => profile with { UseTimestamps = on },
            "UseSack" => profile with { UseSack = on },
            "UseDuplicateSack" => profile with { UseDuplicateSack = on },
            "ConservativeSlowStart" => profile with { ConservativeSlowStart = on },
            "HyStart" => profile with { HyStart = on },
            "UseFastRetransmit" => profile with { UseFastRetransmit = on },
            "UseNewReno" => profile with { UseNewReno = on },
            "UseProportionalRateReduction" => profile with { UseProportionalRateReduction = on },
            "UseRack" => profile with { UseRack = on },
            "UseTailLossProbe" => profile with { UseTailLossProbe = on },
            "UseLimitedTransmit" => profile with { UseLimitedTransmit = on },
            "UseForwardRto" => profile with { UseForwardRto = on },
            "UseUndo" => profile with { UseUndo = on },
            "RestartAfterIdle" => profile with { RestartAfterIdle = on },
            "ValidateCongestionWindow" => profile with { ValidateCongestionWindow = on },
            "UseDelayedAck" => profile with { UseDelayedAck = on },
            "UseAdaptiveDelayedAck" => profile with { UseAdaptiveDelayedAck = on },
            "AnswerAckOfUnsent" => profile with { AnswerAckOfUnsent = on },
            "UseNagle" => profile with { UseNagle = on },
            "RepeatSynAtOnce" => profile with { RepeatSynAtOnce = on },
            "CountNagleSmallOnly" => profile with { CountNagleSmallOnly = on },
            "AutoTuneReceiveBuffer" => profile with { AutoTuneReceiveBuffer = on },
            "UseSynCookies" => profile with { UseSynCookies = on },
            "FastOpenClient" => profile with { FastOpenClient = on },
            "FastOpenServer" => profile with { FastOpenServer = on },
            "FastOpenClientWithoutCookie" => profile with { FastOpenClientWithoutCookie = on },
            "FastOpenServerWithoutCookie" => profile with { FastOpenServerWithoutCookie = on },
            "FastOpenForAllListeners" => profile with { FastOpenForAllListeners = on },
            "ReuseTimeWait" => profile with { ReuseTimeWait = on },
            "DetectBlackHoles" => profile with { DetectBlackHoles = on },
            _ => null,
        };
    }

    private static TcpProfile? ApplyNumber(TcpProfile profile, string name, int number) => name switch
    {
        "SynRetries" => profile with { SynRetries = number },
        "SynAckRetries" => profile with { SynAckRetries = number },
        "Retries1" => profile with { Retries1 = number },
        "Retries2" => profile with { Retries2 = number },
        "OrphanRetries" => profile with { OrphanRetries = number },
        "InitialWindowSegments" => profile with { InitialWindowSegments = number },
        "DuplicateAckThreshold" => profile with { DuplicateAckThreshold = number },
        "QuickAcks" => profile with { QuickAcks = number },
        "ReceiveBuffer" => profile with { ReceiveBuffer = number },
        "MaximumReceiveBuffer" => profile with { MaximumReceiveBuffer = number },
        "SendBuffer" => profile with { SendBuffer = number },
        "MaximumSynBacklog" => profile with { MaximumSynBacklog = number },
        "ChallengeAcksPerSecond" => profile with { ChallengeAcksPerSecond = number },
        "BurstSegments" => profile with { BurstSegments = number },
        "KeepAliveProbes" => profile with { KeepAliveProbes = number },
        _ => null,
    };

    private static TcpProfile? ApplyTime(TcpProfile profile, string name, Duration time) => name switch
    {
        "InitialRto" => profile with { InitialRto = time },
        "MinimumRto" => profile with { MinimumRto = time },
        "MaximumRto" => profile with { MaximumRto = time },
        "DelayedAckTimeout" => profile with { DelayedAckTimeout = time },
        "MaximumDelayedAck" => profile with { MaximumDelayedAck = time },
        "TimeWaitReuseDelay" => profile with { TimeWaitReuseDelay = time },
        "TimeWait" => profile with { TimeWait = time },
        "FinWait2Timeout" => profile with { FinWait2Timeout = time },
        "InvalidAnswerInterval" => profile with { InvalidAnswerInterval = time },
        "KeepAliveIdle" => profile with { KeepAliveIdle = time },
        "KeepAliveInterval" => profile with { KeepAliveInterval = time },
        _ => null,
    };
}
