using System.Buffers.Binary;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Bulk;

/// <summary>Sends numbered datagrams at a steady rate, as voice does, or in bursts with silence between them (an on/off
/// source). Each begins with a 32-bit sequence number and the 64-bit time in nanoseconds at which it was
/// sent.</summary>
public sealed class UdpStreamer : SocketApplication
{
    /// <summary>Octets of the sequence number and the time.</summary>
    public const int HeaderLength = 12;

    private readonly SocketAddress _to;
    private readonly SeededRandom? _random;
    private readonly byte[] _datagram;

    /// <summary>A streamer that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="to">A <see cref="UdpSink"/>, or anybody.</param>
    /// <param name="options">What to send.</param>
    /// <param name="trace">Where events go, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A datagram that is too short or too long, or an interval that
    /// is not positive.</exception>
    public UdpStreamer(Host host, SocketAddress to, UdpStreamerOptions options, EventPublisher? trace = null)
        : base(host, trace)
    {
        const int Longest = 65_507;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DatagramOctets, HeaderLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.DatagramOctets, Longest);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Interval.Nanoseconds);
        (_to, Options, _datagram) = (to, options, new byte[options.DatagramOctets]);
        if (options.Seed != 0) _random = new(options.Seed);
    }

    /// <inheritdoc/>
    public override string Name => "udp-streamer";

    /// <summary>What it sends.</summary>
    public UdpStreamerOptions Options { get; }

    /// <summary>Datagrams sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Datagrams that the host did not take.</summary>
    public long Failed { get; private set; }

    /// <inheritdoc/>
    public override bool IsFinished => IsRunning && Sessions.Count == 0;

    /// <inheritdoc/>
    protected override Errno Open(Timestamp now)
    {
        int socket = CreateSocket(SocketKind.Datagram, _to, out Errno error);
        if (socket >= 0) Add(new SendingSession(this, now), socket, Readiness.Readable);
        return error;
    }

    private bool TrySend(int socket, Timestamp now)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_datagram, unchecked((uint)(Sent + Failed)));
        BinaryPrimitives.WriteInt64BigEndian(_datagram.AsSpan(4), now.Nanoseconds);
        bool isSent = Host.Sockets.SendTo(socket, _datagram, SocketFlags.None, _to, out _, now) >= 0;
        if (isSent) Sent++;
        else Failed++;
        return Sent + Failed < Options.Count;
    }

    private Duration Draw(Duration mean) => _random is null || mean.Nanoseconds <= 0 ? mean
        : new((long)_random.Next(((ulong)mean.Nanoseconds * 2) + 1));

    /// <summary>The times follow from the one before, not from when the step really came: the rate stays, whatever
    /// the clock does.</summary>
    private sealed class SendingSession : SocketSession
    {
        private const int DatagramsAtATime = 64;
        private readonly UdpStreamer _streamer;
        private Timestamp _next, _offAt = Timestamp.Never;

        public SendingSession(UdpStreamer streamer, Timestamp now)
        {
            (_streamer, _next, Deadline) = (streamer, now, now);
            if (IsOnOff) _offAt = now + streamer.Draw(streamer.Options.On);
        }

        private bool IsOnOff => _streamer.Options is { On.Nanoseconds: > 0, Off.Nanoseconds: > 0 };

        /// <summary>Whatever comes (an ICMP error, an answer) is taken away.</summary>
        protected internal override Readiness Step(Timestamp now)
        {
            Sockets.Receive(Descriptor, Scratch, SocketFlags.None, out _, now);
            return Reading;
        }

        protected override Readiness OnDeadline(Timestamp now)
        {
            if (_streamer.Options.Count <= 0) return Over;
            for (int i = 0; i < DatagramsAtATime && _next <= now; i++)
            {
                if (_next >= _offAt) BeginNextBurst();
                else if (!_streamer.TrySend(Descriptor, now)) return Over;
                else _next += _streamer.Options.Interval;
            }

            Deadline = _next;
            return Reading;
        }

        private void BeginNextBurst()
        {
            _next = _offAt + _streamer.Draw(_streamer.Options.Off);
            _offAt = _next + _streamer.Draw(_streamer.Options.On);
        }
    }
}
