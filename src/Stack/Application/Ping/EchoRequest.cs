using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet.Icmp;
using NetStack.Internet.Icmpv6;

namespace NetStack.Application.Ping;

/// <summary>An echo request as a program hands it to its socket. Source: RFC 792 (Echo), RFC 4443 §4.1.</summary>
internal static class EchoRequest
{
    /// <summary>Octets before the data.</summary>
    public const int HeaderLength = IcmpHeader.Length;

    /// <summary>Writes the header; identifier and checksum are the stack's.</summary>
    public static void WriteHeader(Span<byte> message, IpFamily family, ushort sequence) => IcmpHeader.Write(
        message, family == IpFamily.V4 ? IcmpNames.EchoRequest : Icmpv6Names.EchoRequest, 0, sequence);

    /// <summary>The sequence number of a reply.</summary>
    public static ushort SequenceOf(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
}
