using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Application.Serving;

/// <summary>An application has a connection.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Service">The application: echo.</param>
/// <param name="Peer">Who is at the other end.</param>
/// <param name="PeerPort">Their port.</param>
public sealed record SessionOpened(EventEnvelope Envelope, string Service, IpAddress Peer, ushort PeerPort) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "app.session-opened";
}

/// <summary>An application has done with a connection.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Service">The application.</param>
/// <param name="Peer">Who was at the other end.</param>
/// <param name="PeerPort">Their port.</param>
/// <param name="Received">Octets that it read.</param>
/// <param name="Sent">Octets that it sent.</param>
public sealed record SessionClosed(EventEnvelope Envelope, string Service, IpAddress Peer, ushort PeerPort, long Received, long Sent)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "app.session-closed";
}

/// <summary>A server did not take a connection upon itself.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Service">The server.</param>
/// <param name="Peer">Who asked.</param>
/// <param name="PeerPort">Their port.</param>
public sealed record SessionRefused(EventEnvelope Envelope, string Service, IpAddress Peer, ushort PeerPort) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "app.session-refused";
}

/// <summary>A server did not answer a datagram.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Service">The server.</param>
/// <param name="Peer">Who sent it, as it says.</param>
/// <param name="PeerPort">Their port.</param>
public sealed record AnswerRefused(EventEnvelope Envelope, string Service, IpAddress Peer, ushort PeerPort) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "app.answer-refused";
}
