using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Transport;

namespace NetStack.Packetdrill;

/// <summary>One run of a script: a fresh host with one interface, its virtual clock (<c>.Clock</c>), its wire (<c>.Wire</c>), and the lock
/// that every call of the tool takes.</summary>
/// <remarks>Two threads call: the main one, which owns the clock and must never be kept waiting, and a helper for the calls that
/// a script marks as blocking.</remarks>
internal sealed partial class Session : IFrameSink
{
    private const int HoldMilliseconds = 500;
    private const ulong Seed = 1; // the same script, the same run

    private readonly object _gate = new();
    private readonly int _mainThread = Environment.CurrentManagedThreadId;
    private readonly List<WaitingCall> _waiting = [];
    private readonly HashSet<int> _returning = []; // threads whose call has ended, and which have not asked for the time yet
    private readonly StartFlags _flags;
    private readonly int _interface;

    public Session(StartFlags flags)
    {
        _flags = flags;
        InternetOptions internet = InternetOptions.Linux with
        {
            DuplicateAddressTransmits = 0, AcceptRouterAdvertisements = false, ReportGroups = false,
        };
        Host = new(new HostOptions { Name = "packetdrill", Internet = internet }, Seed, this);
        Calls = new(this);
        bool isV6 = flags.Local.Family == IpFamily.V6;
        lock (_gate)
        {
            _interface = Host.Internet.AddInterface(new(InterfaceKind.RawIp, "tun0", flags.Mtu));
            Host.Internet.AddAddress(_interface, flags.Local, isV6 ? 64 : 24, Now);
            Host.Internet.AddRoute(isV6 ? IpAddress.V6(0, 0) : IpAddress.V4(0), 0, default, _interface);
        }
    }

    /// <summary>The session of the latest script, for the one call that does not say whose it is: <see cref="GetsockoptHook"/>.</summary>
    public static Session? Latest { get; set; }

    public Host Host { get; }

    public SystemCalls Calls { get; }

    private bool IsMainThread => Environment.CurrentManagedThreadId == _mainThread;

    /// <summary>True for a descriptor of this session's.</summary>
    public bool Owns(int fd)
    {
        lock (_gate) return Calls.Owns(fd);
    }

    /// <summary>Makes a call; calls that thereby can end on another thread end.</summary>
    public Outcome Run(Func<Session, Outcome> call)
    {
        lock (_gate)
        {
            Outcome outcome = call(this);
            Settle();
            return outcome;
        }
    }

    /// <summary>Settings are the namespace's, and a script may change them at any time.</summary>
    public void ReadSettings()
    {
        Host.Tcp.Profile = Sysctls.Apply(_flags.SysctlFolder, Host.Options.Tcp);
        if (Sysctls.FastOpenKey(_flags.SysctlFolder) is { } key) Host.Tcp.FastOpen.SetKey(key.Low, key.High);
    }

    /// <summary>Repeats an attempt until it ends.</summary>
    /// <param name="waits">False: whatever the first attempt says is the outcome.</param>
    /// <param name="attempt">EAGAIN means that it would have to wait.</param>
    public Outcome Complete(bool waits, Func<Outcome> attempt) => Complete(waits, attempt, Timestamp.Never, default);

    /// <summary>Repeats an attempt until it ends, or its time is over.</summary>
    /// <param name="waits">False: whatever the first attempt says is the outcome.</param>
    /// <param name="attempt">EAGAIN means that it would have to wait.</param>
    /// <param name="until">When its time is over.</param>
    /// <param name="late">The outcome then.</param>
    public Outcome Complete(bool waits, Func<Outcome> attempt, Timestamp until, Outcome late)
    {
        Outcome first = attempt();
        if (!waits || first.Error != Errno.EAGAIN) return first;
        WaitingCall call = new(attempt, until, late);
        return IsMainThread ? CompleteByTime(call) : CompleteByOthers(call);
    }

    /// <summary>On the main thread nothing else can happen than what timers do: time jumps to them.</summary>
    private Outcome CompleteByTime(WaitingCall call)
    {
        for (int steps = 0; steps < MostSteps; steps++)
        {
            Timestamp next = NextEvent < call.Until ? NextEvent : call.Until;
            if (next == Timestamp.Never) break;
            AdvanceTo(next);
            if (call.TryEnd(Now)) return call.Ended!.Value;
        }

        return Errno.EDEADLK; // waiting on would stop the script for ever
    }

    /// <summary>On the helper the main thread goes on with the script. It sees that this thread sleeps: so no spinning.</summary>
    private Outcome CompleteByOthers(WaitingCall call)
    {
        _waiting.Add(call);
        Monitor.PulseAll(_gate);
        while (call.Ended is null) Monitor.Wait(_gate);
        return call.Ended.Value;
    }

    /// <summary>Tries the waiting calls again, and holds the clock until those that ended have looked at it.</summary>
    private void Settle()
    {
        for (int i = 0; i < _waiting.Count;)
        {
            WaitingCall call = _waiting[i];
            if (!call.TryEnd(Now))
            {
                i++;
                continue;
            }

            _waiting.RemoveAt(i);
            _returning.Add(call.Thread);
            i = 0; // what it did may let another one end
        }

        HoldTime();
    }

    private void HoldTime()
    {
        if (_returning.Count == 0 || !IsMainThread) return;
        Monitor.PulseAll(_gate);
        long end = Environment.TickCount64 + HoldMilliseconds;
        while (_returning.Count > 0 && end - Environment.TickCount64 is > 0 and var left) Monitor.Wait(_gate, (int)left);
        _returning.Clear();
    }
}
