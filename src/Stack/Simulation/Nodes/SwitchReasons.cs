using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Simulation.Nodes;

/// <summary>Why a switch does what it does. Its rules are IEEE's, not an RFC's.</summary>
public static class SwitchReasons
{
    /// <summary>A station speaks for the first time.</summary>
    public static Reason Learnt { get; } = new("switch.learnt", default);

    /// <summary>A station speaks behind another port than before.</summary>
    public static Reason Moved { get; } = new("switch.moved", default);

    /// <summary>Nobody knows where a station is: the frame goes everywhere.</summary>
    public static Reason Unknown { get; } = new("switch.unknown", default);

    /// <summary>The table is full.</summary>
    public static Reason TableFull { get; } = new("switch.table-full", default);

    /// <summary>The port is not in the frame's VLAN.</summary>
    public static Reason WrongVlan { get; } = new("switch.wrong-vlan", default);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Reason> All { get; } = [Learnt, Moved, Unknown, TableFull, WrongVlan];
}
