using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>When a connection uses Explicit Congestion Notification. Source: RFC 3168 §6.1.1.</summary>
public enum EcnUse : byte
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>When the peer asks for it.</summary>
    WhenAsked,

    /// <summary>Asks for it as well.</summary>
    On,
}

/// <summary>Which congestion control a connection uses.</summary>
public enum CongestionAlgorithm : byte
{
    /// <summary>RFC 5681.</summary>
    Reno,

    /// <summary>RFC 9438.</summary>
    Cubic,

    /// <summary>Delay instead of loss: Brakmo and Peterson, 1995.</summary>
    Vegas,

    /// <summary>No congestion window at all: for a lab that shows why there has to be one.</summary>
    None,
}

/// <summary>How a TCP behaves where the RFCs leave a choice: a value that a test, a lab or a scenario names and changes
/// with <c>with</c>.</summary>
public sealed record TcpProfile
{
    /// <summary>What Linux does; the default.</summary>
    public static TcpProfile Linux { get; } = new();

    /// <summary>What the RFCs' text says first, without what came later: RFC 6298's one second, Reno, no tail loss probe.</summary>
    public static TcpProfile Textbook { get; } = new()
    {
        Name = "textbook",
        MinimumRto = Duration.FromSeconds(1),
        MaximumRto = Duration.FromSeconds(60),
        SynRetries = 7, // 183 s: a SYN is not given up before three minutes (RFC 9293 §3.8.3, MUST-23); Linux: 127 s
        UseRttVarianceFloor = false,
        CongestionControl = CongestionAlgorithm.Reno,
        HyStart = false,
        ConservativeSlowStart = true,
        InitialWindowSegments = 0,
        UseProportionalRateReduction = false,
        UseRack = false,
        UseTailLossProbe = false,
        UseForwardRto = false,
        QuickAcks = 0,
        DelayedAckTimeout = Duration.FromMilliseconds(200),
        UseAdaptiveDelayedAck = false,
        TimeWait = Duration.FromSeconds(240),
        Ecn = EcnUse.Off,
        CountNagleSmallOnly = false,
        BurstSegments = 1,
        AnswerAckOfUnsent = true,
        RepeatSynAtOnce = false,
    };

    /// <summary>The profile's name.</summary>
    public string Name { get; init; } = "linux";

    /// <summary>Offers and takes the window scale option. Source: RFC 7323 §2.</summary>
    public bool UseWindowScale { get; init; } = true;

    /// <summary>Offers and takes timestamps. Source: RFC 7323 §3.</summary>
    public bool UseTimestamps { get; init; } = true;

    /// <summary>Offers and takes selective acknowledgment. Source: RFC 2018.</summary>
    public bool UseSack { get; init; } = true;

    /// <summary>Reports duplicate segments in the first SACK block. Source: RFC 2883.</summary>
    public bool UseDuplicateSack { get; init; } = true;

    /// <summary>Explicit congestion notification. Source: RFC 3168.</summary>
    public EcnUse Ecn { get; init; } = EcnUse.WhenAsked;

    /// <summary>The first retransmission time-out. Source: RFC 6298 §2.1.</summary>
    public Duration InitialRto { get; init; } = Duration.FromSeconds(1);

    /// <summary>The least retransmission time-out. Source: RFC 6298 §2.4 (one second; Linux: 200 ms of variance).</summary>
    public Duration MinimumRto { get; init; } = Duration.FromMilliseconds(200);

    /// <summary>The greatest retransmission time-out. Source: RFC 6298 §2.5.</summary>
    public Duration MaximumRto { get; init; } = Duration.FromSeconds(120);

    /// <summary>Linux: <see cref="MinimumRto"/> is a floor under four times RTTVAR and not under the sum.</summary>
    public bool UseRttVarianceFloor { get; init; } = true;

    /// <summary>Retransmissions of a SYN before the opening is given up. Source: RFC 9293 §3.8.3 (R2 for SYN).</summary>
    public int SynRetries { get; init; } = 6;

    /// <summary>Retransmissions of a SYN-ACK before it is given up.</summary>
    public int SynAckRetries { get; init; } = 5;

    /// <summary>Retransmissions of data before the path is looked at again. Source: RFC 9293 §3.8.3 (R1).</summary>
    public int Retries1 { get; init; } = 3;

