using NetStack.Bytes;

namespace NetStack.Simulation.Scenarios;

/// <summary>A cable is cut or mended.</summary>
/// <param name="At">When, since the beginning.</param>
/// <param name="A">One end's node.</param>
/// <param name="B">The other's.</param>
/// <param name="IsUp">Mended, not cut.</param>
public sealed record ScenarioChange(Duration At, string A, string B, bool IsUp);
