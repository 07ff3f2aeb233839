namespace NetStack.Simulation.Links;

/// <summary>Why a text does not say what a link should do.</summary>
/// <param name="Reason">One of <see cref="ImpairmentReasons"/>.</param>
/// <param name="At">Where in the text, from 0; in a single value always 0.</param>
/// <param name="Token">What stands there.</param>
public readonly record struct ImpairmentError(string Reason, int At, string Token);
