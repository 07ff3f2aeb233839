using NetStack.Tracing;

namespace NetStack.Transport.Tcp;

/// <summary>A segment arrived and was not used, in whole or in part.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Flags">Its control bits.</param>
/// <param name="Seq">SEG.SEQ, relative.</param>
/// <param name="DataLength">Octets of data.</param>
public sealed record SegmentIgnored(EventEnvelope Envelope, TcpFlags Flags, uint Seq, int DataLength) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.segment-ignored";
}

/// <summary>Data arrived in order.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Octets">Octets in the segment.</param>
/// <param name="Readable">Octets that the application can read now.</param>
/// <param name="Held">Octets held beyond gaps.</param>
public sealed record DataReceived(EventEnvelope Envelope, int Octets, int Readable, int Held) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.data-received";
}

/// <summary>A challenge ACK was sent: is the peer still the peer?</summary>
/// <param name="Envelope">Time, place, reason.</param>
public sealed record ChallengeSent(EventEnvelope Envelope) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.challenge-sent";
}

/// <summary>A segment was answered, and nothing is kept of it: a RST for what belongs to no connection, or a SYN cookie.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Flags">The control bits of the segment that was answered.</param>
public sealed record AnsweredWithoutConnection(EventEnvelope Envelope, TcpFlags Flags) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.answered-without-connection";
}
