using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Packetdrill;

/// <summary>C's <c>sockaddr_in</c> and <c>sockaddr_in6</c>.</summary>
internal static unsafe class SocketAddressLayout
{
    private const int Unspecified = 0, Ipv4 = 2, Ipv6 = 10;
    private const int Ipv4Length = 16, Ipv6Length = 28, FamilyLength = 2;
    private const int PortAt = 2, Ipv4AddressAt = 4, Ipv6AddressAt = 8, ScopeAt = 24;

    /// <summary>The version of IP of a C address family; <see cref="IpFamily.None"/> for any other.</summary>
    public static IpFamily FamilyOf(int family) => family switch { Ipv4 => IpFamily.V4, Ipv6 => IpFamily.V6, _ => IpFamily.None };

    /// <summary>Reads an address. AF_UNSPEC is the address of no family.</summary>
    public static Errno TryRead(byte* octets, uint length, out SocketAddress address)
    {
        address = default;
        if (octets == null) return Errno.EFAULT;
        if (length < FamilyLength) return Errno.EINVAL;
        ReadOnlySpan<byte> span = new(octets, (int)Math.Min(length, Ipv6Length));
        int family = *(ushort*)octets;
        switch (family)
        {
            case Unspecified:
                return Errno.None;
            case Ipv4 when span.Length >= Ipv4Length:
                address = new(IpAddress.Read(span.Slice(Ipv4AddressAt, 4)), BinaryPrimitives.ReadUInt16BigEndian(span[PortAt..]));
                return Errno.None;
            case Ipv6 when span.Length >= Ipv6Length:
                address = new(IpAddress.Read(span.Slice(Ipv6AddressAt, 16)), BinaryPrimitives.ReadUInt16BigEndian(span[PortAt..]));
                return Errno.None;
            default:
                return family is Ipv4 or Ipv6 ? Errno.EINVAL : Errno.EAFNOSUPPORT;
        }
    }

    /// <summary>Writes an address as far as there is room, and its full length.</summary>
    /// <param name="address">The address; one of no family has no octets.</param>
    /// <param name="octets">Where to; null when nobody wants it.</param>
    /// <param name="length">The room, then the length.</param>
    public static void Write(in SocketAddress address, byte* octets, uint* length)
    {
        if (octets == null || length == null) return;
        Span<byte> whole = stackalloc byte[Ipv6Length];
        whole.Clear();
        bool isV4 = address.Address.Family == IpFamily.V4;
        int written = address.Address.Family == IpFamily.None ? 0 : isV4 ? Ipv4Length : Ipv6Length;
        if (written > 0)
        {
            BitConverter.TryWriteBytes(whole, (ushort)(isV4 ? Ipv4 : Ipv6));
            BinaryPrimitives.WriteUInt16BigEndian(whole[PortAt..], address.Port);
            address.Address.Write(whole[(isV4 ? Ipv4AddressAt : Ipv6AddressAt)..]);
            if (!isV4) BitConverter.TryWriteBytes(whole[ScopeAt..], address.Address.Scope);
        }

        whole[..Math.Min(written, (int)Math.Min(*length, Ipv6Length))].CopyTo(new Span<byte>(octets, Ipv6Length));
        *length = (uint)written;
    }
}
