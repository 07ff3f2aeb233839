using NetStack.Transport.Tcp;

namespace NetStack.Simulation.Scenarios;

/// <summary>A node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
public sealed record ScenarioNode(string Name, ScenarioNodeKind Kind)
{
    /// <summary>How its TCP behaves.</summary>
    public TcpProfile Tcp { get; init; } = TcpProfile.Linux;
}
