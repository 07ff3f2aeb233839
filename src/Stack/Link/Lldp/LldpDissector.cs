using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Link.Lldp;

/// <summary>LLDP: what a switch or host tells its neighbour of itself, as a list of type, length and value.
/// Source: IEEE 802.1AB-2016 §8.</summary>
public sealed class LldpDissector : Dissector
{
    /// <summary>A TLV's value does not have the form of its type. Arguments: type, octets there.</summary>
    public const string BadTlv = "lldp.tlv.bad";

    private const uint EtherType = 0x88CC;
    private const int HeaderLength = 2;
    private static readonly RfcReference Format = Rfc.Other("IEEE 802.1AB §8.4");

    private static readonly Field Type = Of("lldp.tlv.type", FieldType.UInt16) with { Names = Names };
    private static readonly Field Length = Of("lldp.tlv.len", FieldType.UInt16);
    private static readonly Field ChassisSubtype = Of("lldp.chassis.subtype", FieldType.UInt8);
    private static readonly Field ChassisMac = Of("lldp.chassis.id.mac", FieldType.Mac);
    private static readonly Field ChassisIpv4 = Of("lldp.chassis.id.ip4", FieldType.Ipv4);
    private static readonly Field ChassisId = Of("lldp.chassis.id", FieldType.Text);
    private static readonly Field PortSubtype = Of("lldp.port.subtype", FieldType.UInt8);
    private static readonly Field PortMac = Of("lldp.port.id.mac", FieldType.Mac);
    private static readonly Field PortId = Of("lldp.port.id", FieldType.Text);
    private static readonly Field TimeToLive = Of("lldp.time_to_live", FieldType.UInt16);
    private static readonly Field PortDescription = Of("lldp.port.desc", FieldType.Text);
    private static readonly Field SystemName = Of("lldp.tlv.system.name", FieldType.Text);
    private static readonly Field SystemDescription = Of("lldp.tlv.system.desc", FieldType.Text);
    private static readonly Field Capabilities = Field.VariableHex("lldp.tlv.system_cap", FieldType.UInt16, Format);
    private static readonly Field EnabledCapabilities = Field.VariableHex("lldp.tlv.enable_system_cap", FieldType.UInt16, Format);
    private static readonly Field Organisation = Of("lldp.orgtlv.oui", FieldType.UInt24);

    /// <summary>Bits of the capabilities, lowest first. Source: IEEE 802.1AB §8.5.8.1.</summary>
    private static readonly ImmutableArray<string> CapabilityBits =
        ["other", "repeater", "bridge", "wlan_access_pt", "router", "telephone", "docsis_cable_device", "station_only"];

    private static readonly ImmutableArray<Field> CapabilityFlags = FlagsOf(Capabilities);
    private static readonly ImmutableArray<Field> EnabledFlags = FlagsOf(EnabledCapabilities);

