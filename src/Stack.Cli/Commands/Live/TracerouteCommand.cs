using System.CommandLine;
using System.Globalization;
using System.Text;
using NetStack.Application.Traceroute;
using NetStack.Bytes;
using NetStack.Cli.Live;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands.Live;

/// <summary><c>netstack traceroute</c>: the routers on the way, as our own host finds them.</summary>
internal sealed class TracerouteCommand : Command
{
    private readonly Argument<string> _to = new("HOST") { Description = Texts.Of(LiveTexts.PingHost) };
    private readonly Option<bool> _icmp = new("-I", "--icmp") { Description = Texts.Of(LiveTexts.TraceIcmp) };
    private readonly Option<int> _maxHops = new("-m") { HelpName = "HOPS", Description = Texts.Of(LiveTexts.TraceHops), DefaultValueFactory = _ => 30 };
    private readonly Option<int> _probes = new("-q") { HelpName = "N", Description = Texts.Of(LiveTexts.TraceProbes), DefaultValueFactory = _ => 3 };
    private readonly Option<int> _size = new("--size") { HelpName = "OCTETS", Description = Texts.Of(LiveTexts.TraceSize), DefaultValueFactory = _ => 60 };
    private readonly Option<bool> _dontFragment = new("-F", "--df") { Description = Texts.Of(LiveTexts.DontFragment) };
    private readonly Option<bool> _v6 = new("-6") { Description = Texts.Of(LiveTexts.OnlyV6) };
    private readonly StackOptions _stack = new();

    public TracerouteCommand()
        : base("traceroute", Texts.Of(LiveTexts.TraceCommand))
    {
        Arguments.Add(_to);
        foreach (Option option in (Option[])[_icmp, _maxHops, _probes, _size, _dontFragment, _v6]) Options.Add(option);
        _stack.AddTo(this);
        SetAction(Run);
    }

    public static string Milliseconds(Duration time) => (time.Nanoseconds / 1e6).ToString("F3", CultureInfo.InvariantCulture);

    private int Run(ParseResult parsed)
    {
        StackRequest request = _stack.Read(parsed);
        using LiveHost live = new(request, LiveView.None);
        live.Start();
        live.AwaitAddress();
        string name = parsed.GetRequiredValue(_to);
        IpAddress to = HostNames.Find(live, request.NameServers, name, parsed.GetValue(_v6) ? IpFamily.V6 : IpFamily.None);
        TracerouteProgram program = Create(parsed, live, to);
        live.Display.Say(Texts.Of(LiveTexts.TraceBegins, name, to, parsed.GetValue(_maxHops), parsed.GetValue(_size)));
        bool runs = live.Pump.Call((host, now) => host.Run(program, now)).GetAwaiter().GetResult() == Transport.Errno.None;
        int shown = 0;
        live.Run(() => !runs || IsOver(live, program, ref shown), isLast: false);
        live.Display.End();
        return program.HasReached ? ExitCode.Done : ExitCode.Failed;
    }

    private TracerouteProgram Create(ParseResult parsed, LiveHost live, in IpAddress to)
    {
        TracerouteOptions options = new()
        {
            Destination = to, Method = parsed.GetValue(_icmp) ? TracerouteMethod.Echo : TracerouteMethod.Udp,
            MaxHops = (byte)Math.Clamp(parsed.GetValue(_maxHops), 0, 255), ProbesPerHop = parsed.GetValue(_probes),
            Octets = parsed.GetValue(_size), DontFragment = parsed.GetValue(_dontFragment),
        };
        try
        {
            return new(live.Host, options, live.Host.Trace);
        }
        catch (ArgumentException error)
        {
            throw UserError.Usage(Texts.Of(LiveTexts.BadNumbers, error.ParamName));
        }
    }

    /// <summary>Shows the hops that are known by now.</summary>
    private static bool IsOver(LiveHost live, TracerouteProgram program, ref int shown)
    {
        int from = shown;
        (TracerouteHop[] hops, MtuStep[] steps, bool isOver) = live.Pump.Call((_, _) =>
            (program.Hops.Skip(from).ToArray(), program.MtuSteps.ToArray(), program.IsFinished)).GetAwaiter().GetResult();
        foreach (TracerouteHop hop in hops) live.Display.Say(LineOf(hop));
        shown += hops.Length;
        if (!isOver) return false;
        foreach (MtuStep step in steps) live.Display.Say(Texts.Of(LiveTexts.TraceMtu, step.HopLimit, step.Reporter, step.Mtu));
        return true;
    }

    private static string LineOf(TracerouteHop hop)
    {
        StringBuilder line = new(hop.HopLimit.ToString(CultureInfo.InvariantCulture).PadLeft(2));
        IpAddress last = default;
        foreach (TracerouteProbe probe in hop.Probes)
        {
            if (probe.Outcome is TracerouteOutcome.Silent or TracerouteOutcome.Waiting)
            {
                line.Append("  *");
                continue;
            }

            if (probe.From != last) line.Append("  ").Append(last = probe.From);
            line.Append("  ").Append(Milliseconds(probe.RoundTrip)).Append(" ms");
            if (probe.Mark.Length > 0) line.Append(' ').Append(probe.Mark);
        }

        return line.ToString();
    }
}
