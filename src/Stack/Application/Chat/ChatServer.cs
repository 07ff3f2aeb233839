using System.Text;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;

namespace NetStack.Application.Chat;

/// <summary>A room in which everybody hears the others. The first line is a name; then each line is said to all, but
/// for the commands <c>/who</c> and <c>/quit</c>. Lines that begin with * are the server's own.</summary>
public sealed class ChatServer : StreamServer
{
    /// <summary>The port that labs use.</summary>
    public const ushort Port = 5000;

    private readonly SortedDictionary<string, ChatSession> _members = new(StringComparer.Ordinal);

    /// <summary>A server that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="options">Where it listens and its bounds; null for the usual, with at most 1000
    /// connections.</param>
    /// <param name="trace">Where events go, or null.</param>
    public ChatServer(Host host, StreamServerOptions? options = null, EventPublisher? trace = null)
        : base(host, Port, options ?? new() { MaxConnections = 1000, IdleLimit = Duration.FromSeconds(3600) }, trace)
    {
    }

    /// <inheritdoc/>
    public override string Name => "chat";

    /// <summary>Those who have joined, in alphabetical order.</summary>
    public IReadOnlyCollection<string> Members => _members.Keys;

    /// <inheritdoc/>
    protected override StreamSession CreateSession(Timestamp now) => new ChatSession(this);

    /// <returns>False when somebody has the name.</returns>
    internal bool TryJoin(string name, ChatSession session, Timestamp now)
    {
        if (!_members.TryAdd(name, session)) return false;
        Publish(name, ChatReasons.Joined, session, now);
        Tell($"* {name} has joined", session);
        return true;
    }

    internal void Leave(string name, ChatSession session, in Reason because, Timestamp now)
    {
        if (!_members.Remove(name)) return;
        Publish(name, because, session, now);
        Tell($"* {name} has left", session);
    }

    /// <summary>Says a line to all but one.</summary>
    internal void Tell(string line, ChatSession but)
    {
        byte[] octets = Encoding.UTF8.GetBytes(line + "\n");
        foreach (ChatSession member in _members.Values)
            if (member != but) member.Hear(octets);
    }

    private void Publish(string name, in Reason because, ChatSession session, Timestamp now) =>
        Trace?.Publish(new ChatMembersChanged(Trace.Envelope(now, because, session.ConnectionId), name, _members.Count));
}
