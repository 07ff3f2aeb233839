using NetStack.Tracing;

namespace NetStack.Transport.Tcp;

/// <summary>Why a connection does what it does, besides changing its state: sentences stand in the catalogues.</summary>
public static class TcpReasons
{
    /// <summary>The socket was closed while data had not been read.</summary>
    public static Reason UnreadData { get; } = Of("tcp.abort.unread-data", 2525, "2.17");

    /// <summary>Too many retransmissions without an answer.</summary>
    public static Reason TooManyRetransmissions { get; } = Of("tcp.abort.too-many-retransmissions", 9293, "3.8.3");

    /// <summary>The user's time-out has passed.</summary>
    public static Reason UserTimeout { get; } = Of("tcp.abort.user-timeout", 9293, "3.10.8");

    /// <summary>The peer does not answer keep-alives.</summary>
    public static Reason KeepAliveUnanswered { get; } = Of("tcp.abort.keep-alive-unanswered", 9293, "3.8.4");

    /// <summary>An ICMP error ended the opening.</summary>
    public static Reason Unreachable { get; } = Of("tcp.abort.unreachable", 9293, "3.9.2.2");

    /// <summary>FIN-WAIT-2 without a socket has lasted too long.</summary>
    public static Reason FinWait2Over { get; } = Of("tcp.abort.fin-wait-2-over", 9293, "3.6");

    /// <summary>Data came for a socket that nobody holds.</summary>
    public static Reason DataAfterClose { get; } = Of("tcp.abort.data-after-close", 9293, "3.6.1");

    /// <summary>Neither SYN nor RST in SYN-SENT.</summary>
    public static Reason NoSynInSynSent { get; } = Of("tcp.ignored.no-syn", 9293, "3.10.7.3");

    /// <summary>The time stamp is older than the last.</summary>
    public static Reason OldTimestamp { get; } = Of("tcp.ignored.old-timestamp", 7323, "5.3");

    /// <summary>Outside of the receive window.</summary>
    public static Reason OutsideWindow { get; } = Of("tcp.ignored.outside-window", 9293, "3.10.7.4");

    /// <summary>No ACK bit.</summary>
    public static Reason NoAck { get; } = Of("tcp.ignored.no-ack", 9293, "3.10.7.4");

    /// <summary>It acknowledges what was never sent.</summary>
    public static Reason AckOfUnsent { get; } = Of("tcp.ignored.ack-of-unsent", 9293, "3.10.7.4");

    /// <summary>Its acknowledgment is too old to be of this connection.</summary>
    public static Reason AckTooOld { get; } = Of("tcp.ignored.ack-too-old", 5961, "5.2");

    /// <summary>A RST in TIME-WAIT.</summary>
    public static Reason ResetInTimeWait { get; } = Of("tcp.ignored.reset-in-time-wait", 1337, "3");

    /// <summary>No memory for its data.</summary>
    public static Reason NoMemory { get; } = Of("tcp.ignored.no-memory", 2018, "8");

    /// <summary>The listener's backlog is full.</summary>
    public static Reason BacklogFull { get; } = Of("tcp.ignored.backlog-full", 4987, "3");

    /// <summary>The listener wants connections that bring data only (TCP_DEFER_ACCEPT).</summary>
    public static Reason DataAwaited { get; } = Of("tcp.ignored.data-awaited", 9293, "3.10.1");

    /// <summary>The queue of connections to accept is full.</summary>
    public static Reason AcceptQueueFull { get; } = Of("tcp.ignored.accept-queue-full", 9293, "3.10.1");

    /// <summary>The checksum is wrong.</summary>
    public static Reason BadChecksum { get; } = Of("tcp.ignored.bad-checksum", 9293, "3.1");

    /// <summary>The header cannot be.</summary>
    public static Reason BadHeader { get; } = Of("tcp.ignored.bad-header", 9293, "3.1");

    /// <summary>A RST inside the window but not at its edge.</summary>
    public static Reason ResetInWindow { get; } = Of("tcp.challenge.reset-in-window", 5961, "3.2");

    /// <summary>A SYN inside the window.</summary>
    public static Reason SynInWindow { get; } = Of("tcp.challenge.syn-in-window", 5961, "4.2");

    /// <summary>An acknowledgment outside of what is plausible.</summary>
    public static Reason AckOutsideWindow { get; } = Of("tcp.challenge.ack-outside-window", 5961, "5.2");

    /// <summary>Enough duplicate ACKs.</summary>
    public static Reason DuplicateAcks { get; } = Of("tcp.loss.duplicate-acks", 5681, "3.2");

    /// <summary>A later segment has arrived long enough ago.</summary>
    public static Reason LaterArrived { get; } = Of("tcp.loss.rack", 8985, "6.2");

    /// <summary>The retransmission timer has expired.</summary>
    public static Reason RetransmissionTimeout { get; } = Of("tcp.loss.time-out", 6298, "5.4");

