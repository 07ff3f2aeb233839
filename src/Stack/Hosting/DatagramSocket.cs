using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport;
using NetStack.Transport.Udp;

namespace NetStack.Hosting;

/// <summary>What the sockets of UDP and of ICMP echo have in common.</summary>
internal abstract class DatagramSocket : Socket, IUdpUser
{
    private readonly DatagramEndpoint _endpoint;

    protected DatagramSocket(Host host, IpFamily family, DatagramEndpoint endpoint)
        : base(host, family)
    {
        _endpoint = endpoint;
        endpoint.User = this;
        endpoint.ReceiveLimitOctets = host.Options.UdpReceiveOctets;
        endpoint.ReceiveLimitDatagrams = host.Options.UdpReceiveDatagrams;
    }

    public override int InputQueue => _endpoint.NextLength;

    public override Readiness Readiness
    {
        get
        {
            Readiness ready = Readiness.Writable;
            if (_endpoint.Waiting > 0 || IsReceiveClosed) ready |= Readiness.Readable;
            if (IsReceiveClosed) ready |= Readiness.ReadHangUp;
            if (IsReceiveClosed && IsSendClosed) ready |= Readiness.HangUp;
            if (_endpoint.PendingError != Errno.None) ready |= Readiness.Error | Readiness.Readable;
            if (_endpoint.WaitingErrors > 0) ready |= Readiness.Error;
            return ready;
        }
    }

    protected bool IsReceiveClosed { get; private set; }

    protected bool IsSendClosed { get; private set; }

    protected override IpAddress Peer => _endpoint.RemoteAddress;

    public override int Send(ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, out Errno error, Timestamp now)
    {
        error = TrySend(data, flags, to, now);
        return error == Errno.None ? data.Length : -1;
    }

    protected abstract Errno TrySend(ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, Timestamp now);

    /// <summary>A dual-stack socket has settings for each version of IP.</summary>
    protected void SetFor(IpFamily family)
    {
        bool isV6 = family == IpFamily.V6;
        _endpoint.TrafficClass = isV6 ? Settings.TrafficClassV6 : Settings.TrafficClassV4;
        _endpoint.HopLimit = isV6 ? Settings.HopLimitV6 : Settings.HopLimitV4;
    }

    public override int Receive(Span<byte> data, SocketFlags flags, out SocketAddress from, out Errno error, Timestamp now)
    {
        int count = ReceiveMessage(data, flags, out MessageInfo info, out error, now);
        from = info.From;
        return count;
    }

    public override int ReceiveMessage(Span<byte> data, SocketFlags flags, out MessageInfo info, out Errno error, Timestamp now)
    {
        info = default;
        error = (flags & SocketFlags.OutOfBand) != 0 ? Errno.EOPNOTSUPP
            : (flags & SocketFlags.ErrorQueue) != 0 ? Errno.EAGAIN // errors have no data here: TryReceiveError reads them
            : _endpoint.TakeError();
        if (error != Errno.None) return -1;
        int count = _endpoint.Receive(data, (flags & SocketFlags.Peek) != 0, out ReceivedDatagram head);
        if (count >= 0)
        {
            info = new(Give(head.Source, head.SourcePort), Give(head.Destination, 0).Address, head.Interface, head.HopLimit,
                head.TrafficClass, head.At);
            return (flags & SocketFlags.Truncate) != 0 ? head.Length : count;
        }

        if (IsReceiveClosed) return 0;
        error = Errno.EAGAIN;
        return -1;
    }

    public override bool TryReceiveError(out ReportedError report)
    {
        if (!_endpoint.TryTakeError(out report)) return false;
        report = report with { Reporter = Give(report.Reporter, 0).Address, Destination = Give(report.Destination, 0).Address };
        return true;
    }

    public override Errno Shutdown(ShutdownHow how, Timestamp now)
    {
        IsReceiveClosed |= how != ShutdownHow.Send;
        IsSendClosed |= how != ShutdownHow.Receive;
        OnReady(Readiness.Readable | Readiness.ReadHangUp);
        return _endpoint.IsConnected ? Errno.None : Errno.ENOTCONN; // as Linux: it takes effect all the same
    }

    public override Errno TakeError() => _endpoint.TakeError();

    protected override Errno OnChanged(SocketOption option, in SocketOptionValue value, Timestamp now)
    {
        SocketSettings s = Settings;
        _endpoint.WantsErrors = s.ReceiveErrorsV4 || s.ReceiveErrorsV6;
        _endpoint.MtuDiscovery = (MtuDiscovery)Math.Min(s.MtuDiscovery, (byte)MtuDiscovery.Probe);
        _endpoint.GroupHopLimit = s.GroupHopLimit;
        _endpoint.GroupInterface = s.GroupInterface;
        if (s.ReceiveBuffer > 0) _endpoint.ReceiveLimitOctets = s.ReceiveBuffer;
        return Errno.None;
    }

    protected override bool TryReadLive(SocketOption option, out SocketOptionValue value)
    {
        value = option switch
        {
            SocketOption.ReceiveBuffer => 2 * _endpoint.ReceiveLimitOctets,
            SocketOption.SendBuffer => 2 * (Settings.SendBuffer > 0 ? Settings.SendBuffer : Host.Options.UdpReceiveOctets),
            _ => default(SocketOptionValue),
        };
        return option is SocketOption.ReceiveBuffer or SocketOption.SendBuffer;
    }

    /// <summary>The address of "this host", which 0.0.0.0 and :: mean as a destination.</summary>
    protected static IpAddress ThisHost(IpFamily family) =>
        family == IpFamily.V4 ? IpAddress.V4(0x7F00_0001) : IpAddress.V6(0, 1);
}
