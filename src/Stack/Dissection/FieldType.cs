namespace NetStack.Dissection;

/// <summary>How a field's octets are read, compared and shown. The types are Wireshark's.</summary>
public enum FieldType : byte
{
    /// <summary>A node of the tree with a label and no value of its own.</summary>
    None,

    /// <summary>One bit: true or false.</summary>
    Boolean,

    /// <summary>An unsigned number shown as one octet wide.</summary>
    UInt8,

    /// <summary>An unsigned number shown as two octets wide.</summary>
    UInt16,

    /// <summary>An unsigned number shown as three octets wide.</summary>
    UInt24,

    /// <summary>An unsigned number shown as four octets wide.</summary>
    UInt32,

    /// <summary>An unsigned number of up to eight octets.</summary>
    UInt64,

    /// <summary>A signed number of up to four octets, held sign-extended.</summary>
    Int32,

    /// <summary>A signed number of eight octets.</summary>
    Int64,

    /// <summary>The number of another frame of the same source.</summary>
    FrameNumber,

    /// <summary>An IPv4 address.</summary>
    Ipv4,

    /// <summary>An IPv6 address, read in place.</summary>
    Ipv6,

    /// <summary>An EUI-48 address.</summary>
    Mac,

    /// <summary>Octets, read in place or from the text arena.</summary>
    Octets,

    /// <summary>Text, read in place or from the text arena.</summary>
    Text,

    /// <summary>A point in time, nanoseconds since 1970.</summary>
    AbsoluteTime,

    /// <summary>A duration in nanoseconds.</summary>
    RelativeTime,

    /// <summary>A duration in nanoseconds that is shown in milliseconds, without zeros at its end.</summary>
    Milliseconds,
}

/// <summary>How a number is written.</summary>
public enum NumberBase : byte
{
    /// <summary>Decimal.</summary>
    Decimal,

    /// <summary>Hexadecimal with 0x and as many digits as the type is wide.</summary>
    Hexadecimal,
}
