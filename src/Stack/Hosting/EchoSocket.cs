using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Icmp;
using NetStack.Internet.Icmpv6;
using NetStack.Transport;
using NetStack.Transport.Echo;

namespace NetStack.Hosting;

/// <summary>A socket of ICMP or ICMPv6 echo, as Linux's ping sockets are: the application writes echo requests and reads
/// echo replies, header and all; the identifier, which is the socket's port, and the checksum are the stack's.</summary>
internal sealed class EchoSocket : DatagramSocket
{
    private readonly EchoEndpoint _endpoint;

    public EchoSocket(Host host, IpFamily family)
        : this(host, family, host.Echo.Open(family))
    {
    }

    private EchoSocket(Host host, IpFamily family, EchoEndpoint endpoint)
        : base(host, family, endpoint) => _endpoint = endpoint;

    public override SocketKind Kind => SocketKind.Echo;

    public override SocketAddress LocalName => Give(_endpoint.LocalAddress, _endpoint.Identifier);

    public override Errno TryGetPeerName(out SocketAddress name)
    {
        name = _endpoint.IsConnected ? Give(_endpoint.RemoteAddress, 0) : default;
        return _endpoint.IsConnected ? Errno.None : Errno.ENOTCONN;
    }

    public override Errno Bind(in SocketAddress address, Timestamp now)
    {
        Errno error = TakeLocal(address.Address, out IpAddress local);
        if (error != Errno.None) return error;
        return IsForeign(local) ? Errno.EINVAL : Host.Echo.Bind(_endpoint, local, address.Port);
    }

    public override Errno Connect(in SocketAddress to, Timestamp now)
    {
        if (to.Address.Family == IpFamily.None) return Host.Echo.Connect(_endpoint, default);
        Errno error = TakeRemote(to.Address, out IpAddress remote);
        if (error != Errno.None) return error;
        return BindIfNeeded() ? Host.Echo.Connect(_endpoint, remote) : Errno.EAGAIN;
    }

    protected override Errno TrySend(ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, Timestamp now)
    {
        if ((flags & SocketFlags.OutOfBand) != 0) return Errno.EOPNOTSUPP;
        if (data.Length > EchoLayer.MaxData + IcmpHeader.Length) return Errno.EMSGSIZE;
        if (!IsRequest(data)) return Errno.EINVAL;
        IpAddress remote = _endpoint.RemoteAddress;
        Errno error = to.Address.Family != IpFamily.None ? TakeRemote(to.Address, out remote)
            : _endpoint.IsConnected ? Errno.None : Errno.EDESTADDRREQ;
        if (error != Errno.None) return error;
        if (_endpoint.PendingError != Errno.None) return _endpoint.TakeError();
        if (IsSendClosed) return Errno.EPIPE;
        if (!BindIfNeeded()) return Errno.EAGAIN;
        SetFor(Family);
        ushort sequence = BinaryPrimitives.ReadUInt16BigEndian(data[6..]);
        return Host.Echo.Send(_endpoint, sequence, data[IcmpHeader.Length..], remote, now);
    }

    /// <summary>Nothing but echo requests: a program without rights must not send other ICMP messages.</summary>
    private bool IsRequest(ReadOnlySpan<byte> message) => message.Length >= IcmpHeader.Length && message[1] == 0
        && message[0] == (Family == IpFamily.V4 ? IcmpNames.EchoRequest : Icmpv6Names.EchoRequest);

    private Errno TakeRemote(in IpAddress given, out IpAddress remote)
    {
        Errno error = Take(given, out remote);
        if (error != Errno.None) return error;
        if (IsForeign(remote)) return Errno.EINVAL;
        if (IsAny(remote)) remote = ThisHost(remote.Family);
        return IsBroadcast(remote) && !Settings.Broadcast ? Errno.EACCES : Errno.None;
    }

    /// <summary>ICMPv6 carries nothing to IPv4: a mapped address makes no sense here.</summary>
    private bool IsForeign(in IpAddress address) => address.Family != IpFamily.None && address.Family != Family;

    private bool BindIfNeeded() =>
        _endpoint.IsBound || Host.Echo.Bind(_endpoint, Family == IpFamily.V4 ? IpAddress.V4(0) : IpAddress.V6(0, 0), 0) == Errno.None;

    public override void Close(Timestamp now) => Host.Echo.Close(_endpoint);

    protected override Errno OnChanged(SocketOption option, in SocketOptionValue value, Timestamp now) => option
        is SocketOption.Ipv4JoinGroup or SocketOption.Ipv4LeaveGroup or SocketOption.Ipv6JoinGroup or SocketOption.Ipv6LeaveGroup
            ? Errno.EOPNOTSUPP : base.OnChanged(option, value, now);
}
