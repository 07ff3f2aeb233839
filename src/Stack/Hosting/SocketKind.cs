namespace NetStack.Hosting;

/// <summary>What a socket carries, with Linux's numbers.</summary>
public enum SocketKind : byte
{
    /// <summary>A stream of octets: TCP (SOCK_STREAM).</summary>
    Stream = 1,

    /// <summary>Datagrams: UDP (SOCK_DGRAM).</summary>
    Datagram = 2,
}
