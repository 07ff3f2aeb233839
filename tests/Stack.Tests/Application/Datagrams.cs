using System.Buffers.Binary;
using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Tests.Application;

/// <summary>UDP datagrams in frames, and what is read from them.</summary>
internal static class Datagrams
{
    public static byte[] Octets(string hex) => Convert.FromHexString(string.Concat(hex.Where(char.IsAsciiHexDigit)));

    public static DissectedFrame Dissect(byte[] frame) =>
        new DissectionSession(StandardProtocols.CreateRegistry()).Dissect(frame, new(1, new(1_000_000_000), frame.Length, LinkType.Ethernet));

    public static byte[] Word(ushort value)
    {
        byte[] octets = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, value);
        return octets;
    }

    /// <summary>A frame with a datagram from 192.0.2.1 to 192.0.2.2; back from the server's port when so asked.</summary>
    public static byte[] Datagram(byte[] message, ushort client, ushort server, bool back = false)
    {
        ushort length = (ushort)(20 + 8 + message.Length);
        byte[] frame =
        [
            2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0,
            0x45, 0, .. Word(length), 0, 1, 0, 0, 64, 17, 0, 0, 192, 0, 2, (byte)(back ? 2 : 1), 192, 0, 2, (byte)(back ? 1 : 2),
            .. Word(back ? server : client), .. Word(back ? client : server), .. Word((ushort)(length - 20)), 0, 0,
            .. message,
        ];
        ushort sum = InternetChecksum.Add(frame.AsSpan(14, 20));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(24), unchecked((ushort)~sum));
        return frame;
    }

    /// <summary>The values of a field, joined by commas, as -T fields prints them.</summary>
    public static string Values(this DissectedFrame frame, string field)
    {
        Utf8Writer writer = new();
        foreach (ref readonly FieldRecord record in frame.Fields)
        {
            if (record.Field.Name != field) continue;
            if (writer.Length > 0) writer.Write((byte)',');
            FieldFormatter.Write(writer, frame, record);
        }

        return writer.ToString();
    }

    /// <summary>The Info column.</summary>
    public static string Summary(this DissectedFrame frame)
    {
        Utf8Writer writer = new();
        LayerRecord layer = frame.Layers[frame.SummaryLayer];
        layer.Dissector.Summarize(frame, layer, writer);
        return writer.ToString();
    }

    /// <summary>The reasons of the findings, joined by commas.</summary>
    public static string Reasons(this DissectedFrame frame) => string.Join(',', frame.Findings.Select(finding => finding.Reason));
}
