using NetStack.Bytes;
using NetStack.Internet.Icmp;
using NetStack.Internet.Icmpv6;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;

namespace NetStack.Internet;

// ICMP errors that this host sends, and about what it keeps silent. Source: RFC 1122 §3.2.2, RFC 1812 §4.3.2, RFC 4443 §2.4.
public sealed partial class InternetLayer
{
    /// <summary>Octets of the longest ICMP error. Source: RFC 1812 §4.3.2.3.</summary>
    private const int MaxIcmpError = 576;

    /// <summary>RFC 1812 §4.3.2.5: errors have the precedence of network control.</summary>
    private const byte InternetworkControl = 0xC0;

    /// <summary>Tells a sender what became of its datagram.</summary>
    /// <param name="problem">What.</param>
    /// <param name="detail">The MTU of the next link, or the octet that is wrong.</param>
    /// <param name="arrival">The datagram.</param>
    /// <param name="head">What its header says.</param>
    /// <param name="now">The time.</param>
    private void SendError(DeliveryProblem problem, uint detail, in Arrival arrival, in DatagramHead head, Timestamp now)
    {
        (byte type, byte code) = head.Source.Family == IpFamily.V4 ? ErrorCodes.Of(problem) : ErrorCodes.OfV6(problem);
        SendError(problem, type, code, detail, arrival, head, now);
    }

    private void SendParameterProblem(in Arrival arrival, in DatagramHead head, byte code, int pointer, Timestamp now) =>
        SendError(DeliveryProblem.ParameterProblem, Icmpv6Names.ParameterProblem, code, (uint)pointer, arrival, head, now);

    private void SendError(
        DeliveryProblem problem, byte type, byte code, uint detail, in Arrival arrival, in DatagramHead head, Timestamp now)
    {
        bool isIpv4 = head.Source.Family == IpFamily.V4;
        bool evenToGroups = !isIpv4 && (type, code) is (Icmpv6Names.PacketTooBig, _) or (Icmpv6Names.ParameterProblem, UnknownOption);
        if (!DeservesError(arrival, head, evenToGroups) || !_errorRate.TryTake(now)) return;
        IpAddress source = IsLocal(head.Destination, head.Interface) ? head.Destination : default;
        int room = isIpv4 ? MaxIcmpError - Ipv4Header.MinLength : MinIpv6Mtu - Ipv6Header.Length;
        ReadOnlySpan<byte> quote = arrival.Datagram[..Math.Min(arrival.Datagram.Length, room - IcmpHeader.Length)];
        WriteControl(type, code, detail, quote);
        byte trafficClass = isIpv4 ? InternetworkControl : (byte)0;
        DatagramHead answer = new(source, head.Source, 0, trafficClass, MayFragment: true, Interface: InterfaceFor(head));
        if (SendControl(answer, now) != SendResult.Sent) return;
        int mtu = problem == DeliveryProblem.TooBig ? (int)detail : 0;
        _trace?.Publish(new IcmpErrorSent(
            _trace.Envelope(now, InternetReasons.ErrorSent), problem, head.Source, head.Destination, mtu));
    }

    /// <summary>RFC 1122 §3.2.2: never about an error, about what went to many, about a later fragment, or to a sender that is
    /// not one host.</summary>
    private static bool DeservesError(in Arrival arrival, in DatagramHead head, bool evenToGroups)
    {
        bool wentToMany = arrival.IsLinkGroup || head.Destination.IsMulticast || IsBroadcast(head.Destination, arrival.Interface);
        if (wentToMany && !evenToGroups) return false;
        IpAddress source = head.Source;
        bool isOneHost = !source.IsMulticast && !Addresses.IsUnspecified(source) && !IsBroadcast(source, arrival.Interface);
        return isOneHost && DatagramQuote.TryRead(arrival.Datagram, out DatagramQuote quote)
            && !quote.IsIcmpError && !quote.IsLaterFragment;
    }
}
