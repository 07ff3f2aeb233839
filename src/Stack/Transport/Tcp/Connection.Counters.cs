namespace NetStack.Transport.Tcp;

/// <summary>What a connection counts of its traffic, for TCP_INFO. Source: RFC 4898 §4 (tcpEStatsPerfTable).</summary>
public sealed partial class Connection
{
    private ulong _octetsSent, _octetsRetransmitted, _octetsReceived;
    private uint _segmentsOut, _segmentsIn, _dataSegmentsOut, _dataSegmentsIn, _deliveredMarked;

    /// <summary>Octets of data that the peer has acknowledged: what was sent for the first time and is not out any more.</summary>
    private ulong OctetsAcknowledged
    {
        get
        {
            SeqNumber firstUnsent = SndNxt == Iss ? Iss + 1 : SndNxt;
            int isOut = Math.Max(0, firstUnsent - FirstOctet - (_finSent && SndUna != SndNxt ? 1 : 0));
            return _octetsSent - _octetsRetransmitted - (ulong)isOut;
        }
    }

    private void CountArrived(in Segment seg)
    {
        uint segments = seg.SegmentSize > 0 ? (uint)Math.Max(1, (seg.Data.Length + seg.SegmentSize - 1) / seg.SegmentSize) : 1;
        _segmentsIn += segments;
        if (seg.Data.Length > 0) _dataSegmentsIn += segments;
    }

    private void CountSent(int dataLength)
    {
        uint segments = (uint)Math.Max(1, (dataLength + SndMss - 1) / SndMss); // of a super-segment
        _segmentsOut += segments;
        if (dataLength == 0) return;
        _dataSegmentsOut += segments;
        _octetsSent += (ulong)dataLength;
    }
}
