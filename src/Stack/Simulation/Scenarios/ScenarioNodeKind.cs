namespace NetStack.Simulation.Scenarios;

/// <summary>What a node is.</summary>
public enum ScenarioNodeKind : byte
{
    /// <summary>A station: it does not forward.</summary>
    Host,

    /// <summary>A host that forwards.</summary>
    Router,

    /// <summary>A learning switch.</summary>
    Switch,

    /// <summary>A hub.</summary>
    Hub,
}
