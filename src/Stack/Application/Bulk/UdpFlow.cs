using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Hosting;

namespace NetStack.Application.Bulk;

/// <summary>What became of a stream of numbered datagrams, as its receiver sees it. Source: RFC 3550 §6.4.1,
/// appendix A.</summary>
/// <param name="from">Who sends it.</param>
public sealed class UdpFlow(SocketAddress from)
{
    private const int Window = 1024; // how far back a datagram is recognised as one that has come before
    private readonly ulong[] _seen = new ulong[Window / 64];
    private long _first, _highest, _lastTransit, _jitterTimes16;

    /// <summary>Who sends it.</summary>
    public SocketAddress From => from;

    /// <summary>Datagrams that came, also those that came twice.</summary>
    public long Received { get; private set; }

    /// <summary>Octets that came.</summary>
    public long Octets { get; private set; }

    /// <summary>Datagrams that had come before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Datagrams that came after one with a higher number.</summary>
    public long Reordered { get; private set; }

    /// <summary>Datagrams that were sent between the first and the last that came.</summary>
    public long Expected => Received == 0 ? 0 : _highest - _first + 1;

    /// <summary>Datagrams that did not come. Source: RFC 3550 §A.3.</summary>
    public long Lost => Math.Max(0, Expected - (Received - Duplicates));

    /// <summary>The mean deviation of the spacing at the receiver from that at the sender. Source: RFC 3550
    /// §A.8.</summary>
    public Duration Jitter => new(_jitterTimes16 >> 4);

    /// <summary>Counts a datagram.</summary>
    internal void Take(ReadOnlySpan<byte> datagram, Timestamp now)
    {
        uint number = BinaryPrimitives.ReadUInt32BigEndian(datagram);
        long sentAt = BinaryPrimitives.ReadInt64BigEndian(datagram[4..]);
        bool isFirst = Received++ == 0;
        Octets += datagram.Length;
        if (isFirst) Begin(number);
        else Place(number);
        MeasureJitter(sentAt, isFirst, now);
    }

    private void Begin(uint number)
    {
        _first = _highest = number;
        Mark(_highest);
    }

    private void Place(uint number)
    {
        long place = _highest + unchecked((int)(number - (uint)_highest)); // 32 bits, compared around the circle
        if (place > _highest)
        {
            for (long i = Math.Max(_highest + 1, place - Window + 1); i <= place; i++) Clear(i);
            _highest = place;
        }
        else if (_highest - place < Window && IsMarked(place))
        {
            Duplicates++;
            return;
        }
        else
        {
            Reordered++;
            _first = Math.Min(_first, place);
        }

        if (_highest - place < Window) Mark(place);
    }

    /// <summary>J += (|D| - J) / 16, in integers and with the rounding of RFC 3550 §A.8. The sender's clock may be
    /// any: only differences count.</summary>
    private void MeasureJitter(long sentAt, bool isFirst, Timestamp now)
    {
        long transit = unchecked(now.Nanoseconds - sentAt), difference = unchecked(transit - _lastTransit);
        _lastTransit = transit;
        if (isFirst) return;
        long magnitude = Math.Min(difference == long.MinValue ? long.MaxValue : Math.Abs(difference), 1L << 48); // a false time is no flood
        _jitterTimes16 += magnitude - ((_jitterTimes16 + 8) >> 4);
    }

    private void Mark(long place) => _seen[Word(place)] |= 1UL << Bit(place);

    private void Clear(long place) => _seen[Word(place)] &= ~(1UL << Bit(place));

    private bool IsMarked(long place) => (_seen[Word(place)] & (1UL << Bit(place))) != 0;

    private static int Word(long place) => (int)((place & (Window - 1)) / 64);

    private static int Bit(long place) => (int)(place & 63);
}
