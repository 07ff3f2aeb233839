using NetStack.Bytes;
using NetStack.Conformance.Syntax;

namespace NetStack.Conformance;

/// <summary>A packet of a run.</summary>
/// <param name="At">When it was sent, from the start of the script.</param>
/// <param name="Direction">Into the host, or out of it.</param>
/// <param name="Text">The packet as a script would write it.</param>
/// <param name="Line">The line of the script that it belongs to; 0 for a packet that no line expects.</param>
public sealed record LadderStep(Duration At, PacketDirection Direction, string Text, int Line);
