using NetStack.Bytes;
using NetStack.Internet.Ipv4;

namespace NetStack.Internet;

// IPv4 on the way in. Source: RFC 791 §3.2, RFC 1122 §3.2.1.
public sealed partial class InternetLayer
{
    private void ReceiveIpv4(in Arrival arrival, Timestamp now)
    {
        int index = arrival.Interface.Index, length = arrival.Datagram.Length;
        if (!Ipv4Header.TryParse(arrival.Datagram, out Ipv4Header header, out _) || !TryCut(arrival, header, out Arrival datagram))
        {
            Drop(InternetReasons.Malformed, index, default, default, 0, length, now);
            return;
        }

        DatagramHead head = new(header.Source, header.Destination, header.Protocol, TrafficClassOf(header), header.TimeToLive,
            !header.DontFragment, index);
        if (!header.IsChecksumRight)
        {
            Drop(InternetReasons.BadChecksum, datagram, head, now);
            return;
        }

        Addressee addressee = Classify(head.Destination, arrival.Interface);
        if (!IsPossibleSource(datagram, head, addressee)) Drop(InternetReasons.BadSource, datagram, head, now);
        else if (addressee == Addressee.Us && arrival.IsLinkGroup) Drop(InternetReasons.LinkBroadcast, datagram, head, now);
        else if (HasSourceRoute(header.Options)) Drop(InternetReasons.SourceRouted, datagram, head, now);
        else if (addressee is Addressee.Other or Addressee.OtherGroup) Forward(datagram, head, addressee, now);
        else if (header.IsFragment) ReassembleIpv4(datagram, head, header, now);
        else Deliver(datagram, head, header.HeaderLength, now);
    }

    /// <summary>Cuts off what the link added behind the datagram: an Ethernet frame has 46 octets at least.</summary>
    private static bool TryCut(in Arrival arrival, in Ipv4Header header, out Arrival datagram)
    {
        int length = header.TotalLength;
        if (length == 0 && arrival.SegmentSize > 0) length = arrival.Datagram.Length; // a super-segment too long for the field
        datagram = default;
        if (length < header.HeaderLength || length > arrival.Datagram.Length || length > MaxDatagram) return false;
        datagram = arrival.With(arrival.Datagram[..length]);
        return true;
    }

    private static byte TrafficClassOf(in Ipv4Header header) => header.Span[1];

    /// <summary>True when a source route is in the options, or when they are broken. Routes that a sender prescribes
    /// serve attackers only: like every host of today this one drops them. Source: RFC 7126 §4.3, RFC 6274 §3.13.2.3.</summary>
    private static bool HasSourceRoute(ReadOnlySpan<byte> options)
    {
        for (int at = 0; at < options.Length && options[at] != Ipv4Options.EndOfList;)
        {
            if (options[at] is Ipv4Options.LooseSourceRoute or Ipv4Options.StrictSourceRoute) return true;
            int length = options[at] == Ipv4Options.NoOperation ? 1 : at + 1 < options.Length ? options[at + 1] : 0;
            bool isBroken = length == 0 || (length == 1 && options[at] != Ipv4Options.NoOperation) || length > options.Length - at;
            if (isBroken) return true;
            at += length;
        }

        return false;
    }
}
