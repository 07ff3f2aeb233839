using System.Collections.Frozen;
using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Dns;

/// <summary>The SVCB and HTTPS records: how a service is reached, told before the first packet to it.
/// Source: RFC 9460 §2.2.</summary>
internal static class DnsServiceFields
{
    public const ushort Mandatory = 0, Alpn = 1, Port = 3, Ipv4Hint = 4, EncryptedHello = 5, Ipv6Hint = 6, ObliviousKeys = 32769;

    private static readonly RfcReference Format = Rfc.Section(9460, "2.2");
    private static readonly RfcReference Keys = Rfc.Section(9460, "7");

    public static readonly Field Priority = Field.Variable("dns.svcb.svcpriority", FieldType.UInt16, Format);
    public static readonly Field Target = Field.Variable("dns.svcb.targetname", FieldType.Text, Format);
    public static readonly Field Parameter = Field.Variable("dns.svcb.svcparam", FieldType.None, Format);
    public static readonly Field Key = Field.Variable("dns.svcb.svcparam.key", FieldType.UInt16, Format) with { Names = KeyNames };
    public static readonly Field ValueLength = Field.Variable("dns.svcb.svcparam.value.length", FieldType.UInt16, Format);
    public static readonly Field Value = Field.Variable("dns.svcb.svcparam.value", FieldType.Octets, Format);
    public static readonly Field MandatoryKey = Field.Variable("dns.svcb.svcparam.mandatory.key", FieldType.UInt16, Rfc.Section(9460, "8")) with { Names = KeyNames };
    public static readonly Field AlpnLength = Field.Variable("dns.svcb.svcparam.alpn.length", FieldType.UInt8, Keys);
    public static readonly Field AlpnName = Field.Variable("dns.svcb.svcparam.alpn", FieldType.Text, Keys);
    public static readonly Field PortNumber = Field.Variable("dns.svcb.svcparam.port", FieldType.UInt16, Keys);
    public static readonly Field Ipv4 = Field.Variable("dns.svcb.svcparam.ipv4hint.ip", FieldType.Ipv4, Keys);
    public static readonly Field EchConfig = Field.Variable("dns.svcb.svcparam.echconfig", FieldType.Octets, Keys);
    public static readonly Field Ipv6 = Field.Variable("dns.svcb.svcparam.ipv6hint.ip", FieldType.Ipv6, Keys);
    public static readonly Field OdohConfig = Field.Variable("dns.svcb.svcparam.odohconfig", FieldType.Octets, Rfc.Section(9230, "6"));

    /// <summary>The names that lead the list of application protocols.</summary>
    public static DnsDataPart AlpnPart { get; } = new(DnsDataKind.Strings, AlpnName, AlpnLength);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        Priority, Target, Parameter, Key, ValueLength, Value, MandatoryKey, AlpnLength, AlpnName, PortNumber, Ipv4, EchConfig, Ipv6, OdohConfig,
    ];

    private static IReadOnlyDictionary<ulong, string> KeyNames => new Dictionary<ulong, string>
    {
        [0] = "mandatory", [1] = "alpn", [2] = "no-default-alpn", [3] = "port", [4] = "ipv4hint", [5] = "ech", [6] = "ipv6hint",
        [7] = "dohpath", [8] = "ohttp", [32769] = "odohconfig",
    }.ToFrozenDictionary();
}
