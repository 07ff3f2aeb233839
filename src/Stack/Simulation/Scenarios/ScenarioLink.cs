using NetStack.Simulation.Links;

namespace NetStack.Simulation.Scenarios;

/// <summary>A cable.</summary>
/// <param name="A">One end's node.</param>
/// <param name="B">The other's.</param>
public sealed record ScenarioLink(string A, string B)
{
    /// <summary>From a to b.</summary>
    public Impairments Forth { get; init; } = new();

    /// <summary>From b to a; null for the same.</summary>
    public Impairments? Back { get; init; }

    /// <summary>The MTU of the interfaces at both ends.</summary>
    public int Mtu { get; init; } = 1500;
}
