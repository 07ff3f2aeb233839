using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Tests.Application.Serving;

/// <summary>A client that sends what it was given, reads what comes, and closes its half when it has sent all.</summary>
internal sealed class ScriptedClient : StreamClient
{
    public ScriptedClient(Host host, SocketAddress to, byte[] octets, bool closesHalf = true)
        : base(host, null) => (_to, Octets, ClosesHalf, IdleLimit) = (to, octets, closesHalf, default);

    private readonly SocketAddress _to;
    private readonly List<byte> _heard = [];
    private Talk? _talk;

    public override string Name => "script";

    public byte[] Heard => [.. _heard];

    public int HeardCount => _heard.Count;

    public string Text => System.Text.Encoding.Latin1.GetString(Heard);

    /// <summary>The peer has closed, or the connection broke.</summary>
    public bool HasEnded { get; private set; }

    public Errno Error { get; private set; }

    /// <summary>Reads nothing while it is set.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Octets for each call of send; a small number makes many small segments.</summary>
    public int SendsAtATime { get; init; } = int.MaxValue;

    /// <summary>Reads so much, then resets; -1 for never.</summary>
    public int ResetsAfter { get; init; } = -1;

    protected override Errno Open(Timestamp now) => Connect(_to, _talk = new(this), now);

    /// <summary>Says more.</summary>
    public void Say(string text) => _talk!.Say(System.Text.Encoding.UTF8.GetBytes(text));

    public void Say(byte[] more) => _talk!.Say(more);

    private sealed class Talk(ScriptedClient client) : StreamSession
    {
        private byte[] _octets = client.Octets;
        private int _at;
        private bool _isClosed;

        public void Say(byte[] more)
        {
            _octets = [.. _octets.AsSpan(_at), .. more];
            _at = 0;
            Wake(Writing);
        }

        protected internal override Readiness Step(Timestamp now)
        {
            ReadOnlySpan<byte> rest = _octets.AsSpan(_at);
            _at += Send(rest[..Math.Min(rest.Length, client.SendsAtATime)], now);
            bool isSent = _at == _octets.Length;
            if (isSent && client.ClosesHalf && !_isClosed)
            {
                CloseSending(now);
                _isClosed = true;
            }

            if (client.IsDeaf) return isSent ? Waiting : Writing;
            if (TryReceive(Scratch, out int count, now))
            {
                if (count == 0) return Over;
                client._heard.AddRange(Scratch[..count]);
                if (client.ResetsAfter >= 0 && client.HeardCount >= client.ResetsAfter)
                {
                    EndsWithReset = true;
                    return Over;
                }
            }

            return isSent ? Reading : Reading | Writing;
        }

        protected internal override void OnEnded(Timestamp now) => (client.HasEnded, client.Error) = (true, Error);
    }

    private byte[] Octets { get; }

    private bool ClosesHalf { get; }
}
