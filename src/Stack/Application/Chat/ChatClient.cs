using System.Text;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Chat;

/// <summary>Somebody in a chat: a queue of lines to say, and a sink for those that are heard.</summary>
public sealed class ChatClient : StreamClient
{
    private const int MaxWaiting = 65_536;
    private readonly SocketAddress _to;
    private readonly ILineSink _sink;
    private readonly ClientSession _session;

    /// <summary>A client that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="to">The server.</param>
    /// <param name="name">The name to give.</param>
    /// <param name="sink">Who hears.</param>
    /// <param name="trace">Where events go, or null.</param>
    /// <exception cref="ArgumentException">This is no name.</exception>
    public ChatClient(Host host, SocketAddress to, string name, ILineSink sink, EventPublisher? trace = null)
        : base(host, trace)
    {
        if (!ChatLine.IsName(Encoding.UTF8.GetBytes(name))) throw new ArgumentException("This is no name.", nameof(name));
        (_to, _sink, _session) = (to, sink, new(this));
        IdleLimit = default;
        TrySay(name);
    }

    /// <inheritdoc/>
    public override string Name => "chat-client";

    /// <summary>Why the connection failed, or none.</summary>
    public Errno Error => _session.Error;

    /// <summary>Says a line, at any time; also a command.</summary>
    /// <returns>False when the line cannot be said, or too much waits to be sent.</returns>
    public bool TrySay(string line)
    {
        byte[] octets = Encoding.UTF8.GetBytes(line);
        return octets.Length <= ChatLine.MaxLength && ChatLine.IsText(octets) && _session.TryQueue([.. octets, (byte)'\n']);
    }

    /// <inheritdoc/>
    protected override Errno Open(Timestamp now) => Connect(_to, _session, now);

    private sealed class ClientSession(ChatClient client) : StreamSession
    {
        private const int OctetsAtATime = 4_096;
        private readonly OctetQueue _waiting = new();
        private readonly LineReader _lines = new(MaxWaiting); // who is here may be a long line

        public bool TryQueue(byte[] line)
        {
            if (_waiting.Count + line.Length > MaxWaiting) return false;
            _waiting.Append(line);
            Wake(Writing);
            return true;
        }

        protected internal override Readiness Step(Timestamp now)
        {
            if (_waiting.Count > 0) _waiting.Consume(Send(_waiting.Span, now));
            if (TryReceive(Scratch[..OctetsAtATime], out int count, now))
            {
                if (count == 0) return Over;
                ReadOnlySpan<byte> octets = Scratch[..count];
                while (_lines.TryRead(ref octets, out ReadOnlySpan<byte> line, out _)) client._sink.Hear(line, now);
            }

            return _waiting.Count > 0 ? Reading | Writing : Reading;
        }
    }
}
