using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Simulation.Nodes;

/// <summary>Why a switch does what it does. Its rules are IEEE's, not an RFC's.</summary>
public static class SwitchReasons
{
    /// <summary>A station speaks for the first time.</summary>
    public static Reason Learnt { get; } = new("switch.learnt", Rfc.Other("IEEE 802.1Q §8.7"));

    /// <summary>A station speaks behind another port than before.</summary>
    public static Reason Moved { get; } = new("switch.moved", Rfc.Other("IEEE 802.1Q §8.7"));

    /// <summary>Nobody knows where a station is: the frame goes everywhere.</summary>
    public static Reason Unknown { get; } = new("switch.unknown", Rfc.Other("IEEE 802.1Q §8.8"));

    /// <summary>The table is full.</summary>
    public static Reason TableFull { get; } = new("switch.table-full", Rfc.Other("IEEE 802.1Q §8.8"));

    /// <summary>The port is not in the frame's VLAN.</summary>
    public static Reason WrongVlan { get; } = new("switch.wrong-vlan", Rfc.Other("IEEE 802.1Q §8.6.2"));

    /// <summary>All of them.</summary>
    public static ImmutableArray<Reason> All { get; } = [Learnt, Moved, Unknown, TableFull, WrongVlan];
}
