using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Link.Llc;

/// <summary>The fields of an LLC header and of SNAP behind it. Source: IEEE 802.2 §3, RFC 1042.</summary>
internal static class LlcHeader
{
    /// <summary>Octets with a control field of one octet.</summary>
    public const int Length = 3;

    /// <summary>Octets of the organization code and type that SNAP adds.</summary>
    public const int SnapLength = 5;

    /// <summary>The service access point that announces SNAP.</summary>
    public const byte SnapSap = 0xAA;

    private static readonly RfcReference Format = Rfc.Other("IEEE 802.2 §3.2");
    private static readonly Field Destination = Field.HexAt("llc.dsap", 0, 8, FieldType.UInt8, Format) with { Names = LlcNames.Saps };
    private static readonly Field Source = Field.HexAt("llc.ssap", 8, 8, FieldType.UInt8, Format) with { Names = LlcNames.Saps };

    /// <summary>llc.control: one octet, or two where frames are numbered.</summary>
    public static Field Control { get; } = Field.VariableHex("llc.control", FieldType.UInt16, Rfc.Other("IEEE 802.2 §5.2"));

    /// <summary>llc.control.ftype.</summary>
    public static Field FrameType { get; } = Field.VariableHex("llc.control.ftype", FieldType.UInt8, Rfc.Other("IEEE 802.2 §5.2"));

    /// <summary>llc.control.u_modifier_cmd.</summary>
    public static Field Command { get; } = Field.VariableHex("llc.control.u_modifier_cmd", FieldType.UInt8, Rfc.Other("IEEE 802.2 §5.4"));

    /// <summary>llc.control.u_modifier_resp.</summary>
    public static Field Response { get; } = Field.VariableHex("llc.control.u_modifier_resp", FieldType.UInt8, Rfc.Other("IEEE 802.2 §5.4"));

    /// <summary>llc.control.n_s.</summary>
    public static Field SendNumber { get; } = Field.Variable("llc.control.n_s", FieldType.UInt16, Rfc.Other("IEEE 802.2 §5.2"));

    /// <summary>llc.control.n_r.</summary>
    public static Field ReceiveNumber { get; } = Field.Variable("llc.control.n_r", FieldType.UInt16, Rfc.Other("IEEE 802.2 §5.2"));

    /// <summary>llc.type: SNAP's type where the organization is 00:00:00.</summary>
    public static Field Type { get; } = Field.VariableHex("llc.type", FieldType.UInt16, Rfc.Section(1042, "Header Format"));

    /// <summary>llc.cisco_pid: SNAP's type where the organization is Cisco.</summary>
    public static Field CiscoType { get; } = Field.VariableHex("llc.cisco_pid", FieldType.UInt16, default);

    /// <summary>llc.pid: SNAP's type where the organization is another.</summary>
    public static Field OtherType { get; } = Field.VariableHex("llc.pid", FieldType.UInt16, Rfc.Section(1042, "Header Format"));

    /// <summary>llc.oui.</summary>
    public static Field Organization { get; } = Field.Variable("llc.oui", FieldType.UInt24, Rfc.Section(1042, "Header Format"));

    /// <summary>The two access points.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        Destination,
        Field.Part(Destination, "llc.dsap.sap", 0, 7, FieldType.UInt8),
        Field.Part(Destination, "llc.dsap.ig", 7, 1, FieldType.Boolean),
        Source,
        Field.Part(Source, "llc.ssap.sap", 8, 7, FieldType.UInt8),
        Field.Part(Source, "llc.ssap.cr", 15, 1, FieldType.Boolean),
    ];
}