    /// <summary>Everything that was out at the loss is acknowledged.</summary>
    public static Reason Recovered { get; } = Of("tcp.recovery.done", 6675, "5");

    /// <summary>The reduction was in vain: the original had arrived.</summary>
    public static Reason Spurious { get; } = Of("tcp.recovery.undone", 4015, "3.2");

    /// <summary>The network has marked a packet.</summary>
    public static Reason EcnEcho { get; } = Of("tcp.congestion.ecn", 3168, "6.1.2");

    /// <summary>A tail loss probe has repaired a loss.</summary>
    public static Reason TailLossRepaired { get; } = Of("tcp.congestion.tail-loss-repaired", 8985, "7.4.2");

    /// <summary>The window was not used for a while.</summary>
    public static Reason Idle { get; } = Of("tcp.congestion.idle", 5681, "4.1");

    /// <summary>The window was used in part only.</summary>
    public static Reason ApplicationLimited { get; } = Of("tcp.congestion.application-limited", 7661, "4.4");

    /// <summary>Acknowledged in slow start.</summary>
    public static Reason SlowStart { get; } = Of("tcp.congestion.slow-start", 5681, "3.1");

    /// <summary>Acknowledged in congestion avoidance.</summary>
    public static Reason CongestionAvoidance { get; } = Of("tcp.congestion.avoidance", 5681, "3.1");

    /// <summary>A segment waits for Nagle's algorithm.</summary>
    public static Reason Nagle { get; } = Of("tcp.waits.nagle", 9293, "3.7.4");

    /// <summary>A segment waits for the congestion window.</summary>
    public static Reason CongestionWindow { get; } = Of("tcp.waits.congestion-window", 5681, "3.1");

    /// <summary>A segment waits for the peer's window.</summary>
    public static Reason ReceiveWindow { get; } = Of("tcp.waits.receive-window", 9293, "3.8.6.2.1");

    /// <summary>The user asked to wait for more.</summary>
    public static Reason Corked { get; } = Of("tcp.waits.corked", 9293, "3.9.1.2");

    /// <summary>The acknowledgment waits for data or for a second segment.</summary>
    public static Reason DelayedAck { get; } = Of("tcp.timer.delayed-ack", 9293, "3.8.6.3");

    /// <summary>Waits for an acknowledgment.</summary>
    public static Reason Retransmission { get; } = Of("tcp.timer.retransmission", 6298, "5.1");

    /// <summary>Waits for an acknowledgment of the tail.</summary>
    public static Reason TailLossProbe { get; } = Of("tcp.timer.tail-loss-probe", 8985, "7.2");

    /// <summary>Waits whether what is missing was only reordered.</summary>
    public static Reason Reordering { get; } = Of("tcp.timer.reordering", 8985, "6.3");

    /// <summary>Waits for the peer to open its window.</summary>
    public static Reason Persist { get; } = Of("tcp.timer.persist", 9293, "3.8.6.1");

    /// <summary>Waits until the connection has been idle for long.</summary>
    public static Reason KeepAlive { get; } = Of("tcp.timer.keep-alive", 9293, "3.8.4");

    /// <summary>Waits in TIME-WAIT.</summary>
    public static Reason TimeWait { get; } = Of("tcp.timer.time-wait", 9293, "3.6.1");

    /// <summary>Waits in FIN-WAIT-2 without a socket.</summary>
    public static Reason FinWait2 { get; } = Of("tcp.timer.fin-wait-2", 9293, "3.6");

    /// <summary>Full-sized segments vanish: the path's MTU is smaller than it says.</summary>
    public static Reason BlackHole { get; } = Of("tcp.mtu.black-hole", 2923, "2.1");

    /// <summary>Answered with a SYN cookie.</summary>
    public static Reason SynCookie { get; } = Of("tcp.listen.syn-cookie", 4987, "3.6");

    /// <summary>Every reason, for the catalogues' test.</summary>
    public static IEnumerable<Reason> All { get; } =
    [
        UnreadData, TooManyRetransmissions, UserTimeout, KeepAliveUnanswered, Unreachable, FinWait2Over, DataAfterClose,
        NoSynInSynSent, OldTimestamp, OutsideWindow, NoAck, AckOfUnsent, AckTooOld, ResetInTimeWait, NoMemory, BacklogFull,
        AcceptQueueFull, DataAwaited, BadChecksum, BadHeader, ResetInWindow, SynInWindow, AckOutsideWindow, DuplicateAcks, LaterArrived,
        RetransmissionTimeout, Recovered, Spurious, EcnEcho, TailLossRepaired, Idle, ApplicationLimited, SlowStart,
        CongestionAvoidance, Nagle, CongestionWindow, ReceiveWindow, Corked, DelayedAck, Retransmission, TailLossProbe,
        Reordering, Persist, KeepAlive, TimeWait, FinWait2, BlackHole, SynCookie,
    ];

    private static Reason Of(string id, int rfc, string section) => new(id, Rfc.Section(rfc, section));
}
