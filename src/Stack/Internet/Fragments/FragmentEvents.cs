using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Internet.Fragments;

/// <summary>A datagram was put together from its fragments.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Source">Its sender.</param>
/// <param name="Destination">Its receiver.</param>
/// <param name="Identification">What its fragments had in common.</param>
/// <param name="Fragments">How many they were.</param>
/// <param name="Length">Octets of data.</param>
public sealed record DatagramReassembled(
    EventEnvelope Envelope, IpAddress Source, IpAddress Destination, uint Identification, int Fragments, int Length)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "inet.datagram-reassembled";
}

/// <summary>A datagram was given up before all of its fragments were there.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Source">Its sender.</param>
/// <param name="Destination">Its receiver.</param>
/// <param name="Identification">What its fragments have in common.</param>
/// <param name="Fragments">How many had come.</param>
/// <param name="Held">Octets of data that were there.</param>
public sealed record ReassemblyFailed(
    EventEnvelope Envelope, IpAddress Source, IpAddress Destination, uint Identification, int Fragments, int Held)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "inet.reassembly-failed";
}

/// <summary>A datagram was cut into fragments.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Source">Its sender.</param>
/// <param name="Destination">Its receiver.</param>
/// <param name="Length">Octets of data.</param>
/// <param name="Mtu">What each fragment has to fit in.</param>
public sealed record DatagramFragmented(EventEnvelope Envelope, IpAddress Source, IpAddress Destination, int Length, int Mtu)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "inet.datagram-fragmented";
}
