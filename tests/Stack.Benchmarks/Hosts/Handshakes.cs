using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport.Tcp;

namespace NetStack.Benchmarks.Hosts;

/// <summary>The frames of many clients, made by hand: the other side of a host with a million connections.</summary>
/// <param name="server">The host's address.</param>
internal sealed class Handshakes(IpAddress server)
{
    private const uint ClientIss = 1000;
    private readonly byte[] _frame = new byte[128];

    public ReadOnlySpan<byte> Syn(int client) => Segment(client, TcpFlags.Syn, new(ClientIss), default, 0);

    public ReadOnlySpan<byte> Ack(int client, ReadOnlySpan<byte> synAck) =>
        Segment(client, TcpFlags.Ack, new(ClientIss + 1), new(BinaryPrimitives.ReadUInt32BigEndian(synAck[24..]) + 1), 0);

    public ReadOnlySpan<byte> Data(int client, Connection connection) =>
        Segment(client, TcpFlags.Ack | TcpFlags.Psh, new(ClientIss + 1), connection.SendNext, 10);

    private ReadOnlySpan<byte> Segment(int client, TcpFlags flags, SeqNumber seq, SeqNumber ack, int data)
    {
        IpAddress address = IpAddress.V4(0x0A10_0000u + (uint)(client / 50_000));
        int total = 40 + data;
        Span<byte> frame = _frame.AsSpan(0, total);
        frame.Clear();
        frame[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)total);
        frame[8] = 64;
        frame[9] = IpProtocol.Tcp;
        address.Write(frame[12..]);
        server.Write(frame[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[10..], InternetChecksum.Compute(frame[..20]));
        TcpHeader.Write(frame.Slice(20, 20), (ushort)(10_000 + (client % 50_000)), 80, seq, ack, flags, 65_535);
        ushort pseudo = InternetChecksum.PseudoHeader(address, server, IpProtocol.Tcp, total - 20);
        TcpHeader.WriteChecksum(frame[20..], InternetChecksum.Compute(frame[20..], pseudo));
        return frame;
    }
}
