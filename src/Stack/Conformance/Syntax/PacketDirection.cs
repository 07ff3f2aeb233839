namespace NetStack.Conformance.Syntax;

/// <summary>Which way a packet goes, seen from the host under test.</summary>
public enum PacketDirection
{
    /// <summary>Put into the host: &lt;.</summary>
    Inbound,

    /// <summary>Expected from the host: &gt;.</summary>
    Outbound,
}
