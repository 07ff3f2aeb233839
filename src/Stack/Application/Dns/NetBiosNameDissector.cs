using NetStack.Dissection;

namespace NetStack.Application.Dns;

/// <summary>NetBIOS names, Windows' way before DNS. Source: RFC 1002 §4.2.</summary>
/// <remarks>Its messages have the shape of DNS and mean something else: names are folded into 32 letters, and types have
/// other numbers. They are told by their port and not read further.</remarks>
public sealed class NetBiosNameDissector : Dissector
{
    /// <summary>The port of the name service. Source: RFC 1002 §4.2.</summary>
    public const ushort Port = 137;

    /// <summary>No fields: the octets are data.</summary>
    public static Protocol Definition { get; } = new("nbns", "NBNS", "NetBIOS Name Service", []);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.UdpPort, Port)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.SetHeaderLength(0);
        frame.NextData(octets);
    }
}
