using System.Buffers.Binary;

namespace NetStack.Benchmarks.Peers;

/// <summary>What the task costs at least: the same fields read straight from a span, with the checks that hostile octets
/// need, and nothing else. The floor that our header views are measured against.</summary>
internal static class HandWritten
{
    private const int EthernetLength = 14, MinIpLength = 20, MinTcpLength = 20;

    /// <summary>Adds up the fields of Ethernet, IPv4 and TCP that the other contestants read, too.</summary>
    public static ulong ReadHeaders(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < EthernetLength + MinIpLength) return 0;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(frame[12..]);
        if (type != 0x0800) return type;
        ReadOnlySpan<byte> ip = frame[EthernetLength..];
        int headerLength = (ip[0] & 15) * 4;
        if (headerLength < MinIpLength || ip.Length < headerLength || ip[9] != 6) return type;
        ulong sum = type + (ulong)BinaryPrimitives.ReadUInt16BigEndian(ip[2..]) + ip[8]
            + BinaryPrimitives.ReadUInt32BigEndian(ip[12..]) + BinaryPrimitives.ReadUInt32BigEndian(ip[16..]);
        ReadOnlySpan<byte> tcp = ip[headerLength..];
        if (tcp.Length < MinTcpLength) return sum;
        int tcpLength = (tcp[12] >> 4) * 4;
        if (tcpLength < MinTcpLength || tcpLength > tcp.Length) return sum;
        return sum + BinaryPrimitives.ReadUInt16BigEndian(tcp) + BinaryPrimitives.ReadUInt16BigEndian(tcp[2..])
            + BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]) + BinaryPrimitives.ReadUInt32BigEndian(tcp[8..])
            + (BinaryPrimitives.ReadUInt16BigEndian(tcp[12..]) & 0x1FFul) + BinaryPrimitives.ReadUInt16BigEndian(tcp[14..]);
    }

    /// <summary>Goes through a little-endian pcap file, record by record, with a buffer of 1 MiB.</summary>
    /// <returns>Frames and octets in them.</returns>
    public static (int Frames, long Octets) ReadFile(string path)
    {
        const int FileHeader = 24, RecordHeader = 16;
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        byte[] buffer = new byte[1024 * 1024];
        int end = file.ReadAtLeast(buffer, FileHeader), start = FileHeader, frames = 0;
        long octets = 0;
        while (true)
        {
            while (end - start >= RecordHeader)
            {
                int length = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(start + 8));
                if ((uint)length > (uint)(buffer.Length - RecordHeader)) return (frames, octets);
                if (end - start < RecordHeader + length) break;
                start += RecordHeader + length;
                octets += length;
                frames++;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            int more = file.Read(buffer, end, buffer.Length - end);
            if (more == 0) return (frames, octets);
            end += more;
        }
    }
}