    /// <summary>Retransmissions of data before the connection is given up. Source: RFC 9293 §3.8.3 (R2).</summary>
    public int Retries2 { get; init; } = 15;

    /// <summary>Retransmissions before a connection that no socket holds any more is given up.</summary>
    public int OrphanRetries { get; init; } = 8;

    /// <summary>Segments that may be out at first; 0: by RFC 5681 §3.1. Source: RFC 6928.</summary>
    public int InitialWindowSegments { get; init; } = 10;

    /// <summary>The congestion control.</summary>
    public CongestionAlgorithm CongestionControl { get; init; } = CongestionAlgorithm.Cubic;

    /// <summary>CUBIC leaves slow start when the round trip grows. Source: RFC 9406.</summary>
    public bool HyStart { get; init; } = true;

    /// <summary>Before it leaves, slow start goes on at a quarter of its speed for some rounds, in case that the delay was no queue:
    /// RFC 9406 §4.2. Linux leaves at once.</summary>
    public bool ConservativeSlowStart { get; init; }

    /// <summary>Duplicate ACKs that mean a loss. Source: RFC 5681 §3.2.</summary>
    public int DuplicateAckThreshold { get; init; } = 3;

    /// <summary>Retransmits after duplicate ACKs and not only after a time-out. Source: RFC 5681 §3.2, RFC 6582, RFC 6675.</summary>
    public bool UseFastRetransmit { get; init; } = true;

    /// <summary>Stays in recovery until everything that was out is acknowledged. Source: RFC 6582 §3.2.</summary>
    public bool UseNewReno { get; init; } = true;

    /// <summary>Lowers the window evenly during recovery. Source: RFC 6937.</summary>
    public bool UseProportionalRateReduction { get; init; } = true;

    /// <summary>Finds losses by time. Source: RFC 8985.</summary>
    public bool UseRack { get; init; } = true;

    /// <summary>Probes for the loss of the last segments. Source: RFC 8985 §7.</summary>
    public bool UseTailLossProbe { get; init; } = true;

    /// <summary>Sends new data on the first two duplicate ACKs. Source: RFC 3042.</summary>
    public bool UseLimitedTransmit { get; init; } = true;

    /// <summary>Detects a time-out in vain. Source: RFC 5682.</summary>
    public bool UseForwardRto { get; init; } = true;

    /// <summary>Takes a reduction back that was in vain. Source: RFC 3522, RFC 3708, RFC 4015.</summary>
    public bool UseUndo { get; init; } = true;

    /// <summary>Starts slowly again after a pause. Source: RFC 5681 §4.1.</summary>
    public bool RestartAfterIdle { get; init; } = true;

    /// <summary>Lets the window grow only when it was used. Source: RFC 7661, RFC 9293 §3.8.2.</summary>
    public bool ValidateCongestionWindow { get; init; } = true;

    /// <summary>Delays acknowledgments. Source: RFC 9293 §3.8.6.3 (SHLD-18).</summary>
    public bool UseDelayedAck { get; init; } = true;

    /// <summary>How long an acknowledgment waits at first. Source: RFC 9293 §3.8.6.3 (at most 500 ms, MUST-40).</summary>
    public Duration DelayedAckTimeout { get; init; } = Duration.FromMilliseconds(40);

    /// <summary>The longest that an acknowledgment waits.</summary>
    public Duration MaximumDelayedAck { get; init; } = Duration.FromMilliseconds(200);

    /// <summary>Linux: the delay follows the time between arriving segments.</summary>
    public bool UseAdaptiveDelayedAck { get; init; } = true;

    /// <summary>Segments of a young connection that are acknowledged at once.</summary>
    public int QuickAcks { get; init; } = 16;

    /// <summary>Nagle's algorithm, unless a socket says otherwise (TCP_NODELAY). Source: RFC 9293 §3.7.4.</summary>
    public bool UseNagle { get; init; } = true;

    /// <summary>Linux: Nagle's algorithm looks at small segments that are out, not at all. Source: Minshall, 1999.</summary>
    public bool CountNagleSmallOnly { get; init; } = true;

    /// <summary>Linux hands segments to the device in bursts of so many, and sets PSH on the last of a burst of two or more, so that
    /// the receiver need not guess where it ends; 1: PSH only at the end of a write. Source: RFC 9293 §3.9.1.2 leaves it open.</summary>
    public int BurstSegments { get; init; } = 2;

