namespace NetStack.Simulation.Scenarios;

/// <summary>What can be wrong with a scenario.</summary>
public static class ScenarioReasons
{
    /// <summary>There is no node of that name. Arguments: the name, the names there are.</summary>
    public const string NoNode = "scenario.error.no-node";

    /// <summary>Two nodes have one name. Arguments: the name.</summary>
    public const string TwoNodes = "scenario.error.two-nodes";

    /// <summary>A program runs on hosts and routers only. Arguments: the node.</summary>
    public const string NotAHost = "scenario.error.not-a-host";

    /// <summary>There is no such program. Arguments: the name, the names there are.</summary>
    public const string NoProgram = "scenario.error.no-program";

    /// <summary>A program lacks something. Arguments: the program, what.</summary>
    public const string Missing = "scenario.error.missing";

    /// <summary>A program does not know what it is told. Arguments: the program, what, what it knows.</summary>
    public const string Unknown = "scenario.error.unknown";

    /// <summary>A value makes no sense. Arguments: the key, the value.</summary>
    public const string BadValue = "scenario.error.bad-value";

    /// <summary>There is no cable between two nodes. Arguments: the nodes.</summary>
    public const string NoLink = "scenario.error.no-link";

    /// <summary>A program could not start. Arguments: program, node, error.</summary>
    public const string CannotStart = "scenario.error.cannot-start";

    /// <summary>Too large. Arguments: what, the most.</summary>
    public const string TooMany = "scenario.error.too-many";
}
