using NetStack.Dissection;

namespace NetStack.Viz.Fields;

/// <summary>Texts of the list of fields.</summary>
public static class FieldsTexts
{
    /// <summary>A node of the tree without a value.</summary>
    public const string Node = "fields.type.node";

    /// <summary>True or false.</summary>
    public const string Boolean = "fields.type.boolean";

    /// <summary>A number without sign: bits.</summary>
    public const string Unsigned = "fields.type.unsigned";

    /// <summary>A number with sign: bits.</summary>
    public const string Signed = "fields.type.signed";

    /// <summary>A frame's number.</summary>
    public const string FrameNumber = "fields.type.frame";

    /// <summary>An IPv4 address.</summary>
    public const string Ipv4 = "fields.type.ipv4";

    /// <summary>An IPv6 address.</summary>
    public const string Ipv6 = "fields.type.ipv6";

    /// <summary>A link-layer address.</summary>
    public const string Mac = "fields.type.mac";

    /// <summary>Octets.</summary>
    public const string Octets = "fields.type.octets";

    /// <summary>Text.</summary>
    public const string Text = "fields.type.text";

    /// <summary>A point in time.</summary>
    public const string Time = "fields.type.time";

    /// <summary>A span of time.</summary>
    public const string Duration = "fields.type.duration";

    /// <summary>Where the field stands in its header: bits.</summary>
    public const string Bits = "fields.bits";

    /// <summary>The field is worked out, and stands in no header.</summary>
    public const string Generated = "fields.generated";

    /// <summary>Heading of the name's column.</summary>
    public const string NameColumn = "fields.column.name";

    /// <summary>Heading of the label's column.</summary>
    public const string LabelColumn = "fields.column.label";

    /// <summary>Heading of the type's column.</summary>
    public const string TypeColumn = "fields.column.type";

    /// <summary>Heading of the bits' column.</summary>
    public const string BitsColumn = "fields.column.bits";

    /// <summary>Heading of the meaning's column.</summary>
    public const string MeaningColumn = "fields.column.meaning";

    /// <summary>Heading of the RFC's column.</summary>
    public const string RfcColumn = "fields.column.rfc";

    /// <summary>What a type is called, with its width as argument.</summary>
    public static (string Key, int Bits) KeyOf(FieldType type) => type switch
    {
        FieldType.None => (Node, 0),
        FieldType.Boolean => (Boolean, 0),
        FieldType.UInt8 => (Unsigned, 8),
        FieldType.UInt16 => (Unsigned, 16),
        FieldType.UInt24 => (Unsigned, 24),
        FieldType.UInt32 => (Unsigned, 32),
        FieldType.UInt64 => (Unsigned, 64),
        FieldType.Int32 => (Signed, 32),
        FieldType.Int64 => (Signed, 64),
        FieldType.FrameNumber => (FrameNumber, 0),
        FieldType.Ipv4 => (Ipv4, 0),
        FieldType.Ipv6 => (Ipv6, 0),
        FieldType.Mac => (Mac, 0),
        FieldType.Octets => (Octets, 0),
        FieldType.Text => (Text, 0),
        FieldType.AbsoluteTime => (Time, 0),
        _ => (Duration, 0),
    };
}
