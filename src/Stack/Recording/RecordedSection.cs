using NetStack.Bytes;

namespace NetStack.Recording;

/// <summary>What a section's header says of the machine and program that wrote it.</summary>
/// <param name="IsBigEndian">The byte order of the section's numbers.</param>
/// <param name="Hardware">The machine.</param>
/// <param name="OperatingSystem">Its operating system.</param>
/// <param name="Application">The program that wrote the section.</param>
/// <param name="Comment">What somebody noted of the section; several comments stand on lines of their own.</param>
public sealed record RecordedSection(
    bool IsBigEndian = false, string? Hardware = null, string? OperatingSystem = null,
    string? Application = null, string? Comment = null);

/// <summary>A host name from a Name Resolution Block.</summary>
/// <param name="Address">The address.</param>
/// <param name="Name">One of its names.</param>
public readonly record struct RecordedName(IpAddress Address, string Name);

/// <summary>Keys from a Decryption Secrets Block, as they stand there.</summary>
/// <param name="Type">What kind: see the constants.</param>
/// <param name="Data">For TLS the text of an NSS key log file.</param>
public sealed record RecordedSecret(uint Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>TLS: lines of an NSS key log.</summary>
    public const uint TlsKeyLog = 0x544C534B;

    /// <summary>WireGuard: lines of a WireGuard key log.</summary>
    public const uint WireGuardKeyLog = 0x57474B4C;
}
