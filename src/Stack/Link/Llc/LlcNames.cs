using System.Collections.Frozen;

namespace NetStack.Link.Llc;

/// <summary>Service access points. Source: IANA "IEEE 802 Numbers".</summary>
internal static class LlcNames
{
    public static IReadOnlyDictionary<ulong, string> Saps { get; } = new Dictionary<ulong, string>
    {
        [0x00] = "NULL LSAP",
        [0x02] = "LLC Sub-Layer Management",
        [0x04] = "SNA Path Control",
        [0x06] = "TCP/IP",
        [0x42] = "Spanning Tree BPDU",
        [0xAA] = "SNAP",
        [0xE0] = "NetWare",
        [0xF0] = "NetBIOS",
        [0xFE] = "ISO Network Layer",
        [0xFF] = "Global DSAP",
    }.ToFrozenDictionary();
}
