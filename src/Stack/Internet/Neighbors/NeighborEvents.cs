using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Internet.Neighbors;

/// <summary>A neighbor's state changed.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Interface">The interface that it is at.</param>
/// <param name="Address">Who.</param>
/// <param name="Mac">Its link address, as far as it is known.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after; <see cref="NeighborState.None"/> when it was forgotten.</param>
public sealed record NeighborStateChanged(
    EventEnvelope Envelope, int Interface, IpAddress Address, MacAddress Mac, NeighborState From, NeighborState To)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "inet.neighbor-changed";
}
