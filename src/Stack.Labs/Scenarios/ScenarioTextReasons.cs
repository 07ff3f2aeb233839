namespace NetStack.Labs.Scenarios;

/// <summary>What can be wrong with a scenario's text, besides what can be wrong with a scenario.</summary>
public static class ScenarioTextReasons
{
    /// <summary>It is no YAML. Arguments: what the reader says.</summary>
    public const string NoYaml = "scenario.text.no-yaml";

    /// <summary>Something else is expected. Arguments: what.</summary>
    public const string Expected = "scenario.text.expected";

    /// <summary>There is no such key. Arguments: the key, the nearest, all.</summary>
    public const string UnknownKey = "scenario.text.unknown-key";

    /// <summary>A key is missing. Arguments: the key.</summary>
    public const string MissingKey = "scenario.text.missing-key";

    /// <summary>A value makes no sense. Arguments: the value, what is expected.</summary>
    public const string BadValue = "scenario.text.bad-value";

    /// <summary>Too large. Arguments: octets at most.</summary>
    public const string TooLong = "scenario.text.too-long";
}
