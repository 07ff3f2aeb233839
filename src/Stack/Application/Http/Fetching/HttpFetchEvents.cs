using NetStack.Tracing;

namespace NetStack.Application.Http.Fetching;

/// <summary>A web client has an answer, or knows that it gets none.</summary>
/// <param name="Envelope">Time, place, and how it went.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">What was asked for.</param>
/// <param name="Status">The status code, 0 for none.</param>
/// <param name="Octets">Octets of the body that came.</param>
public sealed record HttpFetched(EventEnvelope Envelope, string Method, string Target, int Status, long Octets) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "http.fetched";
}
