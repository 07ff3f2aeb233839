namespace NetStack.Expressions;

/// <summary>What a value is, and so what it can be compared with.</summary>
public enum ValueKind : byte
{
    /// <summary>Only there or not there: a label without a value.</summary>
    Presence,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number, 0 or more.</summary>
    Unsigned,

    /// <summary>A whole number that may be negative.</summary>
    Signed,

    /// <summary>A row of octets.</summary>
    Octets,

    /// <summary>All octets of a protocol: its header and what it carries.</summary>
    Protocol,

    /// <summary>Text, as UTF-8 octets.</summary>
    Text,

    /// <summary>An IPv4 address.</summary>
    Ipv4,

    /// <summary>An IPv6 address.</summary>
    Ipv6,

    /// <summary>A link-layer address of 48 bits.</summary>
    Mac,

    /// <summary>A point in time.</summary>
    Time,

    /// <summary>A span of time.</summary>
    Duration,
}
