using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Transport.Udp;

/// <summary>Why UDP drops a datagram: sentences stand in the catalogues.</summary>
public static class UdpReasons
{
    /// <summary>The length field does not fit the datagram.</summary>
    public static Reason BadLength { get; } = Of("udp.drop.bad-length", 768, "Fields");

    /// <summary>The checksum is wrong.</summary>
    public static Reason BadChecksum { get; } = Of("udp.drop.bad-checksum", 1122, "4.1.3.4");

    /// <summary>No checksum over IPv6.</summary>
    public static Reason NoChecksum { get; } = Of("udp.drop.no-checksum", 8200, "8.1");

    /// <summary>The socket's queue, or the host's memory, is full.</summary>
    public static Reason QueueFull { get; } = Of("udp.drop.queue-full", 8085, "3.1");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Reason> All { get; } = [BadLength, BadChecksum, NoChecksum, QueueFull];

    private static Reason Of(string id, int rfc, string section) => new(id, Rfc.Section(rfc, section));
}
