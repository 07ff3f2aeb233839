namespace NetStack.Conformance.Syntax;

/// <summary>What a script says of an IP header; null is "nothing". <c>default</c> says nothing at all.</summary>
/// <param name="Ecn">What must be in the ECN field.</param>
/// <param name="TrafficClass">The whole octet of type of service (IPv4) or traffic class (IPv6).</param>
/// <param name="HopLimit">Time to live or hop limit.</param>
/// <param name="FlowLabel">The flow label; has no meaning for IPv4.</param>
public readonly record struct IpInfo(EcnField? Ecn, byte? TrafficClass, byte? HopLimit, uint? FlowLabel);
