using System.Buffers.Binary;
using NetStack.Bytes;

namespace NetStack.Application.Dhcp;

/// <summary>Writes a client's message. Source: RFC 2131 §4.1 and table 5.</summary>
internal ref struct DhcpRequestWriter
{
    /// <summary>BOOTP's least length, which old relays insist on. Source: RFC 1542 §2.1.</summary>
    public const int LeastLength = 300;

    private const byte BootRequest = 1, Ethernet = 1;
    private const ushort BroadcastFlag = 0x8000;
    private readonly Span<byte> _message;
    private int _at;

    /// <summary>Begins a message.</summary>
    /// <param name="message">At least 512 octets of room.</param>
    /// <param name="type">What it is.</param>
    /// <param name="id">The transaction.</param>
    /// <param name="seconds">Since the client began to ask.</param>
    /// <param name="mac">The client.</param>
    /// <param name="clientAddress">The client's address where it can be reached there, or <c>default</c>.</param>
    public DhcpRequestWriter(Span<byte> message, DhcpMessageType type, uint id, ushort seconds, MacAddress mac, in IpAddress clientAddress)
    {
        _message = message;
        message.Clear();
        (message[0], message[1], message[2]) = (BootRequest, Ethernet, MacAddress.Length);
        BinaryPrimitives.WriteUInt32BigEndian(message[4..], id);
        BinaryPrimitives.WriteUInt16BigEndian(message[8..], seconds);
        // RFC 2131 §4.1: without an address only a broadcast is sure to arrive
        if (clientAddress.Family == IpFamily.V4) clientAddress.Write(message[12..]);
        else BinaryPrimitives.WriteUInt16BigEndian(message[10..], BroadcastFlag);
        mac.Write(message[DhcpHeader.HardwareAddressAt..]);
        BinaryPrimitives.WriteUInt32BigEndian(message[DhcpHeader.HeaderLength..], DhcpHeader.MagicCookie);
        _at = DhcpHeader.HeaderLength + 4;
        Add(DhcpOptions.MessageType, [(byte)type]);
        Span<byte> identifier = stackalloc byte[1 + MacAddress.Length];
        identifier[0] = Ethernet;
        mac.Write(identifier[1..]);
        Add(DhcpOptions.ClientIdentifier, identifier);
    }

    /// <summary>Adds an option.</summary>
    public void Add(byte code, scoped ReadOnlySpan<byte> value)
    {
        (_message[_at], _message[_at + 1]) = (code, (byte)value.Length);
        value.CopyTo(_message[(_at + 2)..]);
        _at += 2 + value.Length;
    }

    /// <summary>Adds an option with an address.</summary>
    public void Add(byte code, in IpAddress address)
    {
        Span<byte> octets = stackalloc byte[16];
        Add(code, octets[..address.Write(octets)]);
    }

    /// <summary>Ends the message.</summary>
    /// <returns>Its octets.</returns>
    public ReadOnlySpan<byte> End()
    {
        _message[_at++] = DhcpOptions.End;
        return _message[..Math.Max(_at, LeastLength)];
    }
}
