using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Hosting;

namespace NetStack.Capture.Kernel;

/// <summary>Linux's <c>sockaddr_in</c> and <c>sockaddr_in6</c>.</summary>
internal static class KernelNames
{
    public const int Longest = 28;
    private const int Ipv4 = 2, Ipv6 = 10, PortAt = 2, Ipv4At = 4, Ipv4Length = 16, Ipv6At = 8, ScopeAt = 24;

    public static int FamilyOf(IpFamily family) => family == IpFamily.V6 ? Ipv6 : Ipv4;

    /// <summary>Writes an address; <c>default</c> is AF_UNSPEC.</summary>
    /// <returns>Its length.</returns>
    public static uint Write(in SocketAddress name, Span<byte> octets)
    {
        octets[..Longest].Clear();
        if (name.Address.Family == IpFamily.None) return Ipv4Length;
        bool isV6 = name.Address.Family == IpFamily.V6;
        BinaryPrimitives.WriteUInt16LittleEndian(octets, (ushort)(isV6 ? Ipv6 : Ipv4));
        BinaryPrimitives.WriteUInt16BigEndian(octets[PortAt..], name.Port);
        name.Address.Write(octets[(isV6 ? Ipv6At : Ipv4At)..]);
        if (isV6) BinaryPrimitives.WriteUInt32LittleEndian(octets[ScopeAt..], name.Address.Scope);
        return isV6 ? (uint)Longest : Ipv4Length;
    }

    public static SocketAddress Read(ReadOnlySpan<byte> octets, uint length)
    {
        if (length < Ipv4Length) return default;
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(octets[PortAt..]);
        return BinaryPrimitives.ReadUInt16LittleEndian(octets) switch
        {
            Ipv4 => new(IpAddress.Read(octets.Slice(Ipv4At, 4)), port),
            Ipv6 when length >= Longest => new(IpAddress.Read(octets.Slice(Ipv6At, 16)), port),
            _ => default,
        };
    }
}
