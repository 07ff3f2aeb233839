using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Transport.Udp;

/// <summary>UDP did not hand a datagram to its user.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Source">The sender's address.</param>
/// <param name="SourcePort">The sender's port.</param>
/// <param name="Destination">The receiver's address.</param>
/// <param name="DestinationPort">The receiver's port.</param>
/// <param name="Length">Octets with the header.</param>
public sealed record UdpDropped(
    EventEnvelope Envelope, IpAddress Source, ushort SourcePort, IpAddress Destination, ushort DestinationPort, int Length)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "udp.dropped";
}
