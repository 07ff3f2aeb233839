using System.Collections.Immutable;
using NetStack.Bytes;

namespace NetStack.Simulation.Scenarios;

/// <summary>A program on a host.</summary>
/// <param name="On">The host.</param>
/// <param name="Run">Which: one of <see cref="ScenarioPrograms.Names"/>.</param>
/// <param name="At">When it starts, since the beginning.</param>
/// <param name="Arguments">What else it is told.</param>
public sealed record ScenarioProgram(string On, string Run, Duration At, ImmutableDictionary<string, string> Arguments);
