namespace NetStack.Application.Dhcp;

/// <summary>The states of a client. Source: RFC 2131 §4.4, figure 5.</summary>
public enum DhcpClientState : byte
{
    /// <summary>It has not been started, or was stopped.</summary>
    Stopped,

    /// <summary>INIT: it waits a moment before it asks.</summary>
    Init,

    /// <summary>SELECTING: it has asked who offers an address.</summary>
    Selecting,

    /// <summary>REQUESTING: it has asked for one of the offers.</summary>
    Requesting,

    /// <summary>It has an address and looks whether somebody else uses it. Source: RFC 2131 §4.4.1, RFC 5227 §2.1.</summary>
    Checking,

    /// <summary>BOUND: the address is in use.</summary>
    Bound,

    /// <summary>RENEWING: it asks its server for more time.</summary>
    Renewing,

    /// <summary>REBINDING: it asks any server for more time.</summary>
    Rebinding,
}
