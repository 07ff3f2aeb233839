using System.Collections.Immutable;
using NetStack.Bytes;

namespace NetStack.Simulation.Scenarios;

/// <summary>A small network as a value: what is there, what runs on it, what happens to it, and when to stop. The same scenario and
/// seed give the same run. It is read from YAML (Stack.Labs) or written in C#.</summary>
public sealed record Scenario
{
    /// <summary>What it shows, in a line.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where random numbers start.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>When to stop, if anything still happens then.</summary>
    public Duration Until { get; init; } = Duration.FromSeconds(60);

    /// <summary>The nodes, in their order.</summary>
    public ImmutableArray<ScenarioNode> Nodes { get; init; } = [];

    /// <summary>The cables.</summary>
    public ImmutableArray<ScenarioLink> Links { get; init; } = [];

    /// <summary>What runs.</summary>
    public ImmutableArray<ScenarioProgram> Programs { get; init; } = [];

    /// <summary>Cables that are cut and mended.</summary>
    public ImmutableArray<ScenarioChange> Changes { get; init; } = [];
}
