using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using NetStack.Bytes;

namespace NetStack.Application.Dns;

/// <summary>A resource record for programs to use. Source: RFC 1035 §3.2.1.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Type">What it tells, see <see cref="DnsType"/>.</param>
/// <param name="Class">Nearly always <see cref="DnsCodes.Internet"/>.</param>
/// <param name="TimeToLive">Seconds for which it may be kept.</param>
/// <param name="Data">What it tells; names in it are not compressed.</param>
public sealed record DnsRecord(DomainName Name, ushort Type, ushort Class, uint TimeToLive, ImmutableArray<byte> Data)
{
    /// <summary>The address of an A or AAAA record; <c>default</c> of others.</summary>
    public IpAddress Address => Type is DnsType.A or DnsType.Aaaa ? IpAddress.Read(Data.AsSpan()) : default;

    /// <summary>The name that a CNAME, NS, PTR, DNAME, MX, SRV or SOA record tells; null of others.</summary>
    public DomainName? Target
    {
        get
        {
            DnsRecordShape shape = DnsRecordShape.Of(Type);
            return shape.Names > 0 && DomainName.TryRead(Data.AsSpan(), shape.Before, out DomainName? target, out _) ? target : null;
        }
    }

    /// <summary>MX and SRV: the smallest is tried first. Source: RFC 1035 §3.3.9, RFC 2782.</summary>
    public ushort Preference => Type is DnsType.Mx or DnsType.Srv ? UInt16At(0) : (ushort)0;

    /// <summary>SRV: among equals, its share.</summary>
    public ushort Weight => Type == DnsType.Srv ? UInt16At(2) : (ushort)0;

    /// <summary>SRV: where the service listens.</summary>
    public ushort Port => Type == DnsType.Srv ? UInt16At(4) : (ushort)0;

    /// <summary>SOA: seconds for which may be kept that a name, or a type of it, is not there. Source: RFC 2308 §4.</summary>
    public uint Minimum => Type == DnsType.Soa ? BinaryPrimitives.ReadUInt32BigEndian(Data.AsSpan()[^4..]) : 0;

    /// <summary>TXT: its strings. Source: RFC 1035 §3.3.14.</summary>
    public ImmutableArray<string> Texts
    {
        get
        {
            if (Type != DnsType.Txt) return [];
            var texts = ImmutableArray.CreateBuilder<string>();
            ReadOnlySpan<byte> left = Data.AsSpan();
            while (!left.IsEmpty && left[0] < left.Length)
            {
                texts.Add(Encoding.UTF8.GetString(left.Slice(1, left[0])));
                left = left[(left[0] + 1)..];
            }

            return texts.ToImmutable();
        }
    }

    /// <summary>An A or AAAA record.</summary>
    public static DnsRecord OfAddress(DomainName name, in IpAddress address, uint timeToLive)
    {
        Span<byte> data = stackalloc byte[16];
        data = data[..address.Write(data)];
        return new(name, address.Family == IpFamily.V4 ? DnsType.A : DnsType.Aaaa, DnsCodes.Internet, timeToLive, [.. data]);
    }

    /// <summary>A record whose data is a name: CNAME, NS, PTR.</summary>
    public static DnsRecord OfName(DomainName name, ushort type, DomainName target, uint timeToLive) =>
        new(name, type, DnsCodes.Internet, timeToLive, [.. target.Wire]);

    private ushort UInt16At(int at) => BinaryPrimitives.ReadUInt16BigEndian(Data.AsSpan()[at..]);
}
