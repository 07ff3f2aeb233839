using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Application.Dhcp;

/// <summary>A DHCP client changed its state.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Interface">The interface that it configures.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Address">The address that it is about, or <c>default</c>.</param>
public sealed record DhcpStateChanged(EventEnvelope Envelope, int Interface, DhcpClientState From, DhcpClientState To, IpAddress Address)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "dhcp.state-changed";
}
