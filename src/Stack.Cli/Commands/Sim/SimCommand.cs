using System.CommandLine;
using NetStack.Viz.Simulation;

namespace NetStack.Cli.Commands.Sim;

/// <summary><c>netstack sim</c>: small networks in virtual time, on which the same stack runs.</summary>
internal sealed class SimCommand : Command
{
    public SimCommand()
        : base("sim", Texts.Of(SimTexts.Command)) => Subcommands.Add(new SimRunCommand());
}
