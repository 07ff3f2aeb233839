using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Internet.Icmp;
using NetStack.Link.Ethernet;
using F = NetStack.Internet.Icmpv6.NeighborOptionFields;

namespace NetStack.Internet.Icmpv6;

/// <summary>Reads the options of neighbor discovery. Source: RFC 4861 §4.6.</summary>
internal static class NeighborOptions
{
    private const int Unit = 8, AddressLength = 16;

    /// <summary>Adds all options.</summary>
    public static void Dissect(DissectedFrame frame, scoped in Octets options)
    {
        for (int at = 0; at < options.Length;)
        {
            int length = at + 1 < options.Length ? options[at + 1] * Unit : 0;
            if (length == 0 || length > options.Length - at) // RFC 4861 §4.6: a length of 0 spoils the whole message
            {
                int broken = frame.Open(F.Node, options, at, options.Length - at);
                frame.AddFixed(F.Start, options.From(at));
                frame.Close(broken);
                frame.Report(Severity.Error, Icmpv6Dissector.BadOptionLength, options, at, options[at], length);
                return;
            }

            Octets option = options.Slice(at, length);
            int node = frame.Open(F.Node, option, 0, length);
            frame.AddFixed(F.Start, option);
            DissectOne(frame, option);
            frame.Close(node);
            at += length;
        }
    }

    private static void DissectOne(DissectedFrame frame, scoped in Octets option)
    {
        switch (option[0])
        {
            case F.SourceLinkAddress:
                AddLinkAddress(frame, F.SourceAddress, option);
                break;
            case F.TargetLinkAddress:
                AddLinkAddress(frame, F.TargetAddress, option);
                break;
            case F.PrefixInformation:
                frame.AddFixed(F.PrefixRest, option);
                break;
            case F.RedirectedHeader:
                DissectRedirected(frame, option);
                break;
            case F.Mtu:
                AddReserved(frame, option, 2);
                AddNumber(frame, F.LinkMtu, option, 4, 4);
                break;
            case F.AdvertisementInterval:
                AddReserved(frame, option, 2);
                AddNumber(frame, F.Interval, option, 4, 4);
                break;
            case F.HomeAgent:
                AddReserved(frame, option, 2);
                AddNumber(frame, F.HomePreference, option, 4, 2);
                AddNumber(frame, F.HomeLifetime, option, 6, 2);
                break;
            default:
                DissectLater(frame, option);
                break;
        }
    }

    /// <summary>RFC 2464 §6: on Ethernet the address has six octets; other links are only shown.</summary>
    private static void AddLinkAddress(DissectedFrame frame, Field field, scoped in Octets option)
    {
        const int At = 2;
        if (option.Length == At + MacAddress.Length) frame.Add(field, option, At, MacAddress.Length, MacAddress.Read(option.Span[At..]).Value);
        else frame.AddInPlace(F.Unknown, option, At, option.Length - At);
    }

    /// <summary>Options that came after RFC 4861.</summary>
    private static void DissectLater(DissectedFrame frame, scoped in Octets option)
    {
        switch (option[0])
        {
            case F.Nonce:
                frame.AddInPlace(F.NonceValue, option, 2, option.Length - 2);
                break;
            case F.RouteInformation:
                DissectRoute(frame, option);
                break;
            case F.DnsServers:
                AddReserved(frame, option, 2);
                AddNumber(frame, F.DnsLifetime, option, 4, 4);
                for (int at = Unit; at + AddressLength <= option.Length; at += AddressLength)
                    frame.AddInPlace(F.DnsServer, option, at, AddressLength);
                break;
            case F.DnsSearchList:
                AddReserved(frame, option, 2);
                AddNumber(frame, F.SearchLifetime, option, 4, 4);
                AddDomains(frame, option);
                break;
            case F.CaptivePortal:
                frame.AddInPlace(F.Portal, option, 2, option.Span[2..].TrimEnd((byte)0).Length);
                break;
            case F.Pref64:
                frame.Add(F.Pref64Lifetime, option, 2, 2, DissectedFrame.ReadBits(option.Span, 16, 13));
                frame.Add(F.Pref64Length, option, 3, 1, (ulong)option[3] & 7);
                AddPrefix(frame, F.Pref64Prefix, option, 4);
                break;
            default:
                frame.AddInPlace(F.Unknown, option, 2, option.Length - 2);
                break;
        }
    }

    /// <summary>RFC 4861 §4.6.3: the beginning of the packet that should have gone another way.</summary>
    private static void DissectRedirected(DissectedFrame frame, scoped in Octets option)
    {
        AddReserved(frame, option, 6);
        frame.Add(F.RedirectedPacket, option, Unit, option.Length - Unit, 0);
        QuotedPacket.Dissect(frame, EtherType.Ipv6, option.From(Unit));
    }

    private static void DissectRoute(DissectedFrame frame, scoped in Octets option)
    {
        AddNumber(frame, F.RoutePrefixLength, option, 2, 1);
        frame.Add(F.RoutePreference, option, 3, 1, (ulong)option[3] >> 3 & 3);
        AddNumber(frame, F.RouteLifetime, option, 4, 4);
        AddPrefix(frame, F.RoutePrefix, option, Unit);
    }

    /// <summary>A prefix may leave out its last octets, which are zeros.</summary>
    private static void AddPrefix(DissectedFrame frame, Field field, scoped in Octets option, int at)
    {
        Span<byte> address = stackalloc byte[AddressLength];
        address.Clear();
        int length = Math.Clamp(option.Length - at, 0, AddressLength);
        option.Span.Slice(at, length).CopyTo(address);
        frame.AddDecoded(field, option, at, length, address);
    }

    /// <summary>RFC 8106 §5.2: names as DNS writes them (RFC 1035 §3.1), without compression; zeros fill the rest.</summary>
    private static void AddDomains(DissectedFrame frame, scoped in Octets option)
    {
        Utf8Writer name = new(64);
        int start = Unit;
        for (int at = Unit; at < option.Length;)
        {
            int label = option[at++];
            if (label > 63 || at + label > option.Length) break;
            if (label > 0)
            {
                if (name.Length > 0) name.Write((byte)'.');
                name.Write(option.Span.Slice(at, label));
                at += label;
                continue;
            }

            if (name.Length > 0) frame.AddDecoded(F.SearchDomain, option, start, at - start, name.Written);
            else
            {
                frame.Add(F.Padding, option, start, option.Length - start, 0);
                return;
            }

            name.Clear();
            start = at;
        }
    }

    private static void AddReserved(DissectedFrame frame, scoped in Octets option, int length) =>
        frame.Add(F.Reserved, option, 2, length, 0);

    private static void AddNumber(DissectedFrame frame, Field field, scoped in Octets option, int at, int length) =>
        frame.Add(field, option, at, length, DissectedFrame.ReadBits(option.Span, at * 8, length * 8));
}
