using NetStack.Bytes;

namespace NetStack.Hosting;

/// <summary>An address and a port: <c>sockaddr_in</c> and <c>sockaddr_in6</c> in one. <c>default</c> is AF_UNSPEC.</summary>
/// <param name="Address">The address. An IPv6 socket names IPv4 peers by IPv4-mapped addresses (RFC 4291 §2.5.5.2).</param>
/// <param name="Port">The port; 0 for binding lets the host choose.</param>
public readonly record struct SocketAddress(IpAddress Address, ushort Port)
{
    private const ulong MappedPrefix = 0xFFFF_0000_0000;

    /// <inheritdoc/>
    public override string ToString() => Address.Family == IpFamily.V6 ? $"[{Address}]:{Port}" : $"{Address}:{Port}";

    /// <summary>The IPv4-mapped form of an IPv4 address; any other address as it is.</summary>
    public static IpAddress Map(in IpAddress address) =>
        address.Family == IpFamily.V4 ? IpAddress.V6(0, MappedPrefix | address.Low) : address;

    /// <summary>The IPv4 address in an IPv4-mapped one; any other address as it is.</summary>
    public static IpAddress Unmap(in IpAddress address) => IsMapped(address) ? IpAddress.V4(unchecked((uint)address.Low)) : address;

    /// <summary>True for ::ffff:a.b.c.d.</summary>
    public static bool IsMapped(in IpAddress address) =>
        address is { Family: IpFamily.V6, High: 0 } && address.Low >> 32 == MappedPrefix >> 32;
}
