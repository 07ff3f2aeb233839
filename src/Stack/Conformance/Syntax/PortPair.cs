namespace NetStack.Conformance.Syntax;

/// <summary>Source and destination port of a packet.</summary>
public readonly record struct PortPair(ushort Source, ushort Destination);
