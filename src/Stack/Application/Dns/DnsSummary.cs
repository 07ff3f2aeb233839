using System.Buffers.Binary;
using NetStack.Bytes;

namespace NetStack.Application.Dns;

/// <summary>Tells of a message in a line: what was asked, and what the answers are.</summary>
internal static class DnsSummary
{
    /// <summary>Entries that the line tells of; it is for reading, and messages may hold thousands.</summary>
    private const int MaxEntries = 64;

    /// <summary>Writes <c>Standard query response 0x1234 A example.com A 192.0.2.1</c>.</summary>
    public static void Write(ReadOnlySpan<byte> message, DnsFlavour flavour, Utf8Writer writer)
    {
        if (!DnsHeader.TryParse(message, out DnsHeader header, out _)) return;
        writer.Write(DnsCodes.Opcodes.GetValueOrDefault((ulong)header.Opcode) ?? $"Unknown operation ({header.Opcode})");
        if (header.IsResponse) writer.Write(" response"u8);
        writer.Write(" 0x"u8);
        writer.WriteHex(header.Id, 4);
        if (header.IsResponse && header.ResponseCode != 0)
        {
            writer.Write((byte)' ');
            writer.Write(DnsCodes.ResponseCodes.GetValueOrDefault((ulong)header.ResponseCode) ?? $"Unknown error ({header.ResponseCode})");
        }

        if (!header.IsStateful) WriteEntries(message, header, flavour, writer);
    }

    private static void WriteEntries(ReadOnlySpan<byte> message, DnsHeader header, DnsFlavour flavour, Utf8Writer writer)
    {
        int at = DnsHeader.HeaderLength, left = MaxEntries;
        for (int i = 0; i < header.CountOf(0) && left-- > 0; i++)
        {
            if (!WriteQuestion(message, ref at, flavour, writer)) return;
        }

        int records = header.CountOf(1) + header.CountOf(2) + header.CountOf(3);
        for (int i = 0; i < records && left-- > 0; i++)
        {
            if (!WriteRecord(message, ref at, flavour, writer)) return;
        }
    }

    private static bool WriteQuestion(ReadOnlySpan<byte> message, ref int at, DnsFlavour flavour, Utf8Writer writer)
    {
        if (!DnsName.TryRead(message, at, null, out DnsName name) || at + name.Octets + 4 > message.Length) return false;
        int typeAt = at + name.Octets;
        WriteType(UInt16At(message, typeAt), writer);
        writer.Write((byte)' ');
        DnsName.TryRead(message, at, writer, out _);
        if (flavour == DnsFlavour.Multicast)
            writer.Write((message[typeAt + 2] & 0x80) != 0 ? ", \"QU\" question"u8 : ", \"QM\" question"u8);
        at = typeAt + 4;
        return true;
    }

    private static bool WriteRecord(ReadOnlySpan<byte> message, ref int at, DnsFlavour flavour, Utf8Writer writer)
    {
        if (!DnsName.TryRead(message, at, null, out DnsName name)) return false;
        int typeAt = at + name.Octets, dataAt = typeAt + 10;
        if (dataAt > message.Length) return false;
        ushort type = UInt16At(message, typeAt);
        int end = dataAt + UInt16At(message, typeAt + 8);
        if (end > message.Length) return false;
        WriteType(type, writer);
        if (flavour == DnsFlavour.Multicast && (message[typeAt + 2] & 0x80) != 0) writer.Write(", cache flush"u8);
        if (DnsDataShapes.Find(type) is { } shape) WriteTold(message[..end], shape, dataAt, writer);
        at = end;
        return true;
    }

    /// <summary>The leading parts of the data that the table marks as worth telling.</summary>
    private static void WriteTold(ReadOnlySpan<byte> message, DnsDataShape shape, int at, Utf8Writer writer)
    {
        foreach (DnsDataPart part in shape.Parts)
        {
            int before = writer.Length;
            if (part.IsTold) writer.Write((byte)' ');
            if (!part.IsTold || at >= message.Length || !WritePart(message, part.Kind, ref at, writer))
            {
                writer.Truncate(before);
                return;
            }
        }
    }

    private static bool WritePart(ReadOnlySpan<byte> message, DnsDataKind kind, ref int at, Utf8Writer writer)
    {
        ReadOnlySpan<byte> rest = message[at..];
        switch (kind)
        {
            case DnsDataKind.UInt16 when rest.Length >= 2:
                writer.WriteDecimal((ulong)BinaryPrimitives.ReadUInt16BigEndian(rest));
                at += 2;
                return true;
            case DnsDataKind.Ipv4 when rest.Length >= 4:
                writer.WriteIp(IpAddress.Read(rest[..4]));
                at += 4;
                return true;
            case DnsDataKind.Ipv6 when rest.Length >= 16:
                writer.WriteIp(IpAddress.Read(rest[..16]));
                at += 16;
                return true;
            case DnsDataKind.String when rest.Length > rest[0]:
                WriteText(rest.Slice(1, rest[0]), writer);
                at += 1 + rest[0];
                return true;
            case DnsDataKind.RestText:
                WriteText(rest, writer);
                return true;
            case DnsDataKind.Name when DnsName.TryRead(message, at, writer, out DnsName name):
                at += name.Octets;
                return true;
            default:
                return false;
        }
    }

    private static void WriteText(ReadOnlySpan<byte> octets, Utf8Writer writer)
    {
        foreach (byte octet in octets)
            writer.Write(octet is >= 0x20 and < 0x7F ? octet : (byte)'.');
    }

    private static void WriteType(ushort type, Utf8Writer writer)
    {
        writer.Write((byte)' ');
        if (DnsType.Names.TryGetValue(type, out string? name))
        {
            writer.Write(name);
            return;
        }

        writer.Write("Unknown ("u8);
        writer.WriteDecimal((ulong)type);
        writer.Write((byte)')');
    }

    private static ushort UInt16At(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
}
