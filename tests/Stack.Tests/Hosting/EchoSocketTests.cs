using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Internet.Icmp;
using NetStack.Internet.Icmpv6;
using NetStack.Internet.Ipv4;
using NetStack.Tracing;
using NetStack.Transport;
using NetStack.Transport.Echo;

namespace NetStack.Tests.Hosting;

/// <summary>Ping sockets, and the queue of errors that ICMP reports.</summary>
public sealed class EchoSocketTests
{
    private readonly HostRow _net = new(3);
    private readonly byte[] _buffer = new byte[2048];

    public static TheoryData<IpFamily> Families => [IpFamily.V4, IpFamily.V6];

    private SocketTable Sockets => _net.First.Sockets;

    [Theory, MemberData(nameof(Families))]
    public void An_echo_request_is_answered_and_the_hop_limit_of_the_reply_is_told(IpFamily family)
    {
        int fd = Open(family);
        byte[] request = Request(family, 7, "hello"u8);
        Assert.Equal(request.Length, Sockets.SendTo(fd, request, SocketFlags.None, new(_net.End(family), 0), out _, _net.Now));
        Assert.Equal(Readiness.Writable, Sockets.Poll(fd));
        _net.Run();
        Assert.Equal(Readiness.Writable | Readiness.Readable, Sockets.Poll(fd));
        int count = Sockets.ReceiveMessage(fd, _buffer, SocketFlags.None, out MessageInfo info, out _, _net.Now);
        Assert.Equal((_net.End(family), HostRow.Of(family, 0, 1), 63), (info.From.Address, info.To, info.HopLimit));
        Assert.Equal(Duration.FromSeconds(1) - Duration.FromMilliseconds(4), _net.Now - info.At);

        Sockets.GetLocalName(fd, out SocketAddress name);
        Assert.Equal(family == IpFamily.V4 ? IcmpNames.EchoReply : Icmpv6Names.EchoReply, _buffer[0]);
        Assert.Equal(name.Port, BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(4)));
        Assert.Equal(7, BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(6)));
        Assert.Equal("hello"u8.ToArray(), _buffer[8..count]);
        Assert.Equal(-1, Sockets.Receive(fd, _buffer, SocketFlags.None, out Errno error, _net.Now));
        Assert.Equal(Errno.EAGAIN, error);
    }

    [Theory, MemberData(nameof(Families))]
    public void An_error_about_an_echo_request_waits_with_its_reporter_and_sequence(IpFamily family)
    {
        int fd = Open(family);
        Sockets.SetOption(fd, family == IpFamily.V4 ? SocketOption.Ipv4ReceiveErrors : SocketOption.Ipv6ReceiveErrors, true, _net.Now);
        Sockets.SetOption(fd, family == IpFamily.V4 ? SocketOption.Ipv4TimeToLive : SocketOption.Ipv6UnicastHops, 1, _net.Now);
        Sockets.SendTo(fd, Request(family, 9, default), SocketFlags.None, new(_net.End(family), 0), out _, _net.Now);
        _net.Run();
        Assert.True((Sockets.Poll(fd) & Readiness.Error) != 0);
        Assert.True(Sockets.TryReceiveError(fd, out ReportedError report, _net.Now));
        Assert.Equal((Errno.EHOSTUNREACH, DeliveryProblem.HopLimitExceeded, 9), (report.Errno, report.Problem, report.Sequence));
        Assert.Equal((HostRow.Of(family, 0, 2), _net.End(family)), (report.Reporter, report.Destination));
        Assert.False(Sockets.TryReceiveError(fd, out _, _net.Now));
        Assert.Equal(Readiness.Writable, Sockets.Poll(fd)); // the queue is read: nothing is pending
    }

    [Theory, MemberData(nameof(Families))]
    public void An_error_about_a_UDP_datagram_waits_with_its_port(IpFamily family)
    {
        int fd = Sockets.Create(family, SocketKind.Datagram, out _);
        Sockets.SetOption(fd, family == IpFamily.V4 ? SocketOption.Ipv4ReceiveErrors : SocketOption.Ipv6ReceiveErrors, true, _net.Now);
        Sockets.SendTo(fd, "x"u8, SocketFlags.None, new(_net.End(family), 33434), out _, _net.Now);
        _net.Run();
        Sockets.SendTo(fd, "x"u8, SocketFlags.None, new(_net.End(family), 33435), out Errno error, _net.Now);
        Assert.Equal(Errno.ECONNREFUSED, error); // an error is told by the next call, too, as on Linux
        Assert.True(Sockets.TryReceiveError(fd, out ReportedError report, _net.Now));
        Assert.Equal((DeliveryProblem.PortUnreachable, 33434), (report.Problem, report.DestinationPort));
        Assert.Equal((_net.End(family), _net.End(family)), (report.Reporter, report.Destination));
    }

    [Fact]
    public void A_dual_stack_socket_is_told_mapped_addresses()
    {
        int fd = Sockets.Create(IpFamily.V6, SocketKind.Datagram, out _);
        Sockets.SetOption(fd, SocketOption.Ipv6ReceiveErrors, true, _net.Now);
        IpAddress mapped = SocketAddress.Map(_net.End(IpFamily.V4));
        Sockets.SendTo(fd, "x"u8, SocketFlags.None, new(mapped, 9), out _, _net.Now);
        _net.Run();
        Assert.True(Sockets.TryReceiveError(fd, out ReportedError report, _net.Now));
        Assert.Equal((mapped, mapped), (report.Reporter, report.Destination));
    }

    [Fact]
    public void Without_the_option_no_errors_are_queued()
    {
        int fd = Sockets.Create(IpFamily.V4, SocketKind.Datagram, out _);
        Sockets.SendTo(fd, "x"u8, SocketFlags.None, new(_net.End(IpFamily.V4), 9), out _, _net.Now);
        _net.Run();
        Assert.False(Sockets.TryReceiveError(fd, out _, _net.Now));
        Assert.Equal(Readiness.Writable, Sockets.Poll(fd));
    }

    [Fact]
    public void The_queue_of_errors_is_bounded()
    {
        int fd = Open(IpFamily.V4);
        Sockets.SetOption(fd, SocketOption.Ipv4ReceiveErrors, true, _net.Now);
        Sockets.GetLocalName(fd, out SocketAddress name);
        for (int i = 0; i < 1000; i++) _net.Forge(TimeExceeded(name.Port, (ushort)i));
        int count = 0;
        while (Sockets.TryReceiveError(fd, out ReportedError report, _net.Now))
            Assert.Equal(count++, report.Sequence); // the oldest stay
        Assert.Equal(128, count);
    }

    [Fact]
    public void An_error_or_a_reply_for_another_identifier_reaches_nobody()
    {
        int fd = Open(IpFamily.V4);
        Sockets.SetOption(fd, SocketOption.Ipv4ReceiveErrors, true, _net.Now);
        Sockets.GetLocalName(fd, out SocketAddress name);
        ushort other = unchecked((ushort)(name.Port + 1));
        _net.Forge(TimeExceeded(other, 1));
        _net.Forge(Reply(HostRow.V4(1, 2), other, 1));
        Assert.Equal(Readiness.Writable, Sockets.Poll(fd));
        Assert.Equal(EchoReasons.Unasked, Assert.Single(_net.EventsOf(0).Events.OfType<EchoReplyDropped>()).Envelope.Reason);
        _net.Forge(TimeExceeded(name.Port, 1)); // the same octets reach it under its own identifier
        Assert.True(Sockets.TryReceiveError(fd, out _, _net.Now));
    }

    [Fact]
    public void A_connected_socket_takes_its_peer_s_replies_only()
    {
        int fd = Open(IpFamily.V4);
        Assert.Equal(Errno.None, Sockets.Connect(fd, new(_net.End(IpFamily.V4), 0), _net.Now));
        Sockets.GetLocalName(fd, out SocketAddress name);
        Assert.Equal(HostRow.V4(0, 1), name.Address);
        _net.Forge(Reply(HostRow.V4(0, 2), name.Port, 1));
        Assert.Equal(Readiness.Writable, Sockets.Poll(fd));
        _net.Forge(Reply(_net.End(IpFamily.V4), name.Port, 1));
        Assert.Equal(Readiness.Writable | Readiness.Readable, Sockets.Poll(fd));
    }

    [Fact]
    public void Only_echo_requests_can_be_sent()
    {
        int fd = Open(IpFamily.V4), six = Open(IpFamily.V6);
        SocketAddress to = new(_net.End(IpFamily.V4), 0);
        byte[] reply = [0, 0, 0, 0, 0, 0, 0, 0], coded = [8, 1, 0, 0, 0, 0, 0, 0];
        Assert.Equal(Errno.EINVAL, ErrorOf(fd, reply, to));
        Assert.Equal(Errno.EINVAL, ErrorOf(fd, coded, to));
        Assert.Equal(Errno.EINVAL, ErrorOf(fd, [8, 0, 0], to));
        Assert.Equal(Errno.EINVAL, ErrorOf(six, Request(IpFamily.V6, 1, default), new(SocketAddress.Map(to.Address), 0)));
        Assert.Equal(Errno.EDESTADDRREQ, ErrorOf(fd, Request(IpFamily.V4, 1, default), default));
        Assert.Equal(Errno.EMSGSIZE, ErrorOf(fd, new byte[65_530], to));
        Assert.Equal(Errno.EACCES, ErrorOf(fd, Request(IpFamily.V4, 1, default), new(TwoHosts.Address("255.255.255.255"), 0)));
        Assert.Equal(Errno.ENETUNREACH, ErrorOf(fd, Request(IpFamily.V4, 1, default), new(TwoHosts.Address("203.0.113.9"), 0)));
    }

    [Fact]
    public void With_DF_a_request_larger_than_the_MTU_is_refused_and_without_it_is_cut()
    {
        int fd = Open(IpFamily.V4);
        SocketAddress to = new(_net.End(IpFamily.V4), 0);
        byte[] request = Request(IpFamily.V4, 1, new byte[1600]);
        Sockets.SetOption(fd, SocketOption.Ipv4MtuDiscovery, 2, _net.Now);
        Assert.Equal(Errno.EMSGSIZE, ErrorOf(fd, request, to));
        Sockets.SetOption(fd, SocketOption.Ipv4MtuDiscovery, 0, _net.Now);
        Assert.Equal(Errno.None, ErrorOf(fd, request, to));
        _net.Run();
        Assert.Equal(1608, Sockets.Receive(fd, _buffer, SocketFlags.None, out _, _net.Now));
    }

    [Fact]
    public void An_identifier_belongs_to_one_socket()
    {
        int first = Sockets.Create(IpFamily.V4, SocketKind.Echo, out _), second = Sockets.Create(IpFamily.V4, SocketKind.Echo, out _);
        Assert.Equal(Errno.None, Sockets.Bind(first, new(default, 77), _net.Now));
        Assert.Equal(Errno.EADDRINUSE, Sockets.Bind(second, new(default, 77), _net.Now));
        Sockets.Close(first, _net.Now);
        Assert.Equal(Errno.None, Sockets.Bind(second, new(default, 77), _net.Now));
        Sockets.GetOption(second, SocketOption.Protocol, out SocketOptionValue protocol, _net.Now);
        Sockets.GetOption(second, SocketOption.Type, out SocketOptionValue type, _net.Now);
        Assert.Equal((1L, 2L), (protocol.Number, type.Number));
    }

    [Fact]
    public void A_host_answers_itself()
    {
        int fd = Open(IpFamily.V6);
        Assert.Equal(Errno.None, ErrorOf(fd, Request(IpFamily.V6, 1, "me"u8), new(TwoHosts.Address("::1"), 0)));
        _net.Run();
        Assert.Equal(10, Sockets.Receive(fd, _buffer, SocketFlags.None, out _, _net.Now));
    }

    private int Open(IpFamily family)
    {
        int fd = Sockets.Create(family, SocketKind.Echo, out Errno error);
        Assert.Equal(Errno.None, error);
        Assert.Equal(Errno.None, Sockets.Bind(fd, default, _net.Now));
        return fd;
    }

    private Errno ErrorOf(int fd, byte[] message, SocketAddress to)
    {
        Sockets.SendTo(fd, message, SocketFlags.None, to, out Errno error, _net.Now);
        return error;
    }

    private static byte[] Request(IpFamily family, ushort sequence, ReadOnlySpan<byte> data)
    {
        byte[] message = new byte[8 + data.Length];
        IcmpHeader.Write(message, family == IpFamily.V4 ? IcmpNames.EchoRequest : Icmpv6Names.EchoRequest, 0, sequence);
        data.CopyTo(message.AsSpan(8));
        return message;
    }

    private static byte[] Reply(in IpAddress from, ushort identifier, ushort sequence)
    {
        byte[] message = new byte[8];
        IcmpHeader.Write(message, IcmpNames.EchoReply, 0, (uint)identifier << 16 | sequence);
        return Datagram(from, HostRow.V4(0, 1), message);
    }

    /// <summary>"Time exceeded" about an echo request of the first host to the last.</summary>
    private static byte[] TimeExceeded(ushort identifier, ushort sequence)
    {
        byte[] request = new byte[8];
        IcmpHeader.Write(request, IcmpNames.EchoRequest, 0, (uint)identifier << 16 | sequence);
        byte[] quoted = Datagram(HostRow.V4(0, 1), HostRow.V4(1, 2), request), message = new byte[8 + quoted.Length];
        quoted.CopyTo(message, 8);
        IcmpHeader.Write(message, IcmpNames.TimeExceeded, 0, 0);
        return Datagram(HostRow.V4(0, 2), HostRow.V4(0, 1), message);
    }

    private static byte[] Datagram(in IpAddress from, in IpAddress to, byte[] message)
    {
        byte[] datagram = new byte[20 + message.Length];
        IcmpHeader.WriteChecksum(message);
        Ipv4Header.Write(datagram, 0, (ushort)datagram.Length, 0, true, 64, IpProtocol.Icmp, from, to);
        message.CopyTo(datagram, 20);
        return datagram;
    }
}
