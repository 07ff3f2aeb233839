using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Dhcp;

/// <summary>DHCP for IPv6: another protocol under the old name. Source: RFC 8415.</summary>
public sealed class Dhcpv6Dissector : Dissector
{
    /// <summary>The port that clients listen on. Source: RFC 8415 §7.2.</summary>
    public const ushort ClientPort = 546;

    /// <summary>The port that servers and relays listen on. Source: RFC 8415 §7.2.</summary>
    public const ushort ServerPort = 547;

    /// <summary>An option's data does not have the form of its code. Arguments: code, octets there.</summary>
    public const string BadOption = "dhcpv6.option.bad";

    /// <summary>The header's fields, and those of options.</summary>
    public static Protocol Definition { get; } = new("dhcpv6", "DHCPv6", "DHCPv6", Dhcpv6Fields.All);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
        [(DissectorTable.UdpPort, ClientPort), (DissectorTable.UdpPort, ServerPort)];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new Utf8Writer(256); // scratch for texts

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        Dhcpv6Reader reader = new(frame, octets, frame.Session.State<Utf8Writer>(this));
        reader.ReadMessage(0, octets.Length, 0);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length);
        if (octets.IsEmpty) return;
        writer.Write(Dhcpv6Fields.MessageType.Names!.GetValueOrDefault(octets[0]) ?? $"Message Type {octets[0]}");
        if (octets[0] is 12 or 13)
        {
            if (octets.Length < 18) return;
            writer.Write(" L: "u8);
            writer.WriteIp(IpAddress.Read(octets.Slice(2, 16)));
        }
        else if (octets.Length >= 4)
        {
            writer.Write(" XID: 0x"u8);
            writer.WriteHex(DissectedFrame.ReadBits(octets, 8, 24), 1);
        }
    }
}
