using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Chargen;

/// <summary>Sends lines of characters without end over TCP, and a datagram of them for each that it gets over UDP.
/// Source: RFC 864.</summary>
public sealed class ChargenServer : StreamServer
{
    /// <summary>The port of the service.</summary>
    public const ushort Port = 19;

    /// <summary>The most octets of a datagram. Source: RFC 864, "UDP Based Character Generator Service".</summary>
    public const int LongestDatagram = 512;

    private const int Periods = 10; // so that one call can fill a large send buffer
    private readonly byte[] _lines = new byte[ChargenPattern.Period * Periods];

    /// <summary>A server that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="options">Where it listens and its bounds; null for the usual.</param>
    /// <param name="trace">Where events go, or null.</param>
    public ChargenServer(Host host, StreamServerOptions? options = null, EventPublisher? trace = null)
        : base(host, Port, options, trace) => ChargenPattern.Write(_lines);

    /// <inheritdoc/>
    public override string Name => "chargen";

    /// <inheritdoc/>
    protected override StreamSession CreateSession(Timestamp now) => new ChargenSession(this);

    /// <inheritdoc/>
    protected override DatagramSession CreateDatagrams() => new ChargenDatagrams(this);

    /// <summary>What the peer says is thrown away; when it closes, we have said enough.</summary>
    private sealed class ChargenSession(ChargenServer server) : StreamSession
    {
        private int _at; // where in the lines it goes on

        protected internal override Readiness Step(Timestamp now)
        {
            if (TrySkip(int.MaxValue, out int count, now) && count == 0) return Over;
            _at = (_at + Send(server._lines.AsSpan(_at), now)) % ChargenPattern.Period;
            return Reading | Writing;
        }
    }

    /// <summary>The answer is no longer than what is asked for, but for a line: a false source gets no flood from
    /// us.</summary>
    private sealed class ChargenDatagrams(ChargenServer server) : DatagramSession
    {
        protected override void Take(Span<byte> datagram, in SocketAddress from, Timestamp now)
        {
            int length = Math.Clamp(datagram.Length, ChargenPattern.LineLength + 2, LongestDatagram);
            int line = (int)(Received % (ChargenPattern.Period / (ChargenPattern.LineLength + 2)));
            Answer(server._lines.AsSpan(line * (ChargenPattern.LineLength + 2), length), from, now);
        }
    }
}
