using System.Buffers.Binary;
using NetStack.Bytes;

namespace NetStack.Tests;

/// <summary>A TCP segment in an IPv4 datagram, as a script writes and reads it.</summary>
internal sealed record Segment(string Flags, uint Seq, uint Ack = 0, ushort Window = 65_535, int Length = 0)
{
    private const int IpHeader = 20, TcpHeader = 20;
    private const string Letters = "FSRP.UEW"; // bit 0 first
    private static readonly IpAddress Local = IpAddress.V4(0xC0A8_0001), Remote = IpAddress.V4(0xC000_0201);

    public ushort LocalPort { get; init; }

    public ushort RemotePort { get; init; } = 8080;

    public byte[] Options { get; init; } = [];

    /// <summary>When it was sent, microseconds.</summary>
    public long At { get; init; }

    /// <summary>From the peer to the host, with correct checksums.</summary>
    public byte[] ToBytes()
    {
        int tcpLength = TcpHeader + Options.Length + Length;
        byte[] packet = new byte[IpHeader + tcpLength];
        (packet[0], packet[8], packet[9]) = (0x45, 255, 6);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        Remote.Write(packet.AsSpan(12));
        Local.Write(packet.AsSpan(16));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), InternetChecksum.Compute(packet.AsSpan(0, IpHeader)));
        Span<byte> tcp = packet.AsSpan(IpHeader);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, RemotePort);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], LocalPort);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], Seq);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], Ack);
        tcp[12] = (byte)((TcpHeader + Options.Length) / 4 << 4);
        foreach (char letter in Flags) tcp[13] |= (byte)(1 << Letters.IndexOf(letter, StringComparison.Ordinal));
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], Window);
        Options.CopyTo(tcp[TcpHeader..]);
        ushort pseudo = InternetChecksum.PseudoHeader(Remote, Local, 6, tcpLength);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], InternetChecksum.Compute(tcp, pseudo));
        return packet;
    }

    /// <summary>From the host.</summary>
    public static Segment Read(ReadOnlySpan<byte> packet, long at)
    {
        ReadOnlySpan<byte> tcp = packet[IpHeader..];
        int header = (tcp[12] >> 4) * 4;
        byte bits = tcp[13];
        string flags = string.Concat(Letters.Where((_, bit) => (bits & (1 << bit)) != 0));
        return new(flags, BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]), BinaryPrimitives.ReadUInt32BigEndian(tcp[8..]),
            BinaryPrimitives.ReadUInt16BigEndian(tcp[14..]), tcp.Length - header)
        {
            LocalPort = BinaryPrimitives.ReadUInt16BigEndian(tcp), RemotePort = BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]),
            Options = tcp[TcpHeader..header].ToArray(), At = at,
        };
    }
}
