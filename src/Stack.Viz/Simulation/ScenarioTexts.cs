namespace NetStack.Viz.Simulation;

/// <summary>What is wrong with a scenario: the keys of Stack's and of Labs' reasons.</summary>
public static class ScenarioTexts
{
    /// <summary>there is no node (0); there are: (1).</summary>
    public const string NoNode = "scenario.error.no-node";

    /// <summary>two nodes have the name (0).</summary>
    public const string TwoNodes = "scenario.error.two-nodes";

    /// <summary>(0) is no host with a cable: programs run on hosts and routers.</summary>
    public const string NotAHost = "scenario.error.not-a-host";

    /// <summary>there is no program (0); there are: (1).</summary>
    public const string NoProgram = "scenario.error.no-program";

    /// <summary>(0) needs to be told: (1).</summary>
    public const string Missing = "scenario.error.missing";

    /// <summary>(0) knows nothing of (1); it can be told: (2).</summary>
    public const string Unknown = "scenario.error.unknown";

    /// <summary>(0): (1) makes no sense here.</summary>
    public const string BadValue = "scenario.error.bad-value";

    /// <summary>there is no cable between (0) and (1).</summary>
    public const string NoLink = "scenario.error.no-link";

    /// <summary>(0) on (1) cannot start: (2).</summary>
    public const string CannotStart = "scenario.error.cannot-start";

    /// <summary>too many (0): (1) at most.</summary>
    public const string TooMany = "scenario.error.too-many";

    /// <summary>this is no YAML: (0).</summary>
    public const string NoYaml = "scenario.text.no-yaml";

    /// <summary>here should be (0).</summary>
    public const string Expected = "scenario.text.expected";

    /// <summary>there is no (0) here; the nearest is (1) (of (2)).</summary>
    public const string UnknownKey = "scenario.text.unknown-key";

    /// <summary>(0) is missing.</summary>
    public const string MissingKey = "scenario.text.missing-key";

    /// <summary>(0) makes no sense; expected: (1).</summary>
    public const string BadTextValue = "scenario.text.bad-value";

    /// <summary>the text is longer than (0) characters.</summary>
    public const string TooLong = "scenario.text.too-long";
}
