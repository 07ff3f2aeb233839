using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Link.Pppoe;

/// <summary>The tags of PPPoE discovery. Source: RFC 2516 Appendix A, RFC 4638 §5.</summary>
internal static class PppoeTags
{
    private static readonly RfcReference Format = Rfc.Section(2516, "A");

    /// <summary>The node that all tags stand below.</summary>
    public static Field Node { get; } = Field.Variable("pppoed.tags", FieldType.None, Rfc.Section(2516, "5"));

    /// <summary>pppoed.tag: the number of a tag that we do not know.</summary>
    public static Field Unknown { get; } = Field.VariableHex("pppoed.tag", FieldType.UInt16, Format);

    /// <summary>pppoed.tag.unknown_data.</summary>
    public static Field UnknownData { get; } = Field.Variable("pppoed.tag.unknown_data", FieldType.Octets, Format);

    /// <summary>Tags by their number.</summary>
    public static IReadOnlyDictionary<int, Field> Known { get; } = new Dictionary<int, Field>
    {
        [0x0101] = Text("service_name"),
        [0x0102] = Text("ac_name"),
        [0x0103] = Octets("host_uniq"),
        [0x0104] = Octets("ac_cookie"),
        [0x0110] = Octets("relay_session_id"),
        [0x0120] = Octets("max_payload"),
        [0x0201] = Text("service_name_error"),
        [0x0202] = Text("ac_system_error"),
        [0x0203] = Text("generic_error"),
    };

    private static Field Text(string name) => Field.Variable("pppoed.tags." + name, FieldType.Text, Format);

    private static Field Octets(string name) => Field.Variable("pppoed.tags." + name, FieldType.Octets, Format);
}
