using NetStack.Tracing;

namespace NetStack.Application.Chat;

/// <summary>Somebody joined a chat or left it.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Member">The name.</param>
/// <param name="Members">How many there are now.</param>
public sealed record ChatMembersChanged(EventEnvelope Envelope, string Member, int Members) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "chat.members-changed";
}
