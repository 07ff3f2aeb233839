using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Conformance.UnderTest;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Tracing;

namespace NetStack.Conformance.Running;

/// <summary>The host that a script is about, with one interface, the virtual clock, and what it has sent.</summary>
internal sealed class HostUnderTest : IStackUnderTest, IFrameSink
{
    /// <summary>Virtual time does not begin at zero: nothing in the host shall take the start for "never".</summary>
    public static readonly Timestamp Start = Timestamp.FromSeconds(1_000_000);

    private const int MostCallsAtOnce = 10_000;
    private readonly Queue<(byte[] Octets, Timestamp At)> _sent = new();
    private readonly int _interface;
    private int _callsAtOnce;
    private RunSettings _settings;

    public HostUnderTest(RunSettings settings, ulong seed, IEventSink events)
    {
        _settings = settings;
        Sockets = new HostCalls(this);
        InternetOptions internet = InternetOptions.Linux with
        {
            DuplicateAddressTransmits = 0, AcceptRouterAdvertisements = false, ReportGroups = false,
        };
        Host = new(new HostOptions { Internet = internet, Tcp = settings.Profile }, seed, this, events);
        if (settings.FastOpenKey is { } key) Host.Tcp.FastOpen.SetKey(key.Low, key.High);
        _interface = Host.Internet.AddInterface(new(InterfaceKind.RawIp, "tun0", settings.RealMtu));
        Host.Internet.AddAddress(_interface, settings.Local, settings.IsVersion6 ? 64 : 24, Start);
        Host.Internet.AddRoute(settings.IsVersion6 ? IpAddress.V6(0, 0) : IpAddress.V4(0), 0, default, _interface);
        Host.Advance(Start);
        _sent.Clear();
    }

    public Host Host { get; }

    public ISocketCalls Sockets { get; }

    public bool HasExactTime => true;

    public Duration Tolerance => default; // the virtual clock is exact

    public bool PushesAsItLikes => false;

    public Duration LongestWait { get; } = Duration.FromSeconds(100_000);

    public Duration Patience { get; } = Duration.FromSeconds(30);

    public Timestamp Now { get; private set; } = Start;

    /// <summary>True when the host did not come to rest.</summary>
    public bool IsStuck => _callsAtOnce > MostCallsAtOnce;

    public bool HasSent => _sent.Count > 0;

    public void Send(int @interface, in Frame frame, Timestamp now) => _sent.Enqueue((frame.Octets.ToArray(), now));

    public (byte[] Octets, Timestamp At) TakeSent() => _sent.Dequeue();

    public (byte[] Octets, Timestamp At) PeekSent() => _sent.Peek();

    /// <summary>Connections that are opened from now on behave by them.</summary>
    public Setting? Configure(IReadOnlyList<Setting> settings)
    {
        foreach (Setting setting in settings)
        {
            if (SettingTable.IsIgnored(setting.Name)) continue;
            if (!SettingTable.Knows(setting.Name) || SettingTable.Apply(_settings, setting) is not { } changed) return setting;
            _settings = changed;
        }

        Host.Tcp.Profile = _settings.Profile;
        if (_settings.FastOpenKey is { } key) Host.Tcp.FastOpen.SetKey(key.Low, key.High);
        return null;
    }

    public bool RestsUntil(Timestamp time) => Host.NextDeadline > time;

    public void Receive(ReadOnlySpan<byte> packet) => Host.Receive(_interface, new Frame(packet), Now);

    /// <summary>Goes to the host's next deadline, if it comes not later than a time; otherwise to that time.</summary>
    /// <returns>True when a deadline was served.</returns>
    public bool Step(Timestamp until)
    {
        Timestamp deadline = Host.NextDeadline;
        bool isDue = deadline <= until && deadline != Timestamp.Never;
        Timestamp next = isDue ? deadline : until;
        _callsAtOnce = next > Now ? 0 : _callsAtOnce + 1;
        if (next > Now && next != Timestamp.Never) Now = next;
        if (isDue) Host.Advance(Now);
        return isDue && !IsStuck;
    }
}
