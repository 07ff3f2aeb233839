using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Internet;

/// <summary>A datagram was not passed on.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Interface">Where it came in or was to leave.</param>
/// <param name="Source">Its sender, as far as it could be read.</param>
/// <param name="Destination">Its receiver, as far as it could be read.</param>
/// <param name="Protocol">What it carries.</param>
/// <param name="Length">Its octets.</param>
public sealed record DatagramDropped(
    EventEnvelope Envelope, int Interface, IpAddress Source, IpAddress Destination, byte Protocol, int Length)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "inet.datagram-dropped";
}

/// <summary>An address of an interface changed its state.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Interface">The interface.</param>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">Bits of its prefix.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
public sealed record AddressChanged(
    EventEnvelope Envelope, int Interface, IpAddress Address, int PrefixLength, AddressState From, AddressState To)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "inet.address-changed";
}
