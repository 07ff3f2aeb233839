using System.CommandLine;
using NetStack.Cli.Live;
using NetStack.Hosting;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands.Live;

/// <summary><c>netstack host</c>: our own host on a device, serving real programs, with everything that happens shown.</summary>
internal sealed class HostCommand : Command
{
    private readonly Option<string[]> _serve = new("--serve") { HelpName = Services.Names, Description = Texts.Of(LiveTexts.Serve) };
    private readonly StackOptions _stack = new();

    public HostCommand()
        : base("host", Texts.Of(LiveTexts.HostCommand))
    {
        Options.Add(_serve);
        _stack.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Service[] services = [.. (parsed.GetValue(_serve) ?? []).Select(Services.Parse)];
        StackRequest request = _stack.Read(parsed);
        using LiveHost live = new(request, "ladder");
        IApplication[] applications = [.. services.Select(service => service.Create(live.Host))];
        live.Start(applications);
        live.AwaitAddress();
        Say(live, request, services);
        live.Run(static () => false);
        return ExitCode.Done;
    }

    /// <summary>What runs where, and a command of another program that reaches it: standard error, for people.</summary>
    private static void Say(LiveHost live, StackRequest request, Service[] services)
    {
        string addresses = string.Join(", ", request.Addresses.Select(static address => $"{address.Address}/{address.PrefixLength}"));
        Console.Error.WriteLine(Texts.Of(LiveTexts.HostRuns, request.Tap ?? request.Nic, addresses.Length > 0 ? addresses : "DHCP"));
        foreach (Service service in services)
        {
            string? at = request.Addresses.Count > 0 ? request.Addresses[0].Address.ToString() : null;
            Console.Error.WriteLine("  " + service.Hint(at ?? "ADDRESS"));
        }

        Console.Error.WriteLine(Texts.Of(LiveTexts.CtrlC));
    }
}
