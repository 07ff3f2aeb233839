using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Application.Traceroute;

/// <summary>A probe has been answered, or given up.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="HopLimit">Its hop limit.</param>
/// <param name="Probe">What became of it.</param>
public sealed record TracerouteProbed(EventEnvelope Envelope, int HopLimit, TracerouteProbe Probe) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "traceroute.probed";
}

/// <summary>The path's MTU becomes smaller on the way.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Step">Where.</param>
public sealed record TracerouteMtuFound(EventEnvelope Envelope, MtuStep Step) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "traceroute.mtu-found";
}
