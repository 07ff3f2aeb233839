using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Internet.PathMtus;

/// <summary>The MTU of a path changed, as far as this host knows.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Destination">Where the path leads.</param>
/// <param name="From">The MTU before.</param>
/// <param name="To">The MTU after.</param>
public sealed record PathMtuChanged(EventEnvelope Envelope, IpAddress Destination, int From, int To) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "inet.path-mtu-changed";
}
