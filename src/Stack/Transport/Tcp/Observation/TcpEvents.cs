using NetStack.Bytes;
using NetStack.Tracing;
using NetStack.Transport.Tcp.Analysis;

namespace NetStack.Transport.Tcp.Observation;

/// <summary>A segment was sent (by the event's node).</summary>
/// <param name="Envelope">Time, place, reason: what the segment is for.</param>
/// <param name="Flags">The control bits.</param>
/// <param name="Seq">SEG.SEQ, relative to the first number of its direction.</param>
/// <param name="Ack">SEG.ACK, relative; counts only with the ACK bit.</param>
/// <param name="DataLength">Octets of data.</param>
/// <param name="Window">The window in octets, scaled where the scale is known.</param>
/// <param name="Analysis">What is remarkable about it.</param>
public sealed record SegmentSent(
    EventEnvelope Envelope, TcpFlags Flags, uint Seq, uint Ack, int DataLength, long Window, SegmentAnalysis Analysis)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.segment-sent";
}

/// <summary>A connection's state changed at one end.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
public sealed record StateChanged(EventEnvelope Envelope, TcpState From, TcpState To) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.state-changed";
}

/// <summary>Octets were sent again.</summary>
/// <param name="Envelope">Time, place, reason: a time-out, duplicate ACKs, or in vain.</param>
/// <param name="Seq">The first octet's number, relative.</param>
/// <param name="DataLength">Octets of data.</param>
/// <param name="FirstFrame">The frame that sent them first, 0 when it is not known.</param>
/// <param name="After">Time since that frame.</param>
public sealed record SegmentRetransmitted(EventEnvelope Envelope, uint Seq, int DataLength, int FirstFrame, Duration After)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.retransmitted";
}

/// <summary>A round trip was measured.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="AckedFrame">The frame that was acknowledged.</param>
/// <param name="RoundTripTime">From that frame to its acknowledgment, as far as the capture point sees it.</param>
public sealed record RoundTripMeasured(EventEnvelope Envelope, int AckedFrame, Duration RoundTripTime) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.rtt-measured";
}
