using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;

namespace NetStack.Application.Dhcp;

/// <summary>A server's message as a client reads it, in place. Options that do not fit their form count as absent.</summary>
internal readonly ref struct DhcpReply
{
    private const byte BootReply = 2;
    private const int YourAddressAt = 16, OptionsAt = DhcpHeader.HeaderLength + 4;
    private readonly ReadOnlySpan<byte> _message;

    private DhcpReply(ReadOnlySpan<byte> message) => _message = message;

    public DhcpMessageType Type => Option(DhcpOptions.MessageType) is [>= 1 and <= 8 and var type] ? (DhcpMessageType)type : DhcpMessageType.None;

    public IpAddress YourAddress => IpAddress.Read(_message.Slice(YourAddressAt, 4));

    public IpAddress Server => FirstAddress(DhcpOptions.ServerIdentifier);

    public IpAddress Router => FirstAddress(DhcpOptions.Router);

    /// <summary>Seconds of the lease; null when the server names none.</summary>
    public uint? LeaseSeconds => Number(DhcpOptions.LeaseTime);

    public uint? RenewalSeconds => Number(DhcpOptions.RenewalTime);

    public uint? RebindingSeconds => Number(DhcpOptions.RebindingTime);

    /// <summary>The bits of the mask; /24 where there is none that makes sense.</summary>
    public int PrefixLength
    {
        get
        {
            uint mask = Number(DhcpOptions.SubnetMask) ?? 0;
            int ones = System.Numerics.BitOperations.LeadingZeroCount(~mask);
            bool isMask = mask != 0 && System.Numerics.BitOperations.PopCount(mask) == ones;
            return isMask ? ones : 24;
        }
    }

    public ImmutableArray<IpAddress> NameServers
    {
        get
        {
            ReadOnlySpan<byte> octets = Option(DhcpOptions.NameServers);
            var servers = ImmutableArray.CreateBuilder<IpAddress>();
            for (; octets.Length >= 4; octets = octets[4..])
                servers.Add(IpAddress.Read(octets[..4]));
            return servers.ToImmutable();
        }
    }

    /// <summary>Reads an answer to one's own question; whatever else arrives is none.</summary>
    /// <param name="message">The datagram's data.</param>
    /// <param name="id">The question's transaction.</param>
    /// <param name="mac">The client's address.</param>
    /// <param name="reply">The answer.</param>
    public static bool TryParse(ReadOnlySpan<byte> message, uint id, MacAddress mac, out DhcpReply reply)
    {
        reply = default;
        if (message.Length < OptionsAt || !DhcpHeader.TryParse(message, out DhcpHeader header, out _)) return false;
        bool isCookie = BinaryPrimitives.ReadUInt32BigEndian(message[DhcpHeader.HeaderLength..]) == DhcpHeader.MagicCookie;
        if (!isCookie || header.Type != BootReply || header.Id != id || !header.HasMacAddress) return false;
        if (MacAddress.Read(header.HardwareAddressOctets) != mac) return false;
        reply = new(message);
        return true;
    }

    private ReadOnlySpan<byte> Option(byte code)
    {
        ReadOnlySpan<byte> rest = _message[OptionsAt..];
        while (rest.Length > 0 && rest[0] != DhcpOptions.End)
        {
            if (rest[0] == DhcpOptions.Pad)
            {
                rest = rest[1..];
                continue;
            }

            if (rest.Length < 2 || rest.Length < 2 + rest[1]) break;
            if (rest[0] == code) return rest.Slice(2, rest[1]);
            rest = rest[(2 + rest[1])..];
        }

        return default;
    }

    private uint? Number(byte code)
    {
        ReadOnlySpan<byte> value = Option(code);
        return value.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(value) : null;
    }

    private IpAddress FirstAddress(byte code)
    {
        ReadOnlySpan<byte> value = Option(code);
        return value.Length >= 4 ? IpAddress.Read(value[..4]) : default;
    }
}
