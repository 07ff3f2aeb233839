using System.Buffers.Binary;
using NetStack.Conformance.Syntax;
using NetStack.Internet.Icmp;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>Compares what was sent with what a line says, field by field.</summary>
internal static class PacketComparer
{
    public static void CompareIp(IpInfo line, SentPacket packet, List<FieldDifference> differences)
    {
        int ecn = packet.TrafficClass & 3;
        if (line.Ecn is { } expected && !(expected == EcnField.EitherEct ? ecn is 1 or 2 : ecn == (int)expected))
            differences.Add(new("ecn", PacketText.Ecn(expected), PacketText.Ecn((EcnField)ecn)));
        if (line.TrafficClass is { } traffic) Compare("tos", traffic, packet.TrafficClass, differences);
        if (line.HopLimit is { } hops) Compare("ttl", hops, packet.HopLimit, differences);
        if (line.FlowLabel is { } label && packet.Family == Bytes.IpFamily.V6) Compare("flowlabel", label, packet.FlowLabel, differences);
    }

    public static void CompareTcp(PacketSyntax.Tcp line, PacketSyntax.Tcp found, List<FieldDifference> differences)
    {
        if (line.Flags != found.Flags) differences.Add(new("flags", PacketText.Flags(line.Flags), PacketText.Flags(found.Flags)));
        if (line.Sequence != found.Sequence)
            differences.Add(new("seq", PacketText.Range(line.Sequence), PacketText.Range(found.Sequence)));
        if (line.Ack is { } ack && found.Ack is { } foundAck) Compare("ack", ack, foundAck, differences);
        if (line.Window is { } window) Compare("win", window, found.Window!.Value, differences);
        if (line.Urgent is { } urgent) Compare("urg", urgent, found.Urgent ?? 0, differences);
        if (line.AnyOptions) return;
        (string expected, string actual) = (PacketText.Options(line.Options), PacketText.Options(found.Options));
        if (expected != actual) differences.Add(new("options", expected, actual));
    }

    public static void CompareIcmp(PacketSyntax.Icmp line, SentPacket packet, List<FieldDifference> differences)
    {
        ReadOnlySpan<byte> message = packet.Transport;
        if (message.Length < IcmpHeader.Length)
        {
            Compare("length", IcmpHeader.Length, message.Length, differences);
            return;
        }

        Compare("type", line.Type, message[0], differences);
        Compare("code", line.Code, message[1], differences);
        if (line.Mtu is { } mtu) Compare("mtu", mtu, BinaryPrimitives.ReadUInt32BigEndian(message[4..]), differences);
    }

    public static string IcmpText(SentPacket packet) => packet.Transport.Length < 2 ? "icmp"
        : $"{(packet.Family == Bytes.IpFamily.V6 ? "icmpv6" : "icmp")} {packet.Transport[0]} {packet.Transport[1]}";

    public static void Compare(string field, long expected, long actual, List<FieldDifference> differences)
    {
        if (expected != actual) differences.Add(new(field, PacketText.Decimal(expected), PacketText.Decimal(actual)));
    }
}
