using System.Collections.Immutable;
using NetStack.Transport.Tcp;
using NetStack.Transport.Tcp.Observation;

namespace NetStack.Viz.States;

/// <summary>The state diagram of TCP, and where the ends of a connection are in it.</summary>
/// <param name="Ends">None for the diagram alone; else one or two ends.</param>
public sealed record StateDiagramView(ImmutableArray<StateDiagramEnd> Ends)
{
    /// <summary>The diagram without a connection.</summary>
    public static StateDiagramView Plain { get; } = new([]);
}

/// <summary>One end of a connection.</summary>
/// <param name="Name">What the end is called: client, or an address and port.</param>
/// <param name="State">The state that it is in now.</param>
/// <param name="Path">The arrows that led there, the first one first.</param>
public sealed record StateDiagramEnd(string Name, TcpState State, ImmutableArray<TcpTransition> Path)
{
    /// <summary>An end whose changes of state are known, whether a stack stated them or an observer inferred them.</summary>
    /// <param name="name">What the end is called.</param>
    /// <param name="changes">The changes of this end, in order.</param>
    public static StateDiagramEnd Of(string name, IEnumerable<StateChanged> changes)
    {
        ImmutableArray<TcpTransition> path = [.. changes.Select(change => new TcpTransition(change.From, change.To, change.Envelope.Reason))];
        return new(name, path.IsEmpty ? TcpState.Closed : path[^1].To, path);
    }

    /// <summary>True when the end has taken an arrow.</summary>
    public bool Took(in TcpTransition arrow)
    {
        foreach (TcpTransition taken in Path)
            if (taken.From == arrow.From && taken.To == arrow.To) return true;
        return false;
    }

    /// <summary>The states in the order in which the end was in them.</summary>
    public IEnumerable<TcpState> States => Path.IsEmpty ? [State] : Path.Select(arrow => arrow.To).Prepend(Path[0].From);
}
