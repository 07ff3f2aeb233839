namespace NetStack.Application.Dns;

/// <summary>Where names stand in a record's data: some octets, then names, then some octets. A reader has to take names apart
/// where they are compressed; a writer may compress those of RFC 1035 only (RFC 3597 §4).</summary>
/// <param name="Before">Octets before the names.</param>
/// <param name="Names">Names, one behind the other.</param>
/// <param name="After">Octets behind them.</param>
/// <param name="MayCompress">Whether a writer may.</param>
internal readonly record struct DnsRecordShape(int Before, int Names, int After, bool MayCompress)
{
    /// <summary>The shape of a type's data; no names for a type without them, or one that is not known.</summary>
    public static DnsRecordShape Of(ushort type) => type switch
    {
        DnsType.Ns or DnsType.Cname or DnsType.Ptr => new(0, 1, 0, true),
        DnsType.Mx => new(2, 1, 0, true),
        DnsType.Soa => new(0, 2, 20, true),
        DnsType.Srv => new(6, 1, 0, false),
        DnsType.Dname => new(0, 1, 0, false),
        _ => default,
    };

    /// <summary>How long data has to be that holds no names; -1 for any length.</summary>
    public static int FixedLength(ushort type) => type switch { DnsType.A => 4, DnsType.Aaaa => 16, _ => -1 };
}
