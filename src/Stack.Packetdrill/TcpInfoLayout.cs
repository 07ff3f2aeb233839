using System.Buffers.Binary;
using NetStack.Transport.Tcp;

namespace NetStack.Packetdrill;

/// <summary>Linux's <c>struct tcp_info</c>: 280 octets, all numbers in the machine's (little-endian) order. What our TCP does not
/// count stays zero.</summary>
internal static class TcpInfoLayout
{
    public const int Length = 280;

    /// <summary>Writes the structure.</summary>
    /// <param name="info">The inside of a connection.</param>
    /// <param name="octets">At least <see cref="Length"/> octets.</param>
    public static void Write(in TcpInfo info, Span<byte> octets)
    {
        octets[..Length].Clear();
        ReadOnlySpan<byte> head = [info.State, info.CaState, info.Retransmits, info.Probes, info.Backoff, info.Options,
            (byte)(info.SndWscale | (info.RcvWscale << 4))];
        head.CopyTo(octets);
        WriteNumbers(octets[8..], info.Rto, info.Ato, info.SndMss, info.RcvMss, info.Unacked, info.Sacked, info.Lost, info.Retrans);
        WriteNumbers(octets[44..], info.LastDataSent, 0, info.LastDataRecv, info.LastAckRecv, info.Pmtu, info.RcvSsthresh, info.Rtt,
            info.RttVar, info.SndSsthresh, info.SndCwnd, info.AdvMss, info.Reordering, 0, info.RcvSpace, info.TotalRetrans);
        WriteLongNumbers(octets[120..], info.BytesAcked, info.BytesReceived);
        WriteNumbers(octets[136..], info.SegsOut, info.SegsIn, info.NotSentBytes, info.MinRtt, info.DataSegsIn, info.DataSegsOut);
        WriteLongNumbers(octets[168..], info.BusyTime, info.RwndLimited, info.SndbufLimited);
        WriteNumbers(octets[192..], info.Delivered, info.DeliveredCe);
        WriteLongNumbers(octets[200..], info.BytesSent, info.BytesRetrans);
        WriteNumbers(octets[220..], info.ReordSeen, 0, info.SndWnd, info.RcvWnd);
    }

    private static void WriteNumbers(Span<byte> octets, params ReadOnlySpan<uint> numbers)
    {
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(octets[(4 * i)..], numbers[i]);
    }

    private static void WriteLongNumbers(Span<byte> octets, params ReadOnlySpan<ulong> numbers)
    {
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteUInt64LittleEndian(octets[(8 * i)..], numbers[i]);
    }
}
