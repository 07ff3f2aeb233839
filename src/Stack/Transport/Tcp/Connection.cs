using System.Diagnostics;
using NetStack.Bytes;
using NetStack.Tracing;
using NetStack.Transport.Tcp.Congestion;
using NetStack.Transport.Tcp.LossRecovery;
using NetStack.Transport.Tcp.Observation;
using NetStack.Transport.Tcp.Reassembly;
using NetStack.Transport.Tcp.Rtt;

namespace NetStack.Transport.Tcp;

/// <summary>A TCP connection: RFC 9293's transmission control block and what it does with it.</summary>
/// <remarks>Read first this file (the variables of §3.3.1), then UserCalls (§3.10.1 to §3.10.6), SegmentArrives (§3.10.7),
/// Acknowledgment, Recovery, Output, Receiving, Timeouts (§3.10.8). It is driven by its <see cref="TcpLayer"/>: it has no
/// clock, and sends through the layer.</remarks>
public sealed partial class Connection : Timed
{
    private readonly TcpLayer _layer;

    internal Connection(TcpLayer layer, int id, in ConnectionKey key, TcpProfile profile)
    {
        _layer = layer;
        Id = id;
        Key = key;
        Profile = profile;
        _rtt = layer.MakeRttEstimator(profile);
        _rcvLimit = profile.ReceiveBuffer;
        _sendLimit = profile.SendBuffer;
        _delayedAckTime = profile.DelayedAckTimeout;
        _timestampOffset = layer.TimestampOffset(key);
        _dupThreshold = profile.DuplicateAckThreshold;
    }

    /// <summary>The connection's number on its host, from 1.</summary>
    public int Id { get; }

    /// <summary>How it behaves.</summary>
    public TcpProfile Profile { get; private set; }

    /// <summary>Addresses and ports.</summary>
    public ConnectionKey Key { get; }

    /// <summary>The state. It changes only in <c>Enter</c>.</summary>
    public TcpState State { get; private set; } = TcpState.Closed;

    /// <summary>The listener that a passive open came from, until it was accepted.</summary>
    internal Listener? Listener { get; set; }

    /// <summary>Who is told of changes: the socket, or null when none holds the connection any more.</summary>
    public ITcpUser? User { get; set; }

    // Send sequence variables, RFC 9293 §3.3.1, figure 2.
    internal SeqNumber Iss { get; private set; }

    internal SeqNumber SndUna { get; private set; }

    internal SeqNumber SndNxt { get; private set; }

    /// <summary>SND.NXT, for those who look inside.</summary>
    public SeqNumber SendNext => SndNxt;

    /// <summary>SND.WND in octets, scaled.</summary>
    internal uint SndWnd { get; private set; }

    private SeqNumber _sndWl1, _sndWl2;
    private uint _maxSndWnd; // Max(SND.WND) of RFC 9293 §3.8.6.2.1
    private byte _sndWindShift, _rcvWindShift; // RFC 7323 §2.3

    // Receive sequence variables, figure 4.
    internal SeqNumber Irs { get; private set; }

    internal SeqNumber RcvNxt { get; private set; }

    private SeqNumber _rcvWup; // RCV.NXT when the window was last advertised
    private uint _rcvAdvertised; // the window advertised then

    /// <summary>RCV.WND: what is left of the window that was advertised.</summary>
    internal uint RcvWnd => (uint)Math.Max(0, _rcvWup - RcvNxt + (int)_rcvAdvertised);

    // Options agreed on in the handshake.
    private bool _useTimestamps, _useSack, _useWindowScale, _useEcn;

    /// <summary>Octets of data in a full-sized segment: the effective send MSS of RFC 9293 §3.7.1 (MUST-16), options taken
    /// off.</summary>
    internal int SndMss { get; private set; } = TcpLayer.DefaultMss;

    private int _peerMss = TcpLayer.DefaultMss, _advertisedMss, _pathMtu;
    private int _userMss; // TCP_MAXSEG, 0 for none

    // What the parts of the connection keep; each is explained in its own file.
    private readonly IRttEstimator _rtt;
    private ICongestionControl? _congestionControl; // comes with the first acknowledged data: idle connections are small
    private readonly CongestionWindow _window = new();
    private RetransmissionQueue _sent;
    private OctetRing _sendRing;
    private ReceiveBuffer _received;

    private EventPublisher? Trace => _layer.Trace;

    /// <summary>Segments that are in the network as far as is known. Source: RFC 6675 §4 (pipe).</summary>
    internal int InFlight => _sent.InFlight;

    private ICongestionControl Congestion => _congestionControl ??= _layer.MakeCongestionControl(Profile);

    /// <summary>The congestion window.</summary>
    internal CongestionWindow Window => _window;

    /// <summary>The only place where the state changes, along an arrow of the diagram.</summary>
    private void Enter(in TcpTransition arrow, Timestamp now)
    {
        Debug.Assert(State == arrow.From, $"{State} is not the start of {arrow}");
        Enter(arrow.To, arrow.Reason, now);
    }

    /// <summary>A reset or an abort leads from any state to CLOSED.</summary>
    private void Enter(TcpState next, in Reason because, Timestamp now)
    {
        TcpState before = State;
        State = next;
        Trace?.Publish(new StateChanged(Trace.Envelope(now, because, Id), before, next));
        if (next == TcpState.Established && before is TcpState.SynSent or TcpState.SynReceived) BeginKeepAlive(now);
    }

    /// <summary>Takes the arrow that starts at the current state.</summary>
    private void Take(Timestamp now, params ReadOnlySpan<TcpTransition> arrows)
    {
        foreach (ref readonly TcpTransition arrow in arrows)
        {
            if (arrow.From != State) continue;
            Enter(arrow, now);
            return;
        }

        Debug.Fail($"no arrow from {State}");
    }

    /// <summary>What has to be true after every step.</summary>
    [Conditional("DEBUG")]
    internal void CheckInvariants()
    {
        if (State is TcpState.Closed or TcpState.Listen) return;
        Debug.Assert(SndUna <= SndNxt, "SND.UNA <= SND.NXT");
        Debug.Assert(SndNxt <= SndEnd + (_finQueued ? 1 : 0), "SND.NXT is within what there is to send");
        Debug.Assert(_sent.InFlight >= 0, "segments in flight are not negative");
        Debug.Assert(_sent.Count == 0 || _sent[0].Seq == SndUna, "the oldest segment that is out starts at SND.UNA");
    }
}
