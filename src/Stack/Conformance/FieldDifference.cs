namespace NetStack.Conformance;

/// <summary>A field that is not as the script says.</summary>
/// <param name="Field">Its word in scripts: flags, seq, ack, win, time …</param>
/// <param name="Expected">What the script says.</param>
/// <param name="Actual">What was there.</param>
public sealed record FieldDifference(string Field, string Expected, string Actual);
