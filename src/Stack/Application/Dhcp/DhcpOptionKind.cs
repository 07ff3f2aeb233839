using System.Collections.Immutable;
using NetStack.Dissection;

namespace NetStack.Application.Dhcp;

/// <summary>How an option's value is written. Source: RFC 2132.</summary>
internal enum DhcpOptionKind : byte
{
    /// <summary>Octets that mean nothing here.</summary>
    Opaque,

    /// <summary>Octets.</summary>
    Octets,

    /// <summary>ASCII text.</summary>
    Text,

    /// <summary>One octet.</summary>
    UInt8,

    /// <summary>One octet each.</summary>
    UInt8List,

    /// <summary>Two octets.</summary>
    UInt16,

    /// <summary>Two octets each.</summary>
    UInt16List,

    /// <summary>Four octets.</summary>
    UInt32,

    /// <summary>Four octets with a sign.</summary>
    Int32,

    /// <summary>Seconds since 1970, in four octets.</summary>
    Time,

    /// <summary>One octet: yes or no.</summary>
    Boolean,

    /// <summary>An IPv4 address.</summary>
    Ipv4,

    /// <summary>IPv4 addresses.</summary>
    Ipv4List,

    /// <summary>Pairs of IPv4 addresses.</summary>
    Ipv4Pairs,

    /// <summary>Domain names, compressed within the option (RFC 3397 §2).</summary>
    Names,

    /// <summary>Code of its own reads it.</summary>
    Special,
}

/// <summary>One option (or suboption): its code, its name in the RFC's words, how its value is written, and as which
/// fields.</summary>
internal sealed record DhcpOptionShape(byte Code, string Name, DhcpOptionKind Kind, ImmutableArray<Field> Fields)
{
    /// <summary>The same, its value shown in hexadecimal.</summary>
    public DhcpOptionShape InHexadecimal() =>
        this with { Fields = [.. Fields.Select(field => field with { Base = NumberBase.Hexadecimal })] };
}
