using NetStack.Bytes;
using NetStack.Internet.Icmp;
using NetStack.Internet.Icmpv6;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;

namespace NetStack.Internet;

// ICMP and what both versions have in common: echo, and errors on their way in. Source: RFC 1122 §3.2.2, RFC 4443.
public sealed partial class InternetLayer
{
    /// <summary>Sends an echo request; the answer goes to the registered <see cref="IEchoListener"/>.</summary>
    /// <param name="head">Where to; the protocol is filled in.</param>
    /// <param name="identifier">Which program asks.</param>
    /// <param name="sequence">Which of its questions.</param>
    /// <param name="data">Any data.</param>
    /// <param name="now">The time.</param>
    public SendResult SendEcho(in DatagramHead head, ushort identifier, ushort sequence, ReadOnlySpan<byte> data, Timestamp now)
    {
        byte type = head.Destination.Family == IpFamily.V4 ? IcmpNames.EchoRequest : Icmpv6Names.EchoRequest;
        if (data.Length > PacketBuffer.MaxPayload - IcmpHeader.Length) return SendResult.TooBig;
        WriteControl(type, 0, (uint)identifier << 16 | sequence, data);
        return SendControl(head, now);
    }

    private void ReceiveIcmp(in Arrival arrival, in DatagramHead head, ReadOnlySpan<byte> message, Timestamp now)
    {
        if (!IcmpHeader.TryParse(message, out IcmpHeader header, out _))
        {
            Drop(InternetReasons.Malformed, arrival, head, now);
            return;
        }

        if (InternetChecksum.Add(message) != 0xFFFF)
        {
            Drop(InternetReasons.BadChecksum, arrival, head, now);
            return;
        }

        ReadOnlySpan<byte> body = message[IcmpHeader.Length..];
        switch (header.Type)
        {
            case IcmpNames.EchoRequest when IsLocal(head.Destination): // RFC 1122 §3.2.2.6: to a broadcast there need be no answer
                AnswerEcho(head, IcmpNames.EchoReply, head.Destination, header.Identifier, header.Sequence, body, now);
                break;
            case IcmpNames.EchoReply:
                _echoListener?.ReceiveEcho(head, header.Identifier, header.Sequence, body, now);
                break;
            default:
                if (ErrorCodes.TryRead(header.Type, header.Code, out DeliveryProblem problem))
                    ReceiveError(problem, problem == DeliveryProblem.TooBig ? header.NextHopMtu : 0u, arrival, head, body, now);
                break;
        }
    }

    private void AnswerEcho(in DatagramHead head, byte type, in IpAddress from, ushort identifier, ushort sequence,
        ReadOnlySpan<byte> data, Timestamp now)
    {
        WriteControl(type, 0, (uint)identifier << 16 | sequence, data);
        SendControl(new(from, head.Source, 0, head.TrafficClass, Interface: InterfaceFor(head), MayFragment: true), now);
    }

    /// <summary>An answer goes the way that routes say, but on a link-local address on the interface that the question came by.</summary>
    private static int InterfaceFor(in DatagramHead head) => Addresses.IsScoped(head.Source) ? head.Interface : 0;

    private void WriteControl(byte type, byte code, uint rest, ReadOnlySpan<byte> body)
    {
        _control.Clear();
        IcmpHeader.Write(_control.Append(IcmpHeader.Length), type, code, rest); // ICMPv6 has the same layout
        body.CopyTo(_control.Append(body.Length));
    }

    /// <summary>Sends the ICMP message in <see cref="_control"/>: the checksum comes last, for ICMPv6's covers the source.</summary>
    private SendResult SendControl(in DatagramHead head, Timestamp now)
    {
        if (!TryFindWay(head.Destination, head.Source, head.Interface, out Way way)) return SendResult.NoRoute;
        int length = _control.Length;
        bool isIpv4 = way.Destination.Family == IpFamily.V4;
        _control.Strip(length); // and take it back, to write in it
        Span<byte> message = _control.Prepend(length);
        if (isIpv4) IcmpHeader.WriteChecksum(message);
        else Icmpv6Header.WriteChecksum(message, way.Source, way.Destination);
        return SendOn(_control, head with { Protocol = isIpv4 ? IpProtocol.Icmp : IpProtocol.Icmpv6 }, way, now);
    }

    /// <summary>An error came about a datagram of this host: the path's MTU learns from it, and the transport is told.
    /// Source: RFC 1122 §3.2.2, RFC 5927.</summary>
    private void ReceiveError(
        DeliveryProblem problem, uint mtu, in Arrival arrival, in DatagramHead head, ReadOnlySpan<byte> quoted, Timestamp now)
    {
        if (!DatagramQuote.TryRead(quoted, out DatagramQuote quote) || quote.Source.Family != head.Source.Family) return;
        int index = arrival.Interface.Index;
        IpAddress source = Addresses.Scoped(quote.Source, index), destination = Addresses.Scoped(quote.Destination, index);
        bool isOurs = IsLocal(source, index) && !quote.IsLaterFragment;
        if (!isOurs) return; // nothing that this host has sent
        DeliveryError error = new(problem, (int)Math.Min(mtu, int.MaxValue), head.Source, source, destination);
        if (problem == DeliveryProblem.TooBig)
        {
            bool isBelieved = _transports[quote.Protocol]?.IsUnderWay(error, quote.Transport) ?? true;
            if (!isBelieved || !LearnPathMtu(error, quote.TotalLength, now)) return;
        }

        TellTransport(error, quote, now);
    }

    private void TellTransport(in DeliveryError error, in DatagramQuote quote, Timestamp now)
    {
        _trace?.Publish(new IcmpErrorReceived(_trace.Envelope(now, InternetReasons.ErrorReceived), error));
        if (quote.Transport.Length < 8) return;
        bool isEcho = quote.Protocol is IpProtocol.Icmp && quote.Transport[0] == IcmpNames.EchoRequest
            || quote.Protocol is IpProtocol.Icmpv6 && quote.Transport[0] == Icmpv6Names.EchoRequest;
        if (!isEcho) _transports[quote.Protocol]?.ReceiveError(error, quote.Transport, now);
        else if (IcmpHeader.TryParse(quote.Transport, out IcmpHeader echo, out _))
            _echoListener?.ReceiveError(error, echo.Identifier, echo.Sequence, now);
    }

    /// <summary>A datagram waited in vain for its neighbor: a transport of this host is told, or the host that it came from.</summary>
    private void ReportUndeliverable(HostInterface through, in Frame datagram, Timestamp now)
    {
        if (!DatagramQuote.TryRead(datagram.Octets, out DatagramQuote quote)) return;
        IpAddress source = Addresses.Scoped(quote.Source, through.Index), destination = Addresses.Scoped(quote.Destination, through.Index);
        Drop(InternetReasons.NeighborSilent, through.Index, source, destination, quote.Protocol, datagram.Octets.Length, now);
        if (quote.IsLaterFragment) return;
        if (IsLocal(source, through.Index))
        {
            TellTransport(new(DeliveryProblem.HostUnreachable, 0, source, source, destination), quote, now);
            return;
        }

        Arrival arrival = new() { Interface = through, Datagram = datagram.Octets };
        SendError(DeliveryProblem.HostUnreachable, 0, arrival, new(source, destination, quote.Protocol), now);
    }
}
