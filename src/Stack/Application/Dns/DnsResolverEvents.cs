using NetStack.Hosting;
using NetStack.Tracing;

namespace NetStack.Application.Dns;

/// <summary>A resolver asks a server.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Name">The name.</param>
/// <param name="Type">Which records of it.</param>
/// <param name="Server">Who is asked.</param>
/// <param name="IsTcp">By TCP, not UDP.</param>
public sealed record DnsQuerySent(EventEnvelope Envelope, string Name, ushort Type, SocketAddress Server, bool IsTcp)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "dns.query-sent";
}

/// <summary>A resolver does not believe an answer.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Name">The name that was asked for.</param>
/// <param name="Type">Which records of it.</param>
/// <param name="Server">Whom it claims to be from.</param>
public sealed record DnsReplyIgnored(EventEnvelope Envelope, string Name, ushort Type, SocketAddress Server)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "dns.reply-ignored";
}

/// <summary>A resolver has answered a program.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Name">The name as it was asked for.</param>
/// <param name="Type">Which records of it.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="IsCached">True when no server was asked for the last of it.</param>
public sealed record DnsResolved(EventEnvelope Envelope, string Name, ushort Type, DnsOutcome Outcome, bool IsCached)
    : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "dns.resolved";
}