    /// <summary>Answers an ACK of something that was not sent yet, as RFC 9293 §3.10.7.4 asks; Linux drops it in silence.</summary>
    public bool AnswerAckOfUnsent { get; init; }

    /// <summary>Linux: an ACK in SYN-SENT that is not of our SYN is a sign of an old connection at the peer, which our reset has ended:
    /// the SYN goes again at once and not after a second. Source: RFC 9293 §3.5.1, figure 9, line 7, has no time.</summary>
    public bool RepeatSynAtOnce { get; init; } = true;

    /// <summary>How long TIME-WAIT lasts: twice the maximum segment lifetime. Source: RFC 9293 §3.6.1 (MUST-13).</summary>
    public Duration TimeWait { get; init; } = Duration.FromSeconds(60);

    /// <summary>How long FIN-WAIT-2 lasts when no socket holds the connection.</summary>
    public Duration FinWait2Timeout { get; init; } = Duration.FromSeconds(60);

    /// <summary>A receive buffer's first size, in octets of data.</summary>
    public int ReceiveBuffer { get; init; } = 65_536;

    /// <summary>The size that a receive buffer may grow to; the window scale is chosen for it.</summary>
    public int MaximumReceiveBuffer { get; init; } = 8 << 20;

    /// <summary>Lets the receive buffer grow with what the application reads in a round trip.</summary>
    public bool AutoTuneReceiveBuffer { get; init; } = true;

    /// <summary>A send buffer's size, in octets of data.</summary>
    public int SendBuffer { get; init; } = 2 << 20;

    /// <summary>Half-open connections a listener keeps at most.</summary>
    public int MaximumSynBacklog { get; init; } = 1024;

    /// <summary>Answers SYNs without keeping anything when the backlog is full. Source: RFC 4987 §3.6.</summary>
    public bool UseSynCookies { get; init; } = true;

    /// <summary>Fast Open as a client. Source: RFC 7413.</summary>
    public bool FastOpenClient { get; init; } = true;

    /// <summary>Fast Open as a server.</summary>
    public bool FastOpenServer { get; init; }

    /// <summary>Fast Open as a client: sends data without having a cookie.</summary>
    public bool FastOpenClientWithoutCookie { get; init; }

    /// <summary>Fast Open as a server: takes data without a cookie.</summary>
    public bool FastOpenServerWithoutCookie { get; init; }

    /// <summary>Fast Open as a server: for all listeners, whether they ask for it or not.</summary>
    public bool FastOpenForAllListeners { get; init; }

    /// <summary>Challenge ACKs a second, for the host. Source: RFC 5961 §7.</summary>
    public int ChallengeAcksPerSecond { get; init; } = 1000;

    /// <summary>The least time between two answers to segments out of the window, for a connection.</summary>
    public Duration InvalidAnswerInterval { get; init; } = Duration.FromMilliseconds(500);

    /// <summary>Time without traffic before the first keep-alive. Source: RFC 9293 §3.8.4 (MUST-27: at least two hours).</summary>
    public Duration KeepAliveIdle { get; init; } = Duration.FromSeconds(7200);

    /// <summary>Time between keep-alives.</summary>
    public Duration KeepAliveInterval { get; init; } = Duration.FromSeconds(75);

    /// <summary>Keep-alives without an answer before the connection is given up.</summary>
    public int KeepAliveProbes { get; init; } = 9;

    /// <summary>A new SYN may take the place of a connection in TIME-WAIT. Source: RFC 6191, RFC 9293 §3.6.1.</summary>
    public bool ReuseTimeWait { get; init; } = true;

    /// <summary>How old the last time stamp of a connection in TIME-WAIT has to be before an active open takes its place. Source:
    /// RFC 6191 §3.</summary>
    public Duration TimeWaitReuseDelay { get; init; } = Duration.FromSeconds(1);

    /// <summary>Lowers the segment size when full-sized segments vanish. Source: RFC 2923, RFC 4821.</summary>
    public bool DetectBlackHoles { get; init; } = true;

    /// <summary>The first port that is chosen for an active open. Source: RFC 6056.</summary>
    public ushort FirstEphemeralPort { get; init; } = 32_768;

    /// <summary>The last port that is chosen for an active open.</summary>
    public ushort LastEphemeralPort { get; init; } = 60_999;
}
