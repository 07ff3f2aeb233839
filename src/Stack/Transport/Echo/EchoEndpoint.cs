using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport.Udp;

namespace NetStack.Transport.Echo;

/// <summary>One program that sends echo requests: its identifier, and the replies and errors that wait for it.
/// Source: RFC 1122 §3.2.2.6, RFC 4443 §4.2.</summary>
public sealed class EchoEndpoint : DatagramEndpoint
{
    internal EchoEndpoint(OctetPool pool, IpFamily family)
        : base(pool) => Family = family;

    /// <summary>Whose echo: ICMP's or ICMPv6's.</summary>
    public IpFamily Family { get; }

    /// <summary>True when it has an identifier.</summary>
    public bool IsBound { get; internal set; }

    /// <summary>The identifier in its requests: by it replies find their program, as by a port.</summary>
    public ushort Identifier { get; internal set; }

    /// <summary>True for what comes from this peer, or about it, to this address.</summary>
    internal bool Fits(in IpAddress local, in IpAddress remote, int @interface) =>
        (Interface == 0 || @interface == 0 || @interface == Interface)
        && MatchLocal(LocalAddress, local) >= 0 && (!IsConnected || RemoteAddress == remote);
}
