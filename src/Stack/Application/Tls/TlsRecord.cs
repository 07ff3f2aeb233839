using System.Buffers.Binary;

namespace NetStack.Application.Tls;

/// <summary>A record's header, read in place. Source: RFC 8446 §5.1.</summary>
public readonly ref struct TlsRecord
{
    /// <summary>Octets of the header.</summary>
    public const int HeaderLength = 5;

    /// <summary>The most octets that a record's contents may have: 2^14, and what encryption may add (RFC 5246 §6.2.3).</summary>
    public const int MaxLength = (1 << 14) + 2048;

    /// <summary>Content type: change_cipher_spec.</summary>
    public const int ChangeCipherSpec = 20;

    /// <summary>Content type: alert.</summary>
    public const int Alert = 21;

    /// <summary>Content type: handshake.</summary>
    public const int Handshake = 22;

    /// <summary>Content type: application_data. In TLS 1.3 all that is encrypted is in such records.</summary>
    public const int ApplicationData = 23;

    private const int LastType = 25;
    private readonly ReadOnlySpan<byte> _bytes;

    private TlsRecord(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>What the record holds.</summary>
    public int ContentType => _bytes[0];

    /// <summary>The version as written: in TLS 1.3 always that of 1.2, or of 1.0 in the first.</summary>
    public int Version => BinaryPrimitives.ReadUInt16BigEndian(_bytes[1..]);

    /// <summary>Octets of the contents.</summary>
    public int Length => BinaryPrimitives.ReadUInt16BigEndian(_bytes[3..]);

    /// <summary>True when the header can be one: a known type, a known version, a length in bounds.</summary>
    public bool IsPlausible => IsKnownType(_bytes[0]) && IsKnownVersion(Version) && Length <= MaxLength;

    /// <summary>True for a content type that there is.</summary>
    public static bool IsKnownType(byte type) => type is >= ChangeCipherSpec and <= LastType;

    /// <summary>True for SSL 3.0 up to TLS 1.3, and for the Chinese TLCP (GB/T 38636).</summary>
    public static bool IsKnownVersion(int version) => version is >= 0x0300 and <= 0x0304 or 0x0101;

    /// <summary>Cuts a header from the start of octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out TlsRecord record)
    {
        record = default;
        if (octets.Length < HeaderLength) return false;
        record = new(octets[..HeaderLength]);
        return true;
    }
}
