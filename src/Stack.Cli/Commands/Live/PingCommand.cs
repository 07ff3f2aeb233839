using System.Collections.Concurrent;
using System.CommandLine;
using NetStack.Application.Ping;
using NetStack.Bytes;
using NetStack.Cli.Live;
using NetStack.Viz.Commands;
using NetStack.Viz.Values;

namespace NetStack.Cli.Commands.Live;

/// <summary><c>netstack ping</c>: echo requests of our own host. Options mean what they mean in ping.</summary>
internal sealed class PingCommand : Command
{
    private const double LongestInterval = 3600;
    private readonly Argument<string> _to = new("HOST") { Description = Texts.Of(LiveTexts.PingHost) };
    private readonly Option<int> _count = new("-c") { HelpName = "N", Description = Texts.Of(LiveTexts.PingCount), DefaultValueFactory = _ => 4 };
    private readonly Option<double> _interval = new("--interval") { HelpName = "S", Description = Texts.Of(LiveTexts.PingInterval), DefaultValueFactory = _ => 1 };
    private readonly Option<int> _size = new("-s") { HelpName = "OCTETS", Description = Texts.Of(LiveTexts.PingSize), DefaultValueFactory = _ => 56 };
    private readonly Option<int> _hops = new("-t") { HelpName = "TTL", Description = Texts.Of(LiveTexts.PingHops) };
    private readonly Option<bool> _dontFragment = new("--df") { Description = Texts.Of(LiveTexts.DontFragment) };
    private readonly Option<bool> _v4 = new("-4") { Description = Texts.Of(LiveTexts.OnlyV4) };
    private readonly Option<bool> _v6 = new("-6") { Description = Texts.Of(LiveTexts.OnlyV6) };
    private readonly StackOptions _stack = new();

    public PingCommand()
        : base("ping", Texts.Of(LiveTexts.PingCommand))
    {
        Arguments.Add(_to);
        foreach (Option option in (Option[])[_count, _interval, _size, _hops, _dontFragment, _v4, _v6]) Options.Add(option);
        _stack.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        double interval = parsed.GetValue(_interval);
        if (!(interval is >= 0 and <= LongestInterval)) throw UserError.Usage(Texts.Of(LiveTexts.BadNumbers, "--interval"));
        StackRequest request = _stack.Read(parsed);
        using LiveHost live = new(request, LiveView.None);
        live.Start();
        live.AwaitAddress();
        string name = parsed.GetRequiredValue(_to);
        IpAddress to = HostNames.Find(live, request.NameServers, name, FamilyOf(parsed));
        PingOptions options = new()
        {
            Destination = to, Count = parsed.GetValue(_count), Size = parsed.GetValue(_size), HopLimit = (byte)Math.Clamp(parsed.GetValue(_hops), 0, 255),
            Interval = new((long)(interval * Duration.PerSecond)), DontFragment = parsed.GetValue(_dontFragment),
        };
        ConcurrentQueue<PingResult> results = new();
        PingProgram ping = Create(live, options, results);
        live.Display.Say(Texts.Of(LiveTexts.PingBegins, name, to, options.Size));
        bool runs = live.Pump.Call((host, now) => host.Run(ping, now)).GetAwaiter().GetResult() == Transport.Errno.None;
        live.Run(() => Show(live, results) && (ping.IsFinished || !runs), isLast: false);
        Show(live, results);
        PingStatistics statistics = ping.Statistics;
        live.Display.Say(Texts.Of(LiveTexts.PingSummary, statistics.Sent, statistics.Received, statistics.LossPercent));
        if (statistics.Received > 0)
            live.Display.Say($"rtt min/avg/max/mdev = {Milliseconds(statistics.Least)}/{Milliseconds(statistics.Mean)}/{Milliseconds(statistics.Most)}/{Milliseconds(statistics.Deviation)} ms");
        live.Display.End();
        return statistics.Received > 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static PingProgram Create(LiveHost live, PingOptions options, ConcurrentQueue<PingResult> results)
    {
        try
        {
            return new(live.Host, options, new Observer(results), live.Host.Trace);
        }
        catch (ArgumentException error)
        {
            throw UserError.Usage(Texts.Of(LiveTexts.BadNumbers, error.ParamName));
        }
    }

    private IpFamily FamilyOf(ParseResult parsed) =>
        parsed.GetValue(_v6) ? IpFamily.V6 : parsed.GetValue(_v4) ? IpFamily.V4 : IpFamily.None;

    /// <returns>True, for it is part of a condition.</returns>
    private static bool Show(LiveHost live, ConcurrentQueue<PingResult> results)
    {
        while (results.TryDequeue(out PingResult result)) live.Display.Say(LineOf(result));
        return true;
    }

    private static string LineOf(in PingResult result) => result.Outcome switch
    {
        PingOutcome.Reply => Texts.Of(LiveTexts.PingReply, result.Octets, result.From, result.Sequence, result.HopLimit, Milliseconds(result.RoundTrip)),
        PingOutcome.Duplicate => Texts.Of(LiveTexts.PingDuplicate, result.From, result.Sequence),
        PingOutcome.Damaged => Texts.Of(LiveTexts.PingDamaged, result.From, result.Sequence),
        PingOutcome.Late => Texts.Of(LiveTexts.PingLate, result.From, result.Sequence, Milliseconds(result.RoundTrip)),
        PingOutcome.Error => Texts.Of(LiveTexts.PingError, result.From, result.Sequence, result.Problem) + (result.Mtu > 0 ? $" (MTU {result.Mtu})" : ""),
        PingOutcome.NotSent => Texts.Of(LiveTexts.PingNotSent, result.Sequence, result.Errno),
        _ => Texts.Of(LiveTexts.PingLost, result.Sequence),
    };

    private static string Milliseconds(Duration time) => TracerouteCommand.Milliseconds(time);

    private sealed class Observer(ConcurrentQueue<PingResult> results) : IPingObserver
    {
        public void OnResult(in PingResult result, Timestamp now) => results.Enqueue(result);
    }
}
