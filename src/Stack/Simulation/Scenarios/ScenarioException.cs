namespace NetStack.Simulation.Scenarios;

/// <summary>A scenario makes no sense: a mistake of whoever wrote it. The sentence stands in the catalogues.</summary>
/// <param name="reason">One of <see cref="ScenarioReasons"/>.</param>
/// <param name="arguments">What is put into the sentence.</param>
public sealed class ScenarioException(string reason, params object[] arguments)
    : Exception($"{reason}: {string.Join(", ", arguments)}")
{
    /// <summary>Why.</summary>
    public string Reason { get; } = reason;

    /// <summary>What is put into the sentence.</summary>
    public IReadOnlyList<object> Arguments { get; } = arguments;
}
