using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Simulation.Nodes;

/// <summary>A switch has learnt something of a station, or does not know one.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Port">The port that the frame came in by.</param>
/// <param name="Station">Whom it is about.</param>
/// <param name="Vlan">In which VLAN.</param>
public sealed record SwitchDecided(EventEnvelope Envelope, string Port, MacAddress Station, int Vlan) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "switch.decided";
}
