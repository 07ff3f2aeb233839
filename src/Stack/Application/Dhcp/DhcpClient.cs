using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Tracing;
using NetStack.Transport;
using NetStack.Transport.Udp;

namespace NetStack.Application.Dhcp;

/// <summary>Gets an interface its IPv4 address from a server: RFC 2131 §4.4, the state diagram of figure 5.</summary>
/// <remarks>The messages stand in Messages.</remarks>
public sealed partial class DhcpClient : IApplication, IUdpUser
{
    private static readonly Duration CheckInterval = Duration.FromMilliseconds(500);
    private readonly Host _host;
    private readonly int _interface;
    private readonly MacAddress _mac;
    private readonly DhcpClientOptions _options;
    private readonly SeededRandom _random;
    private readonly EventPublisher? _trace;
    private UdpEndpoint? _endpoint;
    private bool _hasArrivals;
    private Timestamp _next = Timestamp.Never, _askedSince, _now;
    private Duration _wait;
    private int _attempts;
    private uint _id;
    private DhcpOffer _offer;
    private AssignedAddress? _assigned;

    /// <summary>A client that waits to be started.</summary>
    /// <param name="host">The host.</param>
    /// <param name="interface">The interface to configure, from 1.</param>
    /// <param name="mac">Its link address.</param>
    /// <param name="seed">Where its random numbers start.</param>
    /// <param name="options">Its times; null for those of RFC 2131.</param>
    /// <param name="trace">Where events go, or null.</param>
    public DhcpClient(Host host, int @interface, MacAddress mac, ulong seed, DhcpClientOptions? options = null, EventPublisher? trace = null)
    {
        (_host, _interface, _mac, _options, _trace) = (host, @interface, mac, options ?? new(), trace);
        _random = new(seed);
    }

    private readonly record struct DhcpOffer(IpAddress Address, IpAddress Server);

    /// <summary>Where it stands.</summary>
    public DhcpClientState State { get; private set; }

    /// <summary>What it has been lent; null while it has nothing.</summary>
    public DhcpLease? Lease { get; private set; }

    /// <inheritdoc/>
    public bool IsFinished => State == DhcpClientState.Stopped;

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Timestamp NextDeadline => _hasArrivals ? _now : _next;

    /// <inheritdoc/>
    void IUdpUser.OnReady(Readiness what) => _hasArrivals = true;

    /// <summary>Begins.</summary>
    /// <returns>EADDRINUSE when another client has the port.</returns>
    public Errno Start(Timestamp now)
    {
        if (State != DhcpClientState.Stopped) return Errno.EALREADY;
        UdpEndpoint endpoint = _host.Udp.Open();
        endpoint.Interface = _interface;
        Errno error = _host.Udp.Bind(endpoint, IpAddress.V4(0), ClientPort);
        if (error != Errno.None) return error;
        _endpoint = endpoint;
        endpoint.User = this;
        long spread = Math.Max(0, (_options.MostStartDelay - _options.LeastStartDelay).Nanoseconds) + 1;
        Begin(_options.LeastStartDelay + new Duration((long)_random.Next((ulong)spread)), DhcpClientReasons.Started, now);
        return Errno.None;
    }

    /// <summary>Gives the address back and stops. Source: RFC 2131 §4.4.6.</summary>
    public void Stop(Timestamp now)
    {
        if (_endpoint is null) return;
        if (Lease is not null && State is DhcpClientState.Bound or DhcpClientState.Renewing or DhcpClientState.Rebinding) SendRelease(now);
        Forget(now);
        Enter(DhcpClientState.Stopped, DhcpClientReasons.Released, now);
        _next = Timestamp.Never;
        _hasArrivals = false;
        _host.Udp.Close(_endpoint);
        _endpoint = null;
    }

    /// <summary>Reads what has arrived and does what is due.</summary>
    public void Advance(Timestamp now)
    {
        _now = now;
        if (_hasArrivals) ReadAll(now);
        if (_next > now) return;
        switch (State)
        {
            case DhcpClientState.Init:
                Discover(now);
                break;
            case DhcpClientState.Selecting:
                SendDiscover(now);
                break;
            case DhcpClientState.Requesting:
                RequestAgain(now);
                break;
            case DhcpClientState.Checking:
                Check(now);
                break;
            case DhcpClientState.Bound or DhcpClientState.Renewing or DhcpClientState.Rebinding:
                Extend(now);
                break;
        }
    }

    private void Begin(Duration delay, in Reason because, Timestamp now)
    {
        Enter(DhcpClientState.Init, because, now);
        _next = now + delay;
    }

    private void Discover(Timestamp now)
    {
        _id = unchecked((uint)_random.NextBits());
        _askedSince = now;
        _wait = _options.FirstRetransmission;
        Enter(DhcpClientState.Selecting, DhcpClientReasons.Discovers, now);
        SendDiscover(now);
    }

    /// <summary>SELECTING: the first offer is taken.</summary>
    private void TakeOffer(in DhcpReply reply, Timestamp now)
    {
        _offer = new(reply.YourAddress, reply.Server);
        if (_offer.Server.Family == IpFamily.None || !CanBeMine(_offer.Address)) return;
        Enter(DhcpClientState.Requesting, DhcpClientReasons.Offered, now);
        _attempts = 0;
        _wait = _options.FirstRetransmission;
        RequestAgain(now);
    }

    private void RequestAgain(Timestamp now)
    {
        if (_attempts++ < _options.RequestAttempts) SendRequest(now);
        else Begin(default, DhcpClientReasons.NoAnswer, now);
    }

