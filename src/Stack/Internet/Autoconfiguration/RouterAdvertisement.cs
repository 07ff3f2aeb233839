using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet.Icmpv6;

namespace NetStack.Internet.Autoconfiguration;

/// <summary>A router advertisement whose form has been checked, read in place. Source: RFC 4861 §4.2.</summary>
/// <param name="message">The ICMPv6 message, 16 octets at least.</param>
internal readonly ref struct RouterAdvertisement(ReadOnlySpan<byte> message)
{
    /// <summary>Octets before the options.</summary>
    public const int Length = 16;

    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>How long the sender is a default router; zero: it is none.</summary>
    public Duration RouterLifetime => Duration.FromSeconds(BinaryPrimitives.ReadUInt16BigEndian(_message[6..]));

    public NeighborOptionReader Options => new(_message[Length..]);

    /// <summary>The router's link address, <c>default</c> when it is left out.</summary>
    public MacAddress LinkAddress => NeighborOptionReader.FindLinkAddress(_message[Length..], NeighborOptionFields.SourceLinkAddress);
}

/// <summary>A prefix information option. Source: RFC 4861 §4.6.2.</summary>
internal readonly ref struct PrefixInformation
{
    private const int OptionLength = 32, PrefixLengthAt = 2, FlagsAt = 3, ValidAt = 4, PreferredAt = 8, PrefixAt = 16;
    private readonly ReadOnlySpan<byte> _option;

    private PrefixInformation(ReadOnlySpan<byte> option) => _option = option;

    public int PrefixLength => _option[PrefixLengthAt];

    /// <summary>Addresses in it are neighbors.</summary>
    public bool IsOnLink => (_option[FlagsAt] & 0x80) != 0;

    /// <summary>A host may make its own address in it.</summary>
    public bool IsAutonomous => (_option[FlagsAt] & 0x40) != 0;

    public uint ValidSeconds => BinaryPrimitives.ReadUInt32BigEndian(_option[ValidAt..]);

    public uint PreferredSeconds => BinaryPrimitives.ReadUInt32BigEndian(_option[PreferredAt..]);

    public IpAddress Prefix => IpAddress.Read(_option.Slice(PrefixAt, 16));

    /// <summary>Reads an option.</summary>
    /// <returns>False for another kind of option, or a prefix that none can be.</returns>
    public static bool TryRead(ReadOnlySpan<byte> option, out PrefixInformation prefix)
    {
        prefix = default;
        if (option[0] != NeighborOptionFields.PrefixInformation || option.Length != OptionLength) return false;
        prefix = new(option);
        return prefix.PrefixLength <= 128 && !prefix.Prefix.IsMulticast && !Addresses.IsScoped(prefix.Prefix);
    }
}
