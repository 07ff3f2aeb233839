using NetStack.Bytes;

namespace NetStack.Internet;

/// <summary>The addresses with a meaning of their own. Source: RFC 1122 §3.2.1.3, RFC 4291 §2.4, RFC 6890.</summary>
internal static class Addresses
{
    public static readonly IpAddress AllNodes = IpAddress.V6(0xFF02_0000_0000_0000, 1);
    public static readonly IpAddress AllRouters = IpAddress.V6(0xFF02_0000_0000_0000, 2);
    public static readonly IpAddress Unspecified = IpAddress.V6(0, 0);
    public static readonly IpAddress AllSystems = IpAddress.V4(0xE000_0001);
    public static readonly IpAddress AllSystemsRouters = IpAddress.V4(0xE000_0002);
    public static readonly IpAddress LimitedBroadcast = IpAddress.V4(0xFFFF_FFFF);

    /// <summary>0.0.0.0 or ::.</summary>
    public static bool IsUnspecified(in IpAddress address) => address is { High: 0, Low: 0 } && address.Family != IpFamily.None;

    /// <summary>127.0.0.0/8 or ::1.</summary>
    public static bool IsLoopback(in IpAddress address) =>
        address.Family == IpFamily.V4 ? address.Low >> 24 == 127 : address is { Family: IpFamily.V6, High: 0, Low: 1 };

    /// <summary>fe80::/10, or 169.254.0.0/16.</summary>
    public static bool IsLinkLocal(in IpAddress address) => address.Family == IpFamily.V6 ? IsScoped(address) : address.Low >> 16 == 0xA9FE;

    /// <summary>A unicast address that says nothing without the interface. Source: RFC 4007 §6.</summary>
    public static bool IsScoped(in IpAddress address) => address.Family == IpFamily.V6 && address.High >> 54 == 0x3FA;

    /// <summary>A group of one link: datagrams for it are not forwarded. Source: RFC 4291 §2.7, RFC 5771 §4.</summary>
    public static bool IsLinkLocalGroup(in IpAddress address) => address.Family == IpFamily.V4
        ? address.Low >> 8 == 0xE00000
        : address.IsMulticast && (address.High >> 48 & 0xF) <= 2;

    /// <summary>Gives a link-local address its interface.</summary>
    public static IpAddress Scoped(in IpAddress address, int @interface) =>
        IsScoped(address) ? IpAddress.V6(address.High, address.Low, (uint)@interface) : address;

    /// <summary>The group that a node joins for each of its addresses. Source: RFC 4291 §2.7.1.</summary>
    public static IpAddress SolicitedNode(in IpAddress address) =>
        IpAddress.V6(0xFF02_0000_0000_0000, 0x0000_0001_FF00_0000 | (address.Low & 0xFF_FFFF));

    /// <summary>The last address of a prefix of IPv4: its broadcast. Source: RFC 1122 §3.2.1.3(d).</summary>
    public static IpAddress Broadcast(in IpAddress network, int prefixLength) =>
        IpAddress.V4((uint)network.Low | (uint)((1UL << (32 - prefixLength)) - 1));

    /// <summary>The link address of a group. Source: RFC 1112 §6.4, RFC 2464 §7.</summary>
    public static MacAddress GroupMac(in IpAddress group) => group.Family == IpFamily.V4
        ? new(0x0100_5E00_0000 | (group.Low & 0x7F_FFFF))
        : new(0x3333_0000_0000 | (group.Low & 0xFFFF_FFFF));

    /// <summary>The interface identifier that a MAC gives: EUI-64 with the universal bit turned. Source: RFC 4291 Appendix A.</summary>
    public static ulong InterfaceIdentifier(MacAddress mac) =>
        (mac.Value >> 24 << 40 | 0xFF_FE00_0000 | (mac.Value & 0xFF_FFFF)) ^ 0x0200_0000_0000_0000;

    /// <summary>How far an address carries; the larger the farther. Source: RFC 6724 §3.1.</summary>
    public static int Scope(in IpAddress address)
    {
        if (address.Family == IpFamily.V6 && address.IsMulticast) return (int)(address.High >> 48 & 0xF);
        return IsLinkLocal(address) || IsLoopback(address) ? 2 : 14;
    }

    /// <summary>Leading bits that two addresses have in common.</summary>
    public static int CommonPrefix(in IpAddress a, in IpAddress b)
    {
        UInt128 difference = new UInt128(a.High, a.Low) ^ new UInt128(b.High, b.Low);
        return (int)UInt128.LeadingZeroCount(difference) - (128 - a.Bits);
    }
}
