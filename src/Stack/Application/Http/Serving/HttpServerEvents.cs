using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Application.Http.Serving;

/// <summary>A web server has answered a request.</summary>
/// <param name="Envelope">Time, place, and why it was answered so.</param>
/// <param name="Peer">Who asked.</param>
/// <param name="PeerPort">Their port.</param>
/// <param name="Method">The method; empty when the request could not be read.</param>
/// <param name="Target">What was asked for, as it was sent.</param>
/// <param name="Status">The status code.</param>
/// <param name="Octets">Octets of the answer's body.</param>
public sealed record HttpAnswered(
    EventEnvelope Envelope, IpAddress Peer, ushort PeerPort, string Method, string Target, int Status, long Octets) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "http.answered";
}
