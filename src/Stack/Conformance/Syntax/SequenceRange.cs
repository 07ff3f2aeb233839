namespace NetStack.Conformance.Syntax;

/// <summary>start:end(length). The end may have wrapped; SYN and FIN are not counted in it.</summary>
/// <param name="Start">The first octet.</param>
/// <param name="End">Behind the last octet: start + length modulo 2^32.</param>
/// <param name="Length">Octets of data.</param>
public readonly record struct SequenceRange(uint Start, uint End, int Length);
