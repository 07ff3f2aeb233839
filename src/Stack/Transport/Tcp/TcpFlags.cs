namespace NetStack.Transport.Tcp;

/// <summary>The control bits. Source: RFC 9293 §3.1; RFC 3168 §6.1 for CWR and ECE; RFC 9768 for AE.</summary>
[Flags]
public enum TcpFlags : ushort
{
    /// <summary>No bit set.</summary>
    None = 0,

    /// <summary>No more data from the sender.</summary>
    Fin = 0x001,

    /// <summary>Synchronize sequence numbers.</summary>
    Syn = 0x002,

    /// <summary>Reset the connection.</summary>
    Rst = 0x004,

    /// <summary>Hand the data to the application.</summary>
    Psh = 0x008,

    /// <summary>The acknowledgment field counts.</summary>
    Ack = 0x010,

    /// <summary>The urgent pointer counts.</summary>
    Urg = 0x020,

    /// <summary>ECN-Echo.</summary>
    Ece = 0x040,

    /// <summary>Congestion window reduced.</summary>
    Cwr = 0x080,

    /// <summary>Accurate ECN.</summary>
    Ae = 0x100,
}
