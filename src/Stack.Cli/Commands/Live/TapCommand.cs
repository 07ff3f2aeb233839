using System.CommandLine;
using System.Diagnostics;
using NetStack.Bytes;
using NetStack.Cli.Live;
using NetStack.Cli.Output;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands.Live;

/// <summary><c>netstack tap up|down|status</c>: makes and removes what our host needs on this machine. Every command that it runs is
/// shown, and what it did, and nothing else, is undone.</summary>
internal sealed class TapCommand : Command
{
    public TapCommand()
        : base("tap", Texts.Of(LiveTexts.TapCommand))
    {
        Subcommands.Add(new UpCommand());
        Subcommands.Add(new DownCommand());
        Subcommands.Add(new StatusCommand());
    }

    private static Option<string> CreateName() => new("--name")
    {
        HelpName = "NAME", Description = Texts.Of(LiveTexts.TapName), DefaultValueFactory = _ => StackOptions.DefaultTap,
    };

    private sealed class UpCommand : Command
    {
        private readonly Option<string> _name = CreateName();
        private readonly Option<string> _ip = new("--ip") { HelpName = "A.B.C.D/N", Description = Texts.Of(LiveTexts.TapIp), DefaultValueFactory = _ => "10.9.0.1/24" };
        private readonly Option<string> _ip6 = new("--ip6") { HelpName = "A:B::C/N", Description = Texts.Of(LiveTexts.TapIp6), DefaultValueFactory = _ => "fd00:9::1/64" };
        private readonly Option<string?> _user = new("--user") { HelpName = "USER", Description = Texts.Of(LiveTexts.TapUser) };
        private readonly Option<string?> _namespace = new("--netns") { HelpName = "NAME", Description = Texts.Of(LiveTexts.TapNetns) };
        private readonly Option<bool> _nat = new("--nat") { Description = Texts.Of(LiveTexts.TapNat) };
        private readonly Option<bool> _shell = new("--shell") { Description = Texts.Of(LiveTexts.TapShell) };
        private readonly Option<bool> _dryRun = new("--dry-run") { Description = Texts.Of(LiveTexts.TapDryRun) };

        public UpCommand()
            : base("up", Texts.Of(LiveTexts.TapUp))
        {
            foreach (Option option in (Option[])[_name, _ip, _ip6, _user, _namespace, _nat, _shell, _dryRun]) Options.Add(option);
            SetAction(Run);
        }

        private int Run(ParseResult parsed)
        {
            string? netns = parsed.GetValue(_namespace);
            bool usesShell = parsed.GetValue(_shell), usesNat = parsed.GetValue(_nat);
            if (usesShell && netns is null) throw UserError.Usage(Texts.Of(LiveTexts.ShellNeedsNetns));
            if (usesNat && netns is not null) throw UserError.Usage(Texts.Of(LiveTexts.NatWithoutNetns));
            (IpAddress Address, int PrefixLength) v4 = StackOptions.ParsePrefix(parsed.GetRequiredValue(_ip));
            (IpAddress Address, int PrefixLength) v6 = StackOptions.ParsePrefix(parsed.GetRequiredValue(_ip6));
            PlaygroundPlan plan = PlaygroundPlan.Create(parsed.GetRequiredValue(_name), v4, v6, parsed.GetValue(_user) ?? PlaygroundPlan.CallingUser, netns, usesNat);
            if (parsed.GetValue(_dryRun))
            {
                foreach (PlaygroundStep step in plan.Steps) Console.Out.WriteLine(step.Do);
                return ExitCode.Done;
            }

            Playground playground = new(plan.Name);
            playground.Raise(plan);
            string where = netns is null ? "" : $" --netns {netns}";
            Console.Out.WriteLine(Texts.Of(LiveTexts.TapIsUp, plan.Name, $"netstack host{where} --serve http:80", netns is null ? "" : $"ip netns exec {netns} "));
            if (!usesShell) return ExitCode.Done;
            try
            {
                Playground.RunShell(netns!);
            }
            finally
            {
                playground.Lower();
            }

            return ExitCode.Done;
        }
    }

    private sealed class DownCommand : Command
    {
        private readonly Option<string> _name = CreateName();

        public DownCommand()
            : base("down", Texts.Of(LiveTexts.TapDown))
        {
            Options.Add(_name);
            SetAction(parsed =>
            {
                new Playground(parsed.GetRequiredValue(_name)).Lower();
                return ExitCode.Done;
            });
        }
    }

    private sealed class StatusCommand : Command
    {
        public StatusCommand()
            : base("status", Texts.Of(LiveTexts.TapStatus)) =>
            SetAction(_ =>
            {
                Playground.RequireLinux();
                string[] names = Playground.Raised();
                if (names.Length == 0) Console.Out.WriteLine(Texts.Of(LiveTexts.TapNone));
                foreach (string name in names)
                {
                    Console.Out.WriteLine(Texts.Of(LiveTexts.TapIs, name));
                    foreach (string undo in new Playground(name).Undoing) Console.Out.WriteLine($"  - {undo}");
                }

                Playground.TryRun("ip tuntap show", Console.Out.WriteLine);
                return ExitCode.Done;
            });
    }
}
