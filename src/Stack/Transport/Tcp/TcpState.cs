namespace NetStack.Transport.Tcp;

/// <summary>The states of a connection. Source: RFC 9293 §3.3.2.</summary>
public enum TcpState : byte
{
    /// <summary>No connection.</summary>
    Closed,

    /// <summary>Waits for a connection request.</summary>
    Listen,

    /// <summary>Has asked for a connection.</summary>
    SynSent,

    /// <summary>Was asked, has answered, waits for the confirmation.</summary>
    SynReceived,

    /// <summary>Open: data flows.</summary>
    Established,

    /// <summary>Has closed its half first; the FIN is not acknowledged yet.</summary>
    FinWait1,

    /// <summary>Has closed its half; waits for the other half's FIN.</summary>
    FinWait2,

    /// <summary>The other half is closed; this one is not yet.</summary>
    CloseWait,

    /// <summary>Both closed at the same time; waits for the acknowledgment of its FIN.</summary>
    Closing,

    /// <summary>Both halves are closed; waits for the acknowledgment of its FIN.</summary>
    LastAck,

    /// <summary>Waits until old segments are gone.</summary>
    TimeWait,
}

/// <summary>Names as the RFC spells them.</summary>
public static class TcpStateNames
{
    /// <summary>SYN-SENT, FIN-WAIT-1 …</summary>
    public static string RfcName(this TcpState state) => state switch
    {
        TcpState.Closed => "CLOSED",
        TcpState.Listen => "LISTEN",
        TcpState.SynSent => "SYN-SENT",
        TcpState.SynReceived => "SYN-RECEIVED",
        TcpState.Established => "ESTABLISHED",
        TcpState.FinWait1 => "FIN-WAIT-1",
        TcpState.FinWait2 => "FIN-WAIT-2",
        TcpState.CloseWait => "CLOSE-WAIT",
        TcpState.Closing => "CLOSING",
        TcpState.LastAck => "LAST-ACK",
        _ => "TIME-WAIT",
    };
}
