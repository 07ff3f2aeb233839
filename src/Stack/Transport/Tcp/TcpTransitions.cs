using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Transport.Tcp;

/// <summary>An arrow of the state diagram.</summary>
/// <param name="From">Where it starts.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Reason">What makes the connection take it, and where that is written.</param>
public readonly record struct TcpTransition(TcpState From, TcpState To, Reason Reason);

/// <summary>The state diagram of RFC 9293 §3.3.2 (figure 5), arrow by arrow, with the transitions that its text adds.
/// The picture is drawn from this table, and a state changes only along one of its arrows.</summary>
public static class TcpTransitions
{
    /// <summary>CLOSED to LISTEN.</summary>
    public static readonly TcpTransition PassiveOpen = Arrow(TcpState.Closed, TcpState.Listen, "tcp.state.passive-open", "3.10.1");

    /// <summary>CLOSED to SYN-SENT.</summary>
    public static readonly TcpTransition ActiveOpen = Arrow(TcpState.Closed, TcpState.SynSent, "tcp.state.active-open", "3.10.1");

    /// <summary>LISTEN to SYN-SENT: data to send turns a passive open into an active one.</summary>
    public static readonly TcpTransition SendWhileListening = Arrow(TcpState.Listen, TcpState.SynSent, "tcp.state.send-while-listening", "3.10.2");

    /// <summary>LISTEN to SYN-RECEIVED.</summary>
    public static readonly TcpTransition SynArrives = Arrow(TcpState.Listen, TcpState.SynReceived, "tcp.state.syn-arrives", "3.10.7.2");

    /// <summary>SYN-SENT to ESTABLISHED.</summary>
    public static readonly TcpTransition SynAckArrives = Arrow(TcpState.SynSent, TcpState.Established, "tcp.state.syn-ack-arrives", "3.10.7.3");

    /// <summary>SYN-SENT to SYN-RECEIVED: both ends opened at the same time.</summary>
    public static readonly TcpTransition SimultaneousOpen = Arrow(TcpState.SynSent, TcpState.SynReceived, "tcp.state.simultaneous-open", "3.5");

    /// <summary>SYN-RECEIVED to ESTABLISHED.</summary>
    public static readonly TcpTransition AckOfSynArrives = Arrow(TcpState.SynReceived, TcpState.Established, "tcp.state.ack-of-syn-arrives", "3.10.7.4");

    /// <summary>SYN-RECEIVED to LISTEN: a RST returns a passive open to where it was.</summary>
    public static readonly TcpTransition ResetWhileOpening = Arrow(TcpState.SynReceived, TcpState.Listen, "tcp.state.reset-while-opening", "3.10.7.4");

    /// <summary>SYN-RECEIVED to FIN-WAIT-1.</summary>
    public static readonly TcpTransition CloseWhileOpening = Arrow(TcpState.SynReceived, TcpState.FinWait1, "tcp.state.close", "3.10.4");

    /// <summary>SYN-RECEIVED to CLOSE-WAIT: the FIN came with or right after the ACK.</summary>
    public static readonly TcpTransition FinWhileOpening = Arrow(TcpState.SynReceived, TcpState.CloseWait, "tcp.state.fin-arrives", "3.10.7.4");

    /// <summary>ESTABLISHED to FIN-WAIT-1.</summary>
    public static readonly TcpTransition Close = Arrow(TcpState.Established, TcpState.FinWait1, "tcp.state.close", "3.10.4");

    /// <summary>ESTABLISHED to CLOSE-WAIT.</summary>
    public static readonly TcpTransition FinArrives = Arrow(TcpState.Established, TcpState.CloseWait, "tcp.state.fin-arrives", "3.10.7.4");

    /// <summary>FIN-WAIT-1 to FIN-WAIT-2.</summary>
    public static readonly TcpTransition AckOfFinArrives = Arrow(TcpState.FinWait1, TcpState.FinWait2, "tcp.state.ack-of-fin-arrives", "3.10.7.4");

