using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Transport.Tcp;

/// <summary>A segment that has arrived, with the RFC's names. Source: RFC 9293 §3.3.1.</summary>
internal readonly ref struct Segment
{
    /// <summary>Reads a segment whose checksum was verified.</summary>
    public Segment(in DatagramHead head, in TcpHeader header, ReadOnlySpan<byte> data, int segmentSize)
    {
        Seq = header.Sequence;
        Ack = header.Acknowledgment;
        Flags = header.Flags;
        Window = header.Window;
        UrgentPointer = header.UrgentPointer;
        Options = SegmentOptions.Read(header.Options, (header.Flags & TcpFlags.Syn) != 0);
        Data = data;
        SegmentSize = segmentSize;
        Ecn = (byte)(head.TrafficClass & 3);
    }

    private Segment(scoped in Segment other, SeqNumber seq, TcpFlags flags, ReadOnlySpan<byte> data)
    {
        Seq = seq;
        Ack = other.Ack;
        Flags = flags;
        Window = other.Window;
        UrgentPointer = (ushort)Math.Clamp(other.UrgentPointer - (seq - other.Seq), 0, ushort.MaxValue); // it counts from SEG.SEQ
        Options = other.Options;
        Data = data;
        SegmentSize = other.SegmentSize;
        Ecn = other.Ecn;
    }

    /// <summary>SEG.SEQ.</summary>
    public SeqNumber Seq { get; }

    /// <summary>SEG.ACK.</summary>
    public SeqNumber Ack { get; }

    /// <summary>The control bits.</summary>
    public TcpFlags Flags { get; }

    /// <summary>SEG.WND as sent, not scaled.</summary>
    public ushort Window { get; }

    /// <summary>SEG.UP.</summary>
    public ushort UrgentPointer { get; }

    /// <summary>The options.</summary>
    public SegmentOptions Options { get; }

    /// <summary>The data.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Octets of data in each segment of a super-segment, 0 for an ordinary one.</summary>
    public int SegmentSize { get; }

    /// <summary>The ECN field of the IP header: 3 is congestion experienced.</summary>
    public byte Ecn { get; }

    /// <summary>SEG.LEN: octets of data, and one each for SYN and FIN.</summary>
    public int Len => Data.Length + (Has(TcpFlags.Syn) ? 1 : 0) + (Has(TcpFlags.Fin) ? 1 : 0);

    /// <summary>The number after the last one of the segment.</summary>
    public SeqNumber End => Seq + Len;

    /// <summary>True when one of the bits is set.</summary>
    public bool Has(TcpFlags flags) => (Flags & flags) != 0;

    /// <summary>The part from a later sequence number on; a SYN before it is gone.</summary>
    public Segment From(SeqNumber seq)
    {
        int skip = seq - Seq - (Has(TcpFlags.Syn) ? 1 : 0);
        return new(this, seq, Flags & ~TcpFlags.Syn, Data[Math.Min(Math.Max(skip, 0), Data.Length)..]);
    }

    /// <summary>The same without what lies beyond so many octets of data; a FIN is gone when data is cut.</summary>
    public Segment UpTo(int dataLength) =>
        dataLength >= Data.Length ? this : new(this, Seq, Flags & ~TcpFlags.Fin, Data[..dataLength]);
}
