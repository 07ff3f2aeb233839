using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>The two sockets that name a connection. Source: RFC 9293 §3.4.</summary>
/// <param name="LocalAddress">Our address.</param>
/// <param name="RemoteAddress">The peer's address.</param>
/// <param name="LocalPort">Our port.</param>
/// <param name="RemotePort">The peer's port.</param>
public readonly record struct ConnectionKey(IpAddress LocalAddress, IpAddress RemoteAddress, ushort LocalPort, ushort RemotePort)
{
    /// <inheritdoc/>
    public override string ToString() => $"{LocalAddress}:{LocalPort} > {RemoteAddress}:{RemotePort}";
}
