using System.Collections.Frozen;

namespace NetStack.Application.Dns;

/// <summary>Names of the header's small numbers and of classes.</summary>
public static class DnsCodes
{
    /// <summary>The usual question. Source: RFC 1035 §4.1.1.</summary>
    public const int Query = 0;

    /// <summary>Changes a zone; the four sections bear other names then. Source: RFC 2136 §2.2.</summary>
    public const int Update = 5;

    /// <summary>A session rather than a question: the header is followed by TLVs. Source: RFC 8490 §5.4.</summary>
    public const int Stateful = 6;

    /// <summary>The class of nearly every name. Source: RFC 1035 §3.2.4.</summary>
    public const int Internet = 1;

    /// <summary>What is asked for. Source: RFC 6895 §2.2.</summary>
    public static IReadOnlyDictionary<ulong, string> Opcodes { get; } = new Dictionary<ulong, string>
    {
        [0] = "Standard query",
        [1] = "Inverse query",
        [2] = "Server status request",
        [4] = "Zone change notification",
        [5] = "Dynamic update",
        [6] = "DNS Stateful operations (DSO)",
    }.ToFrozenDictionary();

    /// <summary>How it went. Source: RFC 6895 §2.3.</summary>
    public static IReadOnlyDictionary<ulong, string> ResponseCodes { get; } = new Dictionary<ulong, string>
    {
        [0] = "No error",
        [1] = "Format error",
        [2] = "Server failure",
        [3] = "No such name",
        [4] = "Not implemented",
        [5] = "Refused",
        [6] = "Name exists",
        [7] = "RRset exists",
        [8] = "RRset does not exist",
        [9] = "Not authoritative",
        [10] = "Name out of zone",
        [11] = "DSO-TYPE not implemented",
    }.ToFrozenDictionary();

    /// <summary>Which world the name is of: nearly always the Internet. Source: RFC 6895 §3.2.</summary>
    public static IReadOnlyDictionary<ulong, string> Classes { get; } = new Dictionary<ulong, string>
    {
        [1] = "IN",
        [3] = "CH",
        [4] = "HS",
        [254] = "NONE",
        [255] = "ANY",
    }.ToFrozenDictionary();

    /// <summary>Signature algorithms of DNSSEC. Source: the IANA registry of RFC 8624 §3.1.</summary>
    public static IReadOnlyDictionary<ulong, string> Algorithms { get; } = new Dictionary<ulong, string>
    {
        [1] = "RSA/MD5",
        [2] = "Diffie-Hellman",
        [3] = "DSA",
        [5] = "RSA/SHA1",
        [6] = "DSA-NSEC3-SHA1",
        [7] = "RSASHA1-NSEC3-SHA1",
        [8] = "RSA/SHA-256",
        [10] = "RSA/SHA-512",
        [12] = "GOST R 34.10-2001",
        [13] = "ECDSA Curve P-256 with SHA-256",
        [14] = "ECDSA Curve P-384 with SHA-384",
        [15] = "Ed25519",
        [16] = "Ed448",
    }.ToFrozenDictionary();

    /// <summary>Digests of DNSSEC. Source: RFC 8624 §3.3.</summary>
    public static IReadOnlyDictionary<ulong, string> Digests { get; } = new Dictionary<ulong, string>
    {
        [1] = "SHA-1",
        [2] = "SHA-256",
        [3] = "GOST R 34.11-94",
        [4] = "SHA-384",
    }.ToFrozenDictionary();
}
