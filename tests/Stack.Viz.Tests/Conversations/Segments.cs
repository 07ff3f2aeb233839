using System.Buffers.Binary;
using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Tests.Conversations;

/// <summary>TCP segments between 192.0.2.1:40000 (the client) and 192.0.2.2:80, a millisecond apart.</summary>
internal sealed class Segments
{
    private const byte Fin = 1, Syn = 2, Rst = 4, Ack = 16;
    private readonly List<byte[]> _frames = [];

    /// <summary>One segment: who sends it, its flags as letters (S F R A), sequence number, acknowledgment, data octets.</summary>
    public Segments Send(bool fromClient, string flags, uint seq, uint ack, int length = 0)
    {
        byte[] frame = new byte[14 + 20 + 20 + length];
        Span<byte> octets = frame;
        octets[12] = 0x08;
        Span<byte> ip = octets[14..];
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(40 + length));
        (ip[8], ip[9]) = (64, 6);
        WriteAddress(ip[12..], (byte)(fromClient ? 1 : 2));
        WriteAddress(ip[16..], (byte)(fromClient ? 2 : 1));
        Span<byte> tcp = ip[20..];
        BinaryPrimitives.WriteUInt16BigEndian(tcp, fromClient ? (ushort)40000 : (ushort)80);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], fromClient ? (ushort)80 : (ushort)40000);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], seq);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], ack);
        tcp[12] = 0x50;
        tcp[13] = FlagsOf(flags);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 8192);
        _frames.Add(frame);
        return this;
    }

    /// <summary>The handshake: three segments, the client's numbers from 1000, the server's from 5000.</summary>
    public Segments Handshake() => Send(true, "S", 1000, 0).Send(false, "SA", 5000, 1001).Send(true, "A", 1001, 5001);

    /// <summary>Dissects them and hands out each.</summary>
    public DissectionSession Dissect(Action<DissectedFrame>? visit = null)
    {
        DissectionSession session = new(StandardProtocols.CreateRegistry(), new() { CheckTcpChecksum = false });
        session.Selection = new();
        for (int i = 0; i < _frames.Count; i++)
        {
            FrameInfo info = new(i + 1, Timestamp.FromSeconds(1, i * 1_000_000L), _frames[i].Length, LinkType.Ethernet);
            DissectedFrame frame = session.Dissect(_frames[i], info);
            visit?.Invoke(frame);
        }

        return session;
    }

    private static byte FlagsOf(string letters) => (byte)letters.Sum(letter => letter switch
    {
        'F' => Fin,
        'S' => Syn,
        'R' => Rst,
        _ => Ack,
    });

    private static void WriteAddress(Span<byte> octets, byte last)
    {
        ReadOnlySpan<byte> address = [192, 0, 2, last];
        address.CopyTo(octets);
    }
}
