using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Tracing;
using NetStack.Transport;
using NetStack.Transport.Echo;

namespace NetStack.Application.Ping;

/// <summary>Asks a host for an echo again and again, and tells how long each took: is it there, how far is it, and what is
/// lost on the way? Source: RFC 1122 §3.2.2.6, RFC 4443 §4, RFC 2151 §3.2.</summary>
public sealed class PingProgram : IApplication
{
    /// <summary>Requests that are remembered: the reply to an older one tells nothing any more.</summary>
    public const int Remembered = 1024; // divides 65536: a sequence number tells its place

    private readonly Host _host;
    private readonly PingOptions _options;
    private readonly IPingObserver? _observer;
    private readonly EventPublisher? _trace;
    private readonly Poller _poller;
    private readonly PollerEvent[] _ready = new PollerEvent[1];
    private readonly Request[] _requests = new Request[Remembered];
    private readonly byte[] _message, _reply;
    private int _socket = -1;
    private long _oldest; // the oldest request that may still wait
    private Timestamp _nextRequest = Timestamp.Never, _now;

    /// <summary>A ping that waits to be started.</summary>
    /// <param name="host">The host that asks.</param>
    /// <param name="options">Whom, and how often.</param>
    /// <param name="observer">Who is told line by line, or null.</param>
    /// <param name="trace">Where events go, or null.</param>
    /// <exception cref="ArgumentException">No destination, or a number out of its range.</exception>
    public PingProgram(Host host, PingOptions options, IPingObserver? observer = null, EventPublisher? trace = null)
    {
        if (options.Destination.Family == IpFamily.None) throw new ArgumentException("A ping needs a destination.", nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Size, EchoLayer.MaxData);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Interval, default);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, default);
        (_host, _options, _observer, _trace) = (host, options, observer, trace);
        _poller = host.Sockets.CreatePoller();
        _message = new byte[EchoRequest.HeaderLength + options.Size];
        _reply = new byte[_message.Length + 1]; // one more: a reply that is too long shows
        FillPattern(_message.AsSpan(EchoRequest.HeaderLength), options.Pattern.Span);
    }

    private enum RequestState : byte
    {
        None,
        Waiting,
        Answered,
        Failed,
        Lost,
    }

    private record struct Request(long Number, Timestamp SentAt, RequestState State);

    /// <summary>What has come of it so far.</summary>
    public PingStatistics Statistics { get; } = new();

    /// <inheritdoc/>
    public bool IsFinished { get; private set; }

    /// <inheritdoc/>
    public Timestamp NextDeadline
    {
        get
        {
            if (IsFinished || _socket < 0) return Timestamp.Never;
            if (_poller.HasReady) return _now;
            Timestamp timeout = _oldest < Statistics.Sent ? At(_oldest).SentAt + _options.Timeout : Timestamp.Never;
            return timeout < _nextRequest ? timeout : _nextRequest;
        }
    }

    private bool IsToMany => _options.Broadcast || _options.Destination.IsMulticast;

    /// <inheritdoc/>
    public Errno Start(Timestamp now)
    {
        if (_socket >= 0 || IsFinished) return Errno.EALREADY;
        IpFamily family = _options.Destination.Family;
        _socket = _host.Sockets.Create(family, SocketKind.Echo, out Errno error);
        if (error == Errno.None) error = Prepare(family, now);
        if (error != Errno.None) Close(now);
        _nextRequest = _now = now;
        return error;
    }

    /// <inheritdoc/>
    public void Advance(Timestamp now)
    {
        if (IsFinished || _socket < 0) return;
        _now = now;
        _poller.Wait(_ready); // the socket has told why it woke us; all of it is read
        ReadErrors(now);
        ReadReplies(now);
        if (_nextRequest <= now) SendRequest(now);
        GiveUpOld(now);
        bool isLast = _options.Count > 0 && Statistics.Sent >= _options.Count && _oldest >= Statistics.Sent;
        if (!isLast) return;
        Close(now);
        IsFinished = true;
    }

    /// <inheritdoc/>
    public void Stop(Timestamp now)
    {
        Close(now);
        IsFinished = true;
    }

    private Errno Prepare(IpFamily family, Timestamp now)
    {
        SocketTable sockets = _host.Sockets;
        bool isV4 = family == IpFamily.V4;
        sockets.SetOption(_socket, isV4 ? SocketOption.Ipv4ReceiveErrors : SocketOption.Ipv6ReceiveErrors, true, now);
        sockets.SetOption(_socket, isV4 ? SocketOption.Ipv4MtuDiscovery : SocketOption.Ipv6MtuDiscovery,
            _options.DontFragment ? 2 : isV4 ? 0 : 1, now);
        sockets.SetOption(_socket, SocketOption.Broadcast, _options.Broadcast, now);
        if (_options.HopLimit > 0)
        {
            sockets.SetOption(_socket, isV4 ? SocketOption.Ipv4TimeToLive : SocketOption.Ipv6UnicastHops, _options.HopLimit, now);
            sockets.SetOption(_socket, isV4 ? SocketOption.Ipv4GroupTimeToLive : SocketOption.Ipv6GroupHops, _options.HopLimit, now);
        }

        Errno error = sockets.Bind(_socket, new(_options.Source, 0), now);
        if (error == Errno.None && !IsToMany) error = sockets.Connect(_socket, new(_options.Destination, 0), now);
        if (error == Errno.None) _poller.Add(_socket, Readiness.Readable);
        return error;
    }

    private void Close(Timestamp now)
    {
        if (_socket >= 0) _host.Sockets.Close(_socket, now);
        _socket = -1;
        _nextRequest = Timestamp.Never;
    }

    private void SendRequest(Timestamp now)
    {
        long number = Statistics.Sent++;
        ref Request request = ref At(number);
        if (request.State == RequestState.Waiting) Lose(ref request, now); // so many are under way that its place is needed
        if (_oldest <= number - Remembered) _oldest = number - Remembered + 1;
        request = new(number, now, RequestState.Waiting);
        EchoRequest.WriteHeader(_message, _options.Destination.Family, SequenceOf(number));
        SocketAddress to = IsToMany ? new(_options.Destination, 0) : default;
        _host.Sockets.SendTo(_socket, _message, SocketFlags.None, to, out Errno error, now);
        if (error != Errno.None) TellNotSent(ref request, error, now);
        bool isLast = _options.Count > 0 && Statistics.Sent >= _options.Count;
        _nextRequest = isLast ? Timestamp.Never : now + _options.Interval;
    }

    private void TellNotSent(ref Request request, Errno error, Timestamp now)
    {
        request.State = RequestState.Failed;
        Statistics.Errors++;
        int mtu = error == Errno.EMSGSIZE && _host.Internet.TryFindPath(_options.Destination, _options.Source, out DatagramPath path)
            ? path.Mtu : 0;
        Tell(new(PingOutcome.NotSent, SequenceOf(request.Number), default, default, Mtu: mtu, Errno: error), now);
    }

    /// <summary>Errors about requests that wait; one about anything else is stale or forged.</summary>
    private void ReadErrors(Timestamp now)
    {
        while (_host.Sockets.TryReceiveError(_socket, out ReportedError report, now))
        {
            bool isMine = IsToMany || WithoutScope(report.Destination) == WithoutScope(_options.Destination);
            ref Request request = ref Find(report.Sequence, out bool isKnown);
            if (!isMine || !isKnown || request.State != RequestState.Waiting) continue;
            request.State = RequestState.Failed;
            Statistics.Errors++;
            Tell(new(PingOutcome.Error, report.Sequence, report.Reporter, report.At - request.SentAt,
                Problem: report.Problem, Mtu: report.Mtu), now);
        }
    }

    private void ReadReplies(Timestamp now)
    {
        while (true)
        {
            int count = _host.Sockets.ReceiveMessage(_socket, _reply, SocketFlags.Truncate, out MessageInfo info, out Errno error, now);
            if (error == Errno.EAGAIN) return;
            if (count >= EchoRequest.HeaderLength) TakeReply(count, info, now); // else an error, which its call has taken
        }
    }

    /// <summary>A reply counts when it brings back what was sent. One that comes after an error counts, too: an error can be
    /// forged by anybody, and a reply proves that the host is there.</summary>
    private void TakeReply(int octets, in MessageInfo info, Timestamp now)
    {
        ushort sequence = EchoRequest.SequenceOf(_reply);
        ref Request request = ref Find(sequence, out bool isKnown);
        if (!isKnown) return;
        Duration roundTrip = info.At - request.SentAt;
        bool isWhole = octets == _message.Length
            && _reply.AsSpan(EchoRequest.HeaderLength, _options.Size).SequenceEqual(_message.AsSpan(EchoRequest.HeaderLength));
        PingOutcome outcome = !isWhole ? PingOutcome.Damaged
            : request.State == RequestState.Answered ? PingOutcome.Duplicate
            : request.State == RequestState.Lost ? PingOutcome.Late
            : PingOutcome.Reply;
        switch (outcome)
        {
            case PingOutcome.Damaged: Statistics.Damaged++; break;
            case PingOutcome.Duplicate: Statistics.Duplicates++; break;
            case PingOutcome.Late: Statistics.Late++; break;
            default: Statistics.Add(roundTrip); break;
        }

        if (outcome is PingOutcome.Reply or PingOutcome.Late) request.State = RequestState.Answered;
        Tell(new(outcome, sequence, info.From.Address, roundTrip, info.HopLimit, octets), now);
    }

    private void GiveUpOld(Timestamp now)
    {
        for (; _oldest < Statistics.Sent; _oldest++)
        {
            ref Request request = ref At(_oldest);
            if (request.State != RequestState.Waiting) continue;
            if (request.SentAt + _options.Timeout > now) return;
            Lose(ref request, now);
        }
    }

    private void Lose(ref Request request, Timestamp now)
    {
        request.State = RequestState.Lost;
        Tell(new(PingOutcome.Lost, SequenceOf(request.Number), default, now - request.SentAt), now);
    }

    private void Tell(in PingResult result, Timestamp now)
    {
        _trace?.Publish(new PingReported(_trace.Envelope(now, PingReasons.All[(int)result.Outcome]), result));
        _observer?.OnResult(result, now);
    }

    private ref Request At(long number) => ref _requests[number % Remembered];

    private ref Request Find(ushort sequence, out bool isKnown)
    {
        ref Request request = ref _requests[unchecked((ushort)(sequence - 1)) % Remembered];
        isKnown = request.State != RequestState.None && SequenceOf(request.Number) == sequence;
        return ref request;
    }

    private static ushort SequenceOf(long number) => unchecked((ushort)(number + 1));

    private static IpAddress WithoutScope(in IpAddress address) =>
        address.Family == IpFamily.V6 ? IpAddress.V6(address.High, address.Low) : address;

    private static void FillPattern(Span<byte> data, ReadOnlySpan<byte> pattern)
    {
        for (int i = 0; i < data.Length; i++)
            data[i] = pattern.IsEmpty ? unchecked((byte)i) : pattern[i % pattern.Length];
    }
}
