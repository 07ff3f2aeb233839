using NetStack.Bytes;
using NetStack.Internet.Fragments;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;

namespace NetStack.Internet;

// Datagrams too long for the way, cut into fragments. Source: RFC 791 §3.2, RFC 8200 §4.5.
public sealed partial class InternetLayer
{
    private readonly PacketBuffer _fragment = new(); // a fragment, or a datagram on its way through this host

    private SendResult SendFragmentsIpv4(PacketBuffer payload, in DatagramHead head, in Way way, Timestamp now)
    {
        Span<byte> header = stackalloc byte[Ipv4Header.MinLength];
        ushort length = (ushort)(payload.Length + header.Length);
        ushort identification = unchecked((ushort)NextIdentification(way, head.Protocol));
        Ipv4Header.Write(header, head.TrafficClass, length, identification, false, HopLimitFor(head, way), head.Protocol,
            way.Source, way.Destination);
        return CutIpv4(header, payload.Octets, way, now);
    }

    /// <summary>Cuts a datagram, which may itself be a fragment.</summary>
    private SendResult CutIpv4(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data, in Way way, Timestamp now)
    {
        if (!Ipv4Header.TryParse(header, out Ipv4Header original, out _)) return SendResult.Dropped;
        Span<byte> later = stackalloc byte[Ipv4Header.MaxLength];
        later = later[..CopyHeaderForLaterFragments(original, later)];
        _trace?.Publish(new DatagramFragmented(
            _trace.Envelope(now, InternetReasons.Fragmented), way.Source, way.Destination, data.Length, way.Mtu));
        for (int at = 0; at < data.Length;)
        {
            ReadOnlySpan<byte> own = at == 0 ? header : later;
            int rest = data.Length - at, room = way.Mtu - own.Length, count = rest <= room ? rest : room & ~7;
            bool more = count < rest || original.MoreFragments;
            _fragment.Clear();
            data.Slice(at, count).CopyTo(_fragment.Append(count));
            Span<byte> written = _fragment.Prepend(own.Length);
            own.CopyTo(written);
            Ipv4Header.WriteFragment(written, count, original.FragmentOffset + at, more);
            SendResult result = Transmit(_fragment, way, now);
            if (result != SendResult.Sent) return result;
            at += count;
        }

        return SendResult.Sent;
    }

    /// <summary>Fragments after the first bear those options only whose highest bit says so. Source: RFC 791 §3.1 "Options".</summary>
    private static int CopyHeaderForLaterFragments(in Ipv4Header original, Span<byte> header)
    {
        ReadOnlySpan<byte> options = original.Options;
        original.Span[..Ipv4Header.MinLength].CopyTo(header);
        int length = Ipv4Header.MinLength;
        for (int at = 0; at < options.Length && options[at] != Ipv4Options.EndOfList;)
        {
            int size = options[at] == Ipv4Options.NoOperation ? 1 : at + 1 < options.Length ? options[at + 1] : 0;
            if (size == 0 || size > options.Length - at) break; // checked on the way in: HasSourceRoute
            if ((options[at] & 0x80) != 0)
            {
                options.Slice(at, size).CopyTo(header[length..]);
                length += size;
            }

            at += size;
        }

        int padded = (length + 3) & ~3;
        header[length..padded].Clear(); // end of list
        return padded;
    }

    /// <summary>Only the sender of a packet cuts it. Source: RFC 8200 §5.</summary>
    private SendResult SendFragmentsIpv6(PacketBuffer payload, in DatagramHead head, in Way way, Timestamp now)
    {
        ReadOnlySpan<byte> data = payload.Octets;
        uint identification = NextIdentification(way, head.Protocol);
        int room = (way.Mtu - Ipv6Header.Length - FragmentHeader.Length) & ~7;
        if (room <= 0) return SendResult.TooBig;
        _trace?.Publish(new DatagramFragmented(
            _trace.Envelope(now, InternetReasons.Fragmented), way.Source, way.Destination, data.Length, way.Mtu));
        for (int at = 0; at < data.Length; at += room)
        {
            int count = Math.Min(room, data.Length - at);
            _fragment.Clear();
            data.Slice(at, count).CopyTo(_fragment.Append(count));
            FragmentHeader.Write(_fragment.Prepend(FragmentHeader.Length), head.Protocol, at, at + count < data.Length, identification);
            WriteIpv6(_fragment, head with { Protocol = IpProtocol.Ipv6Fragment }, way);
            SendResult result = Transmit(_fragment, way, now);
            if (result != SendResult.Sent) return result;
        }

        return SendResult.Sent;
    }
}
