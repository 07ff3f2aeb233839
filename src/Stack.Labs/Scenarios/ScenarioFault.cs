namespace NetStack.Labs.Scenarios;

/// <summary>What is wrong with the text of a scenario, and where. The sentence stands in the catalogues.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Reason">The key of the sentence.</param>
/// <param name="Arguments">What is put into it.</param>
public sealed record ScenarioFault(int Line, int Column, string Reason, IReadOnlyList<object> Arguments);
