using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Dns;

/// <summary>What the data of a type of record consists of: a list of parts, written down once in
/// <see cref="DnsDataShapes"/>.</summary>
internal sealed record DnsDataShape(ImmutableArray<ushort> Types, RfcReference Rfc, ImmutableArray<DnsDataPart> Parts)
{
    /// <summary>A shape without parts yet.</summary>
    /// <param name="rfc">The RFC that defines the data.</param>
    /// <param name="section">Its section.</param>
    /// <param name="types">The record types that share the shape.</param>
    public static DnsDataShape Of(int rfc, string section, params ReadOnlySpan<ushort> types) =>
        new([.. types], Tracing.Rfc.Section(rfc, section), []);

    /// <summary>The same; the last part is shown in the summary line.</summary>
    public DnsDataShape Told() => this with { Parts = Parts.SetItem(Parts.Length - 1, Parts[^1] with { IsTold = true }) };

    /// <summary>The same with an octet behind.</summary>
    public DnsDataShape UInt8(string name, IReadOnlyDictionary<ulong, string>? names = null) =>
        With(DnsDataKind.UInt8, Make(name, FieldType.UInt8) with { Names = names });

    /// <summary>The same with two octets behind.</summary>
    public DnsDataShape UInt16(string name, IReadOnlyDictionary<ulong, string>? names = null) =>
        With(DnsDataKind.UInt16, Make(name, FieldType.UInt16) with { Names = names });

    /// <summary>The same with two octets behind, shown in hexadecimal.</summary>
    public DnsDataShape Hex16(string name) =>
        With(DnsDataKind.UInt16, Make(name, FieldType.UInt16) with { Base = NumberBase.Hexadecimal });

    /// <summary>The same with four octets behind.</summary>
    public DnsDataShape UInt32(string name) => With(DnsDataKind.UInt32, Make(name, FieldType.UInt32));

    /// <summary>The same with a time behind.</summary>
    public DnsDataShape Time(string name, DnsDataKind kind = DnsDataKind.Time32) => With(kind, Make(name, FieldType.AbsoluteTime));

    /// <summary>The same with an IPv4 address behind.</summary>
    public DnsDataShape Ipv4(string name, DnsDataKind kind = DnsDataKind.Ipv4) => With(kind, Make(name, FieldType.Ipv4));

    /// <summary>The same with an IPv6 address behind.</summary>
    public DnsDataShape Ipv6(string name) => With(DnsDataKind.Ipv6, Make(name, FieldType.Ipv6));

    /// <summary>The same with a domain name behind.</summary>
    public DnsDataShape Name(string name, DnsDataKind kind = DnsDataKind.Name) => With(kind, Make(name, FieldType.Text));

    /// <summary>The same with a domain name behind whose length is told, too.</summary>
    public DnsDataShape Name(string name, string length) => this with
    {
        Parts = Parts.Add(new(DnsDataKind.Name, Make(name, FieldType.Text), Field.Generated(length, FieldType.UInt8, Rfc))),
    };

    /// <summary>The same with a text behind that has its length before it.</summary>
    public DnsDataShape String(string name, string length, DnsDataKind kind = DnsDataKind.String) =>
        this with { Parts = Parts.Add(new(kind, Make(name, FieldType.Text), Make(length, FieldType.UInt8))) };

    /// <summary>The same with octets behind that have their length before them.</summary>
    public DnsDataShape Counted(string name, string length, DnsDataKind kind, FieldType type = FieldType.Octets) => this with
    {
        Parts = Parts.Add(new(kind, Make(name, type),
            Make(length, kind == DnsDataKind.Counted16 ? FieldType.UInt16 : FieldType.UInt8))),
    };

    /// <summary>The same with all that is left.</summary>
    public DnsDataShape Rest(string name, DnsDataKind kind = DnsDataKind.Rest, FieldType type = FieldType.Octets) =>
        With(kind, Make(name, type) with { Base = kind == DnsDataKind.RestHex8 ? NumberBase.Hexadecimal : NumberBase.Decimal });

    /// <summary>The same with flags behind.</summary>
    /// <param name="kind">One octet or two.</param>
    /// <param name="name">The field of all of them.</param>
    /// <param name="bits">Name, lowest bit and width of each.</param>
    public DnsDataShape Flags(DnsDataKind kind, string name, params ReadOnlySpan<(string Name, int Bit, int Width)> bits)
    {
        FieldType type = kind == DnsDataKind.UInt8 ? FieldType.UInt8 : FieldType.UInt16;
        Field flags = Make(name, type) with { Base = kind == DnsDataKind.UInt8 ? NumberBase.Decimal : NumberBase.Hexadecimal };
        ImmutableArray<(Field, int, int)>.Builder parts = ImmutableArray.CreateBuilder<(Field, int, int)>(bits.Length);
        foreach ((string bitName, int bit, int width) in bits)
        {
            FieldType bitType = width == 1 ? FieldType.Boolean : type;
            parts.Add((Make($"{name}.{bitName}", bitType) with { Parent = flags }, bit, width));
        }

        return this with { Parts = Parts.Add(new(kind, flags) { Bits = parts.DrainToImmutable() }) };
    }

    /// <summary>The same with a bit map of record types behind.</summary>
    public DnsDataShape TypeMap() => With(DnsDataKind.Types, DnsFields.Type);

    /// <summary>The same with the key's identifier, which is worked out.</summary>
    public DnsDataShape KeyTag(string name) => With(DnsDataKind.KeyTag, Field.Generated(name, FieldType.UInt16, Rfc));

    private DnsDataShape With(DnsDataKind kind, Field field) => this with { Parts = Parts.Add(new(kind, field)) };

    private Field Make(string name, FieldType type) => Field.Variable(name, type, Rfc);
}
