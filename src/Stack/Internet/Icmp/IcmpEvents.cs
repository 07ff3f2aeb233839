using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Internet.Icmp;

/// <summary>This host told a sender that its datagram did not arrive.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Problem">What happened to it.</param>
/// <param name="Source">The datagram's sender: who is told.</param>
/// <param name="Destination">Where the datagram was to go.</param>
/// <param name="Mtu">The link's MTU for <see cref="DeliveryProblem.TooBig"/>, 0 for others.</param>
public sealed record IcmpErrorSent(
    EventEnvelope Envelope, DeliveryProblem Problem, IpAddress Source, IpAddress Destination, int Mtu) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "inet.icmp-error-sent";
}

/// <summary>This host was told that a datagram of its own did not arrive.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Error">Who says what about which datagram.</param>
public sealed record IcmpErrorReceived(EventEnvelope Envelope, DeliveryError Error) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "inet.icmp-error-received";
}
