using NetStack.Bytes;

namespace NetStack.Link.Arp;

/// <summary>An ARP packet in a line.</summary>
internal static class ArpSummary
{
    public static void Write(Utf8Writer writer, ArpHeader packet)
    {
        switch (packet.Operation)
        {
            case ArpNames.Request when packet.IsProbe:
                WriteProtocol(writer, "Who has ", packet, packet.TargetProtocol);
                writer.Write("? (ARP Probe)"u8);
                break;
            case ArpNames.Request when packet.IsGratuitous:
                WriteProtocol(writer, "ARP Announcement for ", packet, packet.SenderProtocol);
                break;
            case ArpNames.Request:
                WriteProtocol(writer, "Who has ", packet, packet.TargetProtocol);
                WriteProtocol(writer, "? Tell ", packet, packet.SenderProtocol);
                break;
            case ArpNames.Reply:
                if (packet.IsGratuitous) writer.Write("Gratuitous ARP: "u8);
                WriteProtocol(writer, "", packet, packet.SenderProtocol);
                WriteHardware(writer, " is at ", packet, packet.SenderHardware);
                break;
            case ArpNames.ReverseRequest:
                WriteHardware(writer, "Who is ", packet, packet.TargetHardware);
                WriteHardware(writer, "? Tell ", packet, packet.SenderHardware);
                break;
            case ArpNames.ReverseReply:
                WriteHardware(writer, "", packet, packet.TargetHardware);
                WriteProtocol(writer, " is at ", packet, packet.TargetProtocol);
                break;
            default:
                writer.Write(ArpNames.Operations.GetValueOrDefault(packet.Operation, "unknown operation"));
                break;
        }
    }

    private static void WriteProtocol(Utf8Writer writer, string before, ArpHeader packet, ReadOnlySpan<byte> address)
    {
        writer.Write(before);
        if (packet.HasIpv4Addresses) writer.WriteIp(IpAddress.Read(address));
        else writer.WriteHex(address);
    }

    private static void WriteHardware(Utf8Writer writer, string before, ArpHeader packet, ReadOnlySpan<byte> address)
    {
        writer.Write(before);
        if (packet.HasMacAddresses) writer.WriteMac(MacAddress.Read(address));
        else writer.WriteHex(address);
    }
}
