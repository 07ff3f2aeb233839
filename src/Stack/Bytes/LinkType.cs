namespace NetStack.Bytes;

/// <summary>What a captured frame begins with: libpcap's LINKTYPE_ values. Source: tcpdump.org/linktypes.html.</summary>
/// <remarks>Only those are named that some dissector knows; any other value is legal.</remarks>
public enum LinkType : ushort
{
    /// <summary>BSD loopback: a protocol family in the capturing machine's byte order.</summary>
    Null = 0,

    /// <summary>Ethernet II or IEEE 802.3.</summary>
    Ethernet = 1,

    /// <summary>PPP, with or without HDLC framing.</summary>
    Ppp = 9,

    /// <summary>PPP in HDLC-like framing.</summary>
    PppHdlc = 50,

    /// <summary>ATM with an LLC header first. Source: RFC 1483.</summary>
    Atm = 100,

    /// <summary>A bare IPv4 or IPv6 packet.</summary>
    Raw = 101,

    /// <summary>Cisco's HDLC, or PPP: the first octet tells.</summary>
    CiscoHdlc = 104,

    /// <summary>IEEE 802.11 without a radio header.</summary>
    Ieee80211 = 105,

    /// <summary>OpenBSD loopback: a protocol family in network byte order.</summary>
    Loop = 108,

    /// <summary>Linux cooked capture, version 1.</summary>
    LinuxSll = 113,

    /// <summary>IEEE 802.11 behind a radiotap header.</summary>
    Ieee80211Radiotap = 127,

    /// <summary>A bare IPv4 packet.</summary>
    Ipv4 = 228,

    /// <summary>A bare IPv6 packet.</summary>
    Ipv6 = 229,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxSll2 = 276,
}