    /// <summary>The server has lent the address, or lent it for longer.</summary>
    private void TakeLease(in DhcpReply reply, Timestamp now)
    {
        if (reply.LeaseSeconds is not ({ } seconds and > 0) || !CanBeMine(reply.YourAddress) || IsTaken(reply.YourAddress)) return;
        IpAddress server = reply.Server.Family == IpFamily.V4 ? reply.Server : _offer.Server;
        // RFC 2131 §4.4.5: T1 is half of the lease and T2 seven eighths, from when the request was sent
        uint t2 = Math.Min(reply.RebindingSeconds ?? (uint)((ulong)seconds * 7 / 8), seconds);
        uint least = (uint)Math.Clamp(_options.LeastRenewal.Nanoseconds / Duration.PerSecond, 0, seconds); // nobody makes us ask all the time
        t2 = Math.Max(t2, least);
        uint t1 = Math.Max(Math.Min(reply.RenewalSeconds ?? seconds / 2, t2), least);
        Timestamp At(uint after) => seconds == uint.MaxValue ? Timestamp.Never : _requestedAt + Duration.FromSeconds(after);
        DhcpLease lease = new(
            reply.YourAddress, reply.PrefixLength, reply.Router, reply.NameServers, server, At(t1), At(t2), At(seconds));
        bool isSame = _assigned is not null && Lease?.Address == lease.Address && Lease.PrefixLength == lease.PrefixLength;
        if (isSame)
        {
            SetRouter(lease.Router);
            Lease = lease;
            EnterBound(DhcpClientReasons.Acknowledged, now);
            return;
        }

        Forget(now);
        Lease = lease;
        _assigned = _host.Internet.AddAddress(_interface, lease.Address, lease.PrefixLength, now);
        Enter(DhcpClientState.Checking, DhcpClientReasons.Acknowledged, now);
        Check(now);
    }

    /// <summary>RFC 2131 §4.4.1: the client should look whether the address is in use already; the Internet layer does.</summary>
    private void Check(Timestamp now)
    {
        if (_assigned!.State == AddressState.Duplicate)
        {
            SendDecline(now);
            Forget(now);
            Begin(_options.AfterConflict, DhcpClientReasons.Conflict, now);
        }
        else if (_assigned.IsUsable)
        {
            SetRouter(Lease!.Router);
            EnterBound(DhcpClientReasons.NoConflict, now);
        }
        else
        {
            _next = now + CheckInterval;
        }
    }

    private void EnterBound(in Reason because, Timestamp now)
    {
        Enter(DhcpClientState.Bound, because, now);
        _next = Lease!.RenewAt;
    }

    /// <summary>BOUND, RENEWING, REBINDING: what the time says. Source: RFC 2131 §4.4.5.</summary>
    private void Extend(Timestamp now)
    {
        DhcpLease lease = Lease!;
        if (now >= lease.EndsAt)
        {
            Forget(now);
            Begin(default, DhcpClientReasons.LeaseEnded, now);
            return;
        }

        bool isRebinding = now >= lease.RebindAt;
        if (isRebinding && State != DhcpClientState.Rebinding) Ask(DhcpClientState.Rebinding, DhcpClientReasons.RebindingDue, now);
        else if (!isRebinding && State == DhcpClientState.Bound) Ask(DhcpClientState.Renewing, DhcpClientReasons.RenewalDue, now);
        SendExtension(isRebinding, now);
        Timestamp limit = isRebinding ? lease.EndsAt : lease.RebindAt;
        Duration half = new((limit - now).Nanoseconds / 2);
        Timestamp next = now + (half > _options.LeastRenewal ? half : _options.LeastRenewal);
        _next = next < limit ? next : limit;
    }

    private void Ask(DhcpClientState state, in Reason because, Timestamp now)
    {
        _id = unchecked((uint)_random.NextBits());
        _askedSince = now;
        Enter(state, because, now);
    }

    /// <summary>The address and what came with it are taken from the interface.</summary>
    private void Forget(Timestamp now)
    {
        SetRouter(default);
        if (_assigned is not null) _host.Internet.RemoveAddress(_interface, _assigned.Address, now);
        _assigned = null;
        Lease = null;
    }

    private IpAddress _router;

    private void SetRouter(in IpAddress router)
    {
        if (router == _router) return;
        IpAddress all = IpAddress.V4(0);
        if (_router.Family != IpFamily.None) _host.Internet.RemoveRoute(all, 0, _router, _interface);
        if (router.Family != IpFamily.None) _host.Internet.AddRoute(all, 0, router, _interface);
        _router = router;
    }

    /// <summary>A hostile server could lend anything.</summary>
    private static bool CanBeMine(in IpAddress address) =>
        !address.IsMulticast && address.Low >> 24 is not (0 or 127) && address.Low < 0xF000_0000;

    /// <summary>True when the host has the address already, and not from this client.</summary>
    private bool IsTaken(in IpAddress address)
    {
        for (int i = 1; i <= _host.Internet.InterfaceCount; i++)
            foreach (AssignedAddress assigned in _host.Internet.AddressesOf(i))
                if (assigned != _assigned && assigned.Address == address) return true;
        return false;
    }

    private void Enter(DhcpClientState state, in Reason because, Timestamp now)
    {
        DhcpClientState before = State;
        State = state;
        _trace?.Publish(new DhcpStateChanged(_trace.Envelope(now, because), _interface, before, state, Lease?.Address ?? _offer.Address));
    }
}
