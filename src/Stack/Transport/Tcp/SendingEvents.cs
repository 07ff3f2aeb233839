using NetStack.Tracing;

namespace NetStack.Transport.Tcp;

/// <summary>Data waits: the reason says for what.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Waiting">Octets that wait.</param>
/// <param name="InFlight">Segments in flight.</param>
/// <param name="Cwnd">cwnd in segments.</param>
/// <param name="SndWnd">The peer's window in octets.</param>
public sealed record SendDeferred(EventEnvelope Envelope, int Waiting, int InFlight, int Cwnd, uint SndWnd) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.send-deferred";
}

/// <summary>The congestion window changed.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Cwnd">cwnd in segments.</param>
/// <param name="Ssthresh">ssthresh in segments; the greatest number when none was set.</param>
/// <param name="InFlight">Segments in flight.</param>
public sealed record CongestionWindowChanged(EventEnvelope Envelope, int Cwnd, int Ssthresh, int InFlight) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.cwnd-changed";
}

/// <summary>The path takes smaller datagrams than was thought.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Mtu">The path's MTU now.</param>
/// <param name="Mss">The effective send MSS now.</param>
public sealed record PathMtuLowered(EventEnvelope Envelope, int Mtu, int Mss) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.path-mtu-lowered";
}