    /// <summary>The TLVs' fields.</summary>
    public static Protocol Definition { get; } = new("lldp", "LLDP", "Link Layer Discovery Protocol",
    [
        Type, Length, ChassisSubtype, ChassisMac, ChassisIpv4, ChassisId, PortSubtype, PortMac, PortId, TimeToLive, PortDescription,
        SystemName, SystemDescription, Capabilities, .. CapabilityFlags, EnabledCapabilities, .. EnabledFlags, Organisation,
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.EtherType, EtherType)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        for (int at = 0; at < octets.Length;)
        {
            if (octets.Length - at < HeaderLength)
            {
                frame.ReportTooShort(octets, at, HeaderLength);
                return;
            }

            // seven bits of type, nine of length
            ushort head = BinaryPrimitives.ReadUInt16BigEndian(octets.Span[at..]);
            (int type, int length) = (head >> 9, head & 0x1FF);
            int node = frame.Open(Type, octets, at, Math.Min(HeaderLength + length, octets.Length - at), (ulong)type);
            frame.Add(Length, octets, at, HeaderLength, (ulong)length);
            at += HeaderLength;
            bool whole = octets.Length - at >= length;
            if (!whole) frame.ReportTooShort(octets, at, length);
            else if (!ReadValue(frame, octets.Slice(at, length), type)) frame.Report(Severity.Error, BadTlv, octets, at, type, length);
            frame.Close(node);
            at += length;
            if (whole && type == 0) frame.SetLayerLength(at); // the end TLV: what follows is padding
            if (!whole || type == 0) return;
        }
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length);
        while (octets.Length >= HeaderLength)
        {
            ushort head = BinaryPrimitives.ReadUInt16BigEndian(octets);
            (int type, int length) = (head >> 9, head & 0x1FF);
            if (type == 0 || HeaderLength + length > octets.Length) return;
            ReadOnlySpan<byte> value = octets.Slice(HeaderLength, length);
            SummarizeTlv(type, value, writer);
            octets = octets[(HeaderLength + length)..];
        }
    }

    private static void SummarizeTlv(int type, ReadOnlySpan<byte> value, Utf8Writer writer)
    {
        if (value.IsEmpty) return;
        ReadOnlySpan<byte> label = type switch { 1 => "Chassis "u8, 2 => "Port "u8, 3 => "TTL "u8, 5 => "Name "u8, _ => default };
        if (label.IsEmpty) return;
        if (writer.Length > 0) writer.Write((byte)' ');
        writer.Write(label);
        if (type == 3 && value.Length >= 2) writer.WriteDecimal((ulong)BinaryPrimitives.ReadUInt16BigEndian(value));
        else if (type is 1 or 2 && IsMac(type, value)) writer.WriteMac(MacAddress.Read(value[1..]));
        else AsciiText.Write(writer, type == 5 ? value : value[1..]);
    }

    /// <summary>The subtype that says "a MAC address" is 4 for a chassis and 3 for a port.</summary>
    private static bool IsMac(int type, ReadOnlySpan<byte> value) => value.Length == 7 && value[0] == (type == 1 ? 4 : 3);

    private static bool ReadValue(DissectedFrame frame, scoped in Octets value, int type) => type switch
    {
        0 => value.Length == 0,
        1 => ReadChassis(frame, value),
        2 => ReadPort(frame, value),
        3 => ReadTimeToLive(frame, value),
        4 => AddText(frame, PortDescription, value, 0),
        5 => AddText(frame, SystemName, value, 0),
        6 => AddText(frame, SystemDescription, value, 0),
        7 => ReadCapabilities(frame, value),
        127 => ReadOrganisation(frame, value),
        _ => true,
    };

    private static bool ReadChassis(DissectedFrame frame, scoped in Octets value)
    {
        if (value.Length < 2) return false;
        frame.Add(ChassisSubtype, value, 0, 1, value[0]);
        switch (value[0])
        {
            case 4 when value.Length == 7:
                frame.Add(ChassisMac, value, 1, 6, DissectedFrame.ReadBits(value.Span, 8, 48));
                return true;
            case 5 when value.Length == 6 && value[1] == 1: // a network address: its family first
                frame.Add(ChassisIpv4, value, 2, 4, DissectedFrame.ReadBits(value.Span, 16, 32));
                return true;
            default:
                return AddText(frame, ChassisId, value, 1);
        }
    }

    private static bool ReadPort(DissectedFrame frame, scoped in Octets value)
    {
        if (value.Length < 2) return false;
        frame.Add(PortSubtype, value, 0, 1, value[0]);
        if (!IsMac(2, value.Span)) return AddText(frame, PortId, value, 1);
        frame.Add(PortMac, value, 1, 6, DissectedFrame.ReadBits(value.Span, 8, 48));
        return true;
    }

    private static bool ReadTimeToLive(DissectedFrame frame, scoped in Octets value)
    {
        if (value.Length < 2) return false;
        frame.Add(TimeToLive, value, 0, 2, BinaryPrimitives.ReadUInt16BigEndian(value.Span));
        return true;
    }

    private static bool ReadCapabilities(DissectedFrame frame, scoped in Octets value)
    {
        if (value.Length < 4) return false;
        AddCapabilities(frame, value, 0, Capabilities, CapabilityFlags);
        AddCapabilities(frame, value, 2, EnabledCapabilities, EnabledFlags);
        return true;
    }

    private static void AddCapabilities(DissectedFrame frame, scoped in Octets value, int at, Field field, ImmutableArray<Field> flags)
    {
        ushort bits = BinaryPrimitives.ReadUInt16BigEndian(value.Span[at..]);
        int node = frame.Open(field, value, at, 2, bits);
        for (int i = 0; i < flags.Length; i++) frame.Add(flags[i], value, at, 2, (ulong)(bits >> i & 1));
        frame.Close(node);
    }

    private static bool ReadOrganisation(DissectedFrame frame, scoped in Octets value)
    {
        if (value.Length < 4) return false;
        frame.Add(Organisation, value, 0, 3, DissectedFrame.ReadBits(value.Span, 0, 24));
        return true;
    }

    private static bool AddText(DissectedFrame frame, Field field, scoped in Octets value, int at)
    {
        frame.AddInPlace(field, value, at, value.Length - at);
        return true;
    }

    private static ImmutableArray<Field> FlagsOf(Field parent) =>
        [.. CapabilityBits.Select(name => Of($"{parent.Name}.{name}", FieldType.Boolean) with { Parent = parent })];

    private static Field Of(string name, FieldType type) => Field.Variable(name, type, Format);

    private static IReadOnlyDictionary<ulong, string> Names => new Dictionary<ulong, string>
    {
        [0] = "End of LLDPDU", [1] = "Chassis Id", [2] = "Port Id", [3] = "Time to Live", [4] = "Port Description", [5] = "System Name",
        [6] = "System Description", [7] = "System Capabilities", [8] = "Management Address", [127] = "Organization Specific",
    }.ToFrozenDictionary();
}
