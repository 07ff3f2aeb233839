using System.Net;
using System.Net.Sockets;
using NetStack.Bytes;
using SocketAddress = NetStack.Hosting.SocketAddress;

namespace NetStack.Capture.Sockets;

/// <summary>Addresses and ports as .NET names them, and as our host does.</summary>
public static class EndPoints
{
    private const int MaxOctets = 16;

    /// <summary>An end point of .NET as an address of the host.</summary>
    public static SocketAddress ToSocketAddress(this IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        Span<byte> octets = stackalloc byte[MaxOctets];
        endPoint.Address.TryWriteBytes(octets, out int count);
        IpAddress address = IpAddress.Read(octets[..count]);
        if (address.Family == IpFamily.V6 && endPoint.Address.ScopeId != 0)
            address = IpAddress.V6(address.High, address.Low, (uint)endPoint.Address.ScopeId);
        return new(address, (ushort)endPoint.Port);
    }

    /// <summary>An address of the host as an end point of .NET; null for no address.</summary>
    public static IPEndPoint? ToEndPoint(this SocketAddress address)
    {
        if (address.Address.Family == IpFamily.None) return null;
        Span<byte> octets = stackalloc byte[MaxOctets];
        IPAddress made = new(octets[..address.Address.Write(octets)]);
        if (address.Address.Scope != 0) made.ScopeId = address.Address.Scope;
        return new(made, address.Port);
    }

    /// <summary>The version of IP that a socket for this end point needs.</summary>
    public static IpFamily FamilyOf(this IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return endPoint.AddressFamily == AddressFamily.InterNetwork ? IpFamily.V4 : IpFamily.V6;
    }
}
