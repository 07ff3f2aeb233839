using NetStack.Bytes;
using NetStack.Internet.Fragments;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;
using NetStack.Tracing;

namespace NetStack.Internet;

// Fragments on their way in. Source: RFC 791 §3.2, RFC 1122 §3.3.2, RFC 8200 §4.5.
public sealed partial class InternetLayer
{
    private readonly ReassemblyTable _reassembly;

    private void ReassembleIpv4(in Arrival arrival, in DatagramHead head, in Ipv4Header header, Timestamp now)
    {
        int headerLength = header.HeaderLength, dataLength = arrival.Datagram.Length - headerLength;
        bool isWhole = dataLength > 0 && (!header.MoreFragments || dataLength % 8 == 0)
            && header.FragmentOffset + dataLength + headerLength <= MaxDatagram;
        if (!isWhole)
        {
            Drop(InternetReasons.Malformed, arrival, head, now);
            return;
        }

        FragmentKey key = new(head.Source, head.Destination, header.Identification, head.Protocol);
        Reassembly? complete = AddFragment(key, arrival, head, headerLength, header.FragmentOffset, header.MoreFragments, now);
        if (complete is null) return;
        byte[] whole = complete.Assemble(complete.Headers);
        if (whole.Length > MaxDatagram) return; // the first fragment had options, the others none
        if (complete.IsCongested) whole[1] |= 3;
        Ipv4Header.WriteFragment(whole.AsSpan(0, complete.Headers.Length), complete.Length, 0, false);
        ReceiveIpv4(Whole(arrival, complete, whole), now);
    }

    private void ReassembleIpv6(in Arrival arrival, in DatagramHead head, int at, int nextAt, Timestamp now)
    {
        const int PayloadLengthAt = 4, OffsetAt = 2;
        if (arrival.IsReassembled || !FragmentHeader.TryParse(arrival.Datagram[at..], out FragmentHeader header, out _))
        {
            Drop(InternetReasons.BadExtension, arrival, head, now); // fragments of fragments: nobody needs them
            return;
        }

        int dataAt = at + FragmentHeader.Length, dataLength = arrival.Datagram.Length - dataAt;
        bool isOdd = dataLength == 0 || (header.MoreFragments && dataLength % 8 != 0);
        bool isTooLong = header.Offset + dataLength + at - Ipv6Header.Length > MaxDatagram;
        if (isOdd || isTooLong) // RFC 8200 §4.5
        {
            Refuse(arrival, head, ErroneousField, isOdd ? PayloadLengthAt : at + OffsetAt, now);
            return;
        }

        FragmentKey key = new(head.Source, head.Destination, header.Identification, 0);
        Reassembly? complete = AddFragment(key, arrival, head, dataAt, header.Offset, header.MoreFragments, now);
        if (complete is null) return;
        byte[] headers = complete.Headers; // those of the first fragment, its fragment header last
        int unfragmentable = headers.Length - FragmentHeader.Length;
        byte[] whole = complete.Assemble(headers.AsSpan(0, unfragmentable));
        if (whole.Length - Ipv6Header.Length > MaxDatagram || !TryLinkHeaders(whole, unfragmentable, headers[unfragmentable])) return;
        byte trafficClass = complete.IsCongested ? (byte)(head.TrafficClass | 3) : head.TrafficClass;
        DatagramHead first = head with { Protocol = whole[6], TrafficClass = trafficClass };
        ReceiveExtensions(Whole(arrival, complete, whole), first, now);
    }

    /// <summary>Takes the fragment header out of the chain: what named it as the next names what came behind it.</summary>
    private static bool TryLinkHeaders(Span<byte> whole, int unfragmentable, byte next)
    {
        int nextAt = 6, at = Ipv6Header.Length;
        while (at < unfragmentable && at + 1 < whole.Length)
        {
            nextAt = at;
            at += (whole[at + 1] + 1) * 8;
        }

        whole[nextAt] = next;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(whole[4..], (ushort)(whole.Length - Ipv6Header.Length));
        return at == unfragmentable;
    }

    private static Arrival Whole(in Arrival arrival, Reassembly complete, byte[] whole) => new()
    {
        Interface = arrival.Interface, Datagram = whole, IsLoop = arrival.IsLoop, IsLinkGroup = complete.IsLinkGroup, IsReassembled = true,
    };

    /// <returns>The datagram, when this fragment completed it.</returns>
    private Reassembly? AddFragment(
        in FragmentKey key, in Arrival arrival, in DatagramHead head, int dataAt, int offset, bool more, Timestamp now)
    {
        Reassembly datagram = _reassembly.FindOrBegin(key, arrival.Interface, now);
        if (datagram.IsAbandoned)
        {
            Drop(InternetReasons.FragmentsOverlap, arrival, head, now);
            return null;
        }

        datagram.Note(arrival.IsLinkGroup, head.TrafficClass);
        int fragments = datagram.FragmentCount, held = datagram.Held;
        FragmentOutcome outcome = _reassembly.Add(datagram, arrival.Datagram[..dataAt], arrival.Datagram[dataAt..], offset, more);
        if (outcome == FragmentOutcome.Contradicts)
            _trace?.Publish(Failed(datagram, InternetReasons.FragmentsOverlap, fragments, held, now));
        if (outcome != FragmentOutcome.Completed) return null;
        _reassembly.Remove(datagram);
        _trace?.Publish(new DatagramReassembled(_trace.Envelope(now, InternetReasons.Reassembled),
            key.Source, key.Destination, key.Identification, datagram.FragmentCount, datagram.Length));
        return datagram;
    }

    private ReassemblyFailed Failed(Reassembly datagram, in Reason reason, int fragments, int held, Timestamp now) =>
        new(_trace!.Envelope(now, reason), datagram.Key.Source, datagram.Key.Destination, datagram.Key.Identification, fragments, held);

    /// <summary>RFC 1122 §3.3.2: the sender is told, if the first fragment came; it is quoted.</summary>
    private void AdvanceReassembly(Timestamp now)
    {
        while (_reassembly.TryExpire(now, out Reassembly? datagram))
        {
            if (datagram!.IsAbandoned) continue;
            _trace?.Publish(Failed(datagram, InternetReasons.ReassemblyTimeout, datagram.FragmentCount, datagram.Held, now));
            if (datagram.Headers.Length == 0) continue;
            byte[] first = [.. datagram.Headers, .. datagram.FirstData];
            Arrival arrival = new() { Interface = datagram.From, Datagram = first, IsLinkGroup = datagram.IsLinkGroup };
            DatagramHead head = new(datagram.Key.Source, datagram.Key.Destination, datagram.Key.Protocol, Interface: datagram.From.Index);
            SendError(DeliveryProblem.ReassemblyTimeExceeded, 0, arrival, head, now);
        }
    }
}
