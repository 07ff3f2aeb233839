using System.Collections.Immutable;
using NetStack.Dissection;

namespace NetStack.Application.Dns;

/// <summary>How a part of a record's data is written on the wire. Source: RFC 1035 §3.3 and the records' own RFCs.</summary>
internal enum DnsDataKind : byte
{
    /// <summary>One octet.</summary>
    UInt8,

    /// <summary>Two octets.</summary>
    UInt16,

    /// <summary>Four octets.</summary>
    UInt32,

    /// <summary>Seconds since 1970 in 32 bits.</summary>
    Time32,

    /// <summary>Seconds since 1970 in 48 bits.</summary>
    Time48,

    /// <summary>An IPv4 address.</summary>
    Ipv4,

    /// <summary>An IPv6 address.</summary>
    Ipv6,

    /// <summary>An EUI-48 address.</summary>
    Mac,

    /// <summary>An EUI-64 address.</summary>
    Eui64,

    /// <summary>Eight octets.</summary>
    Octets8,

    /// <summary>A domain name.</summary>
    Name,

    /// <summary>Domain names until the end.</summary>
    Names,

    /// <summary>An octet of length and so much text.</summary>
    String,

    /// <summary>The same, or nothing where the data ends.</summary>
    OptionalString,

    /// <summary>The same until the end.</summary>
    Strings,

    /// <summary>An octet of length and so many octets.</summary>
    Counted8,

    /// <summary>Two octets of length and so many octets.</summary>
    Counted16,

    /// <summary>An octet of length and so many octets, shown as RFC 4648 base32hex text.</summary>
    Hash,

    /// <summary>All octets that are left.</summary>
    Rest,

    /// <summary>All octets that are left, as text.</summary>
    RestText,

    /// <summary>One octet each until the end, shown in hexadecimal.</summary>
    RestHex8,

    /// <summary>A bit map of record types (RFC 4034 §4.1.2).</summary>
    Types,

    /// <summary>The identifier of a key, worked out from all of the data (RFC 4034 appendix B).</summary>
    KeyTag,
}

/// <summary>One part of a record's data.</summary>
/// <param name="Kind">How it is written on the wire.</param>
/// <param name="Field">Its field.</param>
/// <param name="Length">The field of its length, where that stands before it.</param>
internal sealed record DnsDataPart(DnsDataKind Kind, Field Field, Field? Length = null)
{
    /// <summary>True when the summary line shows it.</summary>
    public bool IsTold { get; init; }

    /// <summary>The flags within it: field, lowest bit, width.</summary>
    public ImmutableArray<(Field Field, int Bit, int Width)> Bits { get; init; } = [];

    /// <summary>All fields that it writes.</summary>
    public IEnumerable<Field> Fields =>
        [.. Length is null ? Array.Empty<Field>() : [Length], Field, .. Bits.Select(bits => bits.Field)];
}
