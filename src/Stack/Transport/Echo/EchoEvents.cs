using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Transport.Echo;

/// <summary>An echo reply did not reach a program.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Source">Who has answered.</param>
/// <param name="Identifier">Which program asked, if any did.</param>
/// <param name="Sequence">Which of its questions.</param>
public sealed record EchoReplyDropped(EventEnvelope Envelope, IpAddress Source, ushort Identifier, ushort Sequence)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "icmp.echo-reply-dropped";
}
