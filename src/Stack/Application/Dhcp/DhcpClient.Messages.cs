using NetStack.Bytes;
using NetStack.Transport.Udp;

namespace NetStack.Application.Dhcp;

// What the client sends (RFC 2131 table 5), and what it reads.
public sealed partial class DhcpClient
{
    private const ushort ServerPort = 67, ClientPort = 68;
    private const int Room = 512, MaxMessage = 1500;
    private static readonly IpAddress Everybody = IpAddress.V4(0xFFFF_FFFF);
    private readonly byte[] _message = new byte[MaxMessage];
    private Timestamp _requestedAt;

    private static ReadOnlySpan<byte> WantedParameters =>
        [DhcpOptions.SubnetMask, DhcpOptions.Router, DhcpOptions.NameServers, DhcpOptions.LeaseTime, DhcpOptions.RenewalTime, DhcpOptions.RebindingTime];

    private void SendDiscover(Timestamp now)
    {
        DhcpRequestWriter writer = Write(DhcpMessageType.Discover, default, now);
        AddWishes(ref writer);
        Send(writer.End(), Everybody, now);
        Retransmit(now);
    }

    private void SendRequest(Timestamp now)
    {
        _requestedAt = now;
        DhcpRequestWriter writer = Write(DhcpMessageType.Request, default, now);
        writer.Add(DhcpOptions.RequestedAddress, _offer.Address);
        writer.Add(DhcpOptions.ServerIdentifier, _offer.Server);
        AddWishes(ref writer);
        Send(writer.End(), Everybody, now);
        Retransmit(now);
    }

    /// <summary>RENEWING asks the server itself, REBINDING everybody; the address stands in the header.</summary>
    private void SendExtension(bool toEverybody, Timestamp now)
    {
        _requestedAt = now;
        DhcpRequestWriter writer = Write(DhcpMessageType.Request, Lease!.Address, now);
        AddWishes(ref writer);
        Send(writer.End(), toEverybody ? Everybody : Lease.Server, now);
    }

    private void SendDecline(Timestamp now)
    {
        DhcpRequestWriter writer = Write(DhcpMessageType.Decline, default, now);
        writer.Add(DhcpOptions.RequestedAddress, Lease!.Address);
        writer.Add(DhcpOptions.ServerIdentifier, Lease.Server);
        Send(writer.End(), Everybody, now);
    }

    private void SendRelease(Timestamp now)
    {
        DhcpRequestWriter writer = Write(DhcpMessageType.Release, Lease!.Address, now);
        writer.Add(DhcpOptions.ServerIdentifier, Lease.Server);
        Send(writer.End(), Lease.Server, now);
    }

    private DhcpRequestWriter Write(DhcpMessageType type, in IpAddress clientAddress, Timestamp now)
    {
        long seconds = (now - _askedSince).Nanoseconds / Duration.PerSecond;
        return new(_message.AsSpan(0, Room), type, _id, (ushort)Math.Clamp(seconds, 0, ushort.MaxValue), _mac, clientAddress);
    }

    private static void AddWishes(ref DhcpRequestWriter writer)
    {
        writer.Add(DhcpOptions.MaximumSize, [MaxMessage >> 8, MaxMessage & 0xFF]);
        writer.Add(DhcpOptions.Parameters, WantedParameters);
    }

    /// <summary>Without an address the sender is 0.0.0.0. A datagram that cannot be sent is lost like any other.</summary>
    private void Send(ReadOnlySpan<byte> message, in IpAddress to, Timestamp now)
    {
        _endpoint!.SendsUnspecified = _assigned is not { IsUsable: true };
        _host.Udp.Send(_endpoint, message, to, ServerPort, now);
    }

    /// <summary>RFC 2131 §4.1: 4 s, 8 s … 64 s, each a second more or less.</summary>
    private void Retransmit(Timestamp now)
    {
        Duration jitter = new((long)_random.Next(2 * Duration.PerSecond + 1) - Duration.PerSecond);
        Duration wait = _wait + jitter;
        _next = now + (wait.Nanoseconds > 0 ? wait : _wait);
        _wait = new(Math.Min(_wait.Nanoseconds * 2, _options.LastRetransmission.Nanoseconds));
    }

    private void ReadAll(Timestamp now)
    {
        _hasArrivals = false;
        _endpoint?.TakeError();
        while (_endpoint is not null && _endpoint.Receive(_message, false, out ReceivedDatagram head) is >= 0 and var count)
        {
            if (head.SourcePort == ServerPort && DhcpReply.TryParse(_message.AsSpan(0, count), _id, _mac, out DhcpReply reply)) Take(reply, now);
        }
    }

    private void Take(in DhcpReply reply, Timestamp now)
    {
        bool isAsking = State is DhcpClientState.Requesting or DhcpClientState.Renewing or DhcpClientState.Rebinding;
        bool isFromMine = State != DhcpClientState.Requesting || reply.Server == _offer.Server;
        switch (reply.Type)
        {
            case DhcpMessageType.Offer when State == DhcpClientState.Selecting:
                TakeOffer(reply, now);
                break;
            case DhcpMessageType.Ack when isAsking && isFromMine:
                TakeLease(reply, now);
                break;
            case DhcpMessageType.Nak when isAsking && isFromMine:
                Forget(now);
                Begin(_options.LeastStartDelay, DhcpClientReasons.Refused, now); // a server that offers and refuses is not asked without end
                break;
        }
    }
}
