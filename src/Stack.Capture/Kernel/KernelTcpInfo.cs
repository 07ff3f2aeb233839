using System.Buffers.Binary;
using NetStack.Transport.Tcp;

namespace NetStack.Capture.Kernel;

/// <summary>Reads Linux's <c>struct tcp_info</c>, as include/uapi/linux/tcp.h lays it out.</summary>
internal static class KernelTcpInfo
{
    public const int Length = 280;

    /// <summary>Reads it; <paramref name="octets"/> are <see cref="Length"/> long, zeros where an older kernel has written less.</summary>
    public static TcpInfo Read(ReadOnlySpan<byte> octets) => new()
    {
        State = octets[0], CaState = octets[1], Retransmits = octets[2], Probes = octets[3], Backoff = octets[4], Options = octets[5],
        SndWscale = (byte)(octets[6] & 0xF), RcvWscale = (byte)(octets[6] >> 4),
        Rto = Word(octets, 8), Ato = Word(octets, 12), SndMss = Word(octets, 16), RcvMss = Word(octets, 20),
        Unacked = Word(octets, 24), Sacked = Word(octets, 28), Lost = Word(octets, 32), Retrans = Word(octets, 36),
        LastDataSent = Word(octets, 44), LastDataRecv = Word(octets, 52), LastAckRecv = Word(octets, 56),
        Pmtu = Word(octets, 60), RcvSsthresh = Word(octets, 64), Rtt = Word(octets, 68), RttVar = Word(octets, 72),
        SndSsthresh = Word(octets, 76), SndCwnd = Word(octets, 80), AdvMss = Word(octets, 84), Reordering = Word(octets, 88),
        RcvSpace = Word(octets, 96), TotalRetrans = Word(octets, 100), NotSentBytes = Word(octets, 144), MinRtt = Word(octets, 148),
        BytesAcked = Long(octets, 120), BytesReceived = Long(octets, 128), SegsOut = Word(octets, 136), SegsIn = Word(octets, 140),
        DataSegsIn = Word(octets, 152), DataSegsOut = Word(octets, 156),
        BusyTime = Long(octets, 168), RwndLimited = Long(octets, 176), SndbufLimited = Long(octets, 184),
        Delivered = Word(octets, 192), DeliveredCe = Word(octets, 196), BytesSent = Long(octets, 200), BytesRetrans = Long(octets, 208),
        ReordSeen = Word(octets, 220),
        SndWnd = Word(octets, 228), RcvWnd = Word(octets, 232),
    };

    private static uint Word(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt32LittleEndian(octets[at..]);

    private static ulong Long(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt64LittleEndian(octets[at..]);
}
