using System.Buffers.Binary;
using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Tests;

/// <summary>Frames made by hand, so that a test shows what it prints.</summary>
internal static class Frames
{
    /// <summary>Ethernet, IPv4 192.0.2.1 to 192.0.2.2, UDP 40000 to 9 with four octets of data.</summary>
    public static byte[] Udp => Convert.FromHexString(
        "020000000002" + "020000000001" + "0800" +
        "45000020" + "00010000" + "4011" + "0000" + "c0000201" + "c0000202" +
        "9c400009" + "000c0000" + "61626364");

    /// <summary>The same with another IPv4 header around the first: 198.51.100.1 to 198.51.100.2.</summary>
    public static byte[] IpInIp => Convert.FromHexString(
        "020000000002" + "020000000001" + "0800" +
        "45000034" + "00020000" + "4004" + "0000" + "c6336401" + "c6336402" +
        "45000020" + "00010000" + "4011" + "0000" + "c0000201" + "c0000202" +
        "9c400009" + "000c0000" + "61626364");

    /// <summary>Ethernet with an EtherType that is for experiments: nothing above it.</summary>
    public static byte[] Quiet => Convert.FromHexString("020000000002" + "020000000001" + "88b5" + "00");

    /// <summary>Dissects frames one after the other, a millisecond apart.</summary>
    public static IEnumerable<DissectedFrame> Dissect(DissectionSession session, params byte[][] frames)
    {
        for (int i = 0; i < frames.Length; i++)
        {
            FrameInfo info = new(i + 1, Timestamp.FromSeconds(1_000_000_000, i * 1_000_000L), frames[i].Length, LinkType.Ethernet);
            yield return session.Dissect(frames[i], info);
        }
    }

    /// <summary>A session of the standard protocols.</summary>
    public static DissectionSession NewSession() => new(StandardProtocols.CreateRegistry());

    /// <summary>The octets of a capture file (pcap, microseconds) with these frames.</summary>
    public static byte[] Pcap(params byte[][] frames)
    {
        MemoryStream file = new();
        WriteWords(file, 0xA1B2C3D4, 0x00040002, 0, 0, 262144, 1);
        for (int i = 0; i < frames.Length; i++)
        {
            WriteWords(file, 1_000_000_000, (uint)i * 1000, (uint)frames[i].Length, (uint)frames[i].Length);
            file.Write(frames[i]);
        }

        return file.ToArray();
    }

    private static void WriteWords(Stream file, params ReadOnlySpan<uint> words)
    {
        Span<byte> octets = stackalloc byte[4];
        foreach (uint word in words)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(octets, word);
            file.Write(octets);
        }
    }
}
