using System.Buffers.Binary;
using PacketDotNet;

namespace NetStack.Benchmarks.Peers;

/// <summary>The same fields through PacketDotNet.</summary>
internal static class PacketDotNetPeer
{
    /// <summary>Adds up the fields of Ethernet, IPv4 and TCP.</summary>
    public static ulong ReadHeaders(byte[] frame)
    {
        var ethernet = (EthernetPacket)Packet.ParsePacket(LinkLayers.Ethernet, frame);
        ulong type = (ulong)ethernet.Type;
        if (ethernet.PayloadPacket is not IPv4Packet ip) return type;
        ulong sum = type + (ulong)ip.TotalLength + (ulong)ip.TimeToLive
            + BinaryPrimitives.ReadUInt32BigEndian(ip.SourceAddress.GetAddressBytes())
            + BinaryPrimitives.ReadUInt32BigEndian(ip.DestinationAddress.GetAddressBytes());
        if (ip.PayloadPacket is not TcpPacket tcp) return sum;
        return sum + tcp.SourcePort + tcp.DestinationPort + tcp.SequenceNumber + tcp.AcknowledgmentNumber
            + tcp.Flags + tcp.WindowSize;
    }
}