    /// <summary>FIN-WAIT-1 to CLOSING: both ends closed at the same time.</summary>
    public static readonly TcpTransition SimultaneousClose = Arrow(TcpState.FinWait1, TcpState.Closing, "tcp.state.simultaneous-close", "3.6");

    /// <summary>FIN-WAIT-1 to TIME-WAIT: FIN and ACK of FIN in one segment.</summary>
    public static readonly TcpTransition FinWithAckOfFin = Arrow(TcpState.FinWait1, TcpState.TimeWait, "tcp.state.fin-with-ack-of-fin", "3.10.7.4");

    /// <summary>FIN-WAIT-2 to TIME-WAIT.</summary>
    public static readonly TcpTransition FinAfterClose = Arrow(TcpState.FinWait2, TcpState.TimeWait, "tcp.state.fin-after-close", "3.10.7.4");

    /// <summary>CLOSING to TIME-WAIT.</summary>
    public static readonly TcpTransition AckWhileClosing = Arrow(TcpState.Closing, TcpState.TimeWait, "tcp.state.ack-while-closing", "3.10.7.4");

    /// <summary>CLOSE-WAIT to LAST-ACK.</summary>
    public static readonly TcpTransition CloseSecond = Arrow(TcpState.CloseWait, TcpState.LastAck, "tcp.state.close-second", "3.10.4");

    /// <summary>LAST-ACK to CLOSED.</summary>
    public static readonly TcpTransition AckOfLastFin = Arrow(TcpState.LastAck, TcpState.Closed, "tcp.state.ack-of-last-fin", "3.10.7.4");

    /// <summary>TIME-WAIT to CLOSED.</summary>
    public static readonly TcpTransition TimeWaitEnds = Arrow(TcpState.TimeWait, TcpState.Closed, "tcp.state.time-wait-ends", "3.10.8");

    /// <summary>TIME-WAIT to SYN-RECEIVED: a new connection takes the place of the old. Source: RFC 6191 §2.</summary>
    public static readonly TcpTransition Reopen = Arrow(TcpState.TimeWait, TcpState.SynReceived, "tcp.state.reopen", "3.6.1");

    /// <summary>Every arrow but those of resets and aborts, which lead from any state to CLOSED.</summary>
    public static ImmutableArray<TcpTransition> All { get; } =
    [
        PassiveOpen, ActiveOpen, SendWhileListening, SynArrives, SynAckArrives, SimultaneousOpen, AckOfSynArrives, ResetWhileOpening,
        CloseWhileOpening, FinWhileOpening, Close, FinArrives, AckOfFinArrives, SimultaneousClose, FinWithAckOfFin, FinAfterClose,
        AckWhileClosing, CloseSecond, AckOfLastFin, TimeWaitEnds, Reopen,
    ];

    /// <summary>A RST arrived: from any state but LISTEN to CLOSED.</summary>
    public static Reason ResetArrives { get; } = new("tcp.state.reset-arrives", Rfc.Section(9293, "3.10.7.4"));

    /// <summary>A RST was sent: an ABORT, or the answer to a segment that belongs to nothing.</summary>
    public static Reason ResetSent { get; } = new("tcp.state.reset-sent", Rfc.Section(9293, "3.10.5"));

    /// <summary>CLOSE in SYN-SENT: nothing was agreed on, so nothing is told to the peer.</summary>
    public static Reason ClosedWhileAsking { get; } = new("tcp.state.closed-while-asking", Rfc.Section(9293, "3.10.4"));

    /// <summary>The capture began in mid-connection: both ends are taken to be open.</summary>
    public static Reason AssumedOpen { get; } = new("tcp.state.assumed-open", Rfc.Section(9293, "3.3.2"));

    /// <summary>The reasons of all changes of state.</summary>
    public static IEnumerable<Reason> Reasons =>
        All.Select(arrow => arrow.Reason).Append(ResetArrives).Append(ResetSent).Append(ClosedWhileAsking).Append(AssumedOpen).Distinct();

    private static TcpTransition Arrow(TcpState from, TcpState to, string reason, string section) =>
        new(from, to, new(reason, Rfc.Section(9293, section)));
}
