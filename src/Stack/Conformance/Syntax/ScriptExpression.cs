using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>An argument or result of a call: one of the nested kinds. What a symbol means is the runner's business.</summary>
/// <param name="Position">Where it begins.</param>
public abstract record ScriptExpression(ScriptPosition Position)
{
    /// <summary>Three dots: anything, or nothing in particular.</summary>
    public sealed record Ellipsis(ScriptPosition Position) : ScriptExpression(Position);

    /// <summary>A whole number.</summary>
    public sealed record Integer(ScriptPosition Position, long Value) : ScriptExpression(Position);

    /// <summary>A name: SOL_SOCKET.</summary>
    public sealed record Symbol(ScriptPosition Position, string Name) : ScriptExpression(Position);

    /// <summary>Text between quotes.</summary>
    public sealed record Text(ScriptPosition Position, string Value) : ScriptExpression(Position);

    /// <summary>Bits together: O_RDWR|O_NONBLOCK. At least two.</summary>
    public sealed record Or(ScriptPosition Position, ImmutableArray<ScriptExpression> Parts) : ScriptExpression(Position);

    /// <summary>Values in a row, or where one is kept: [4].</summary>
    public sealed record List(ScriptPosition Position, ImmutableArray<ScriptExpression> Elements) : ScriptExpression(Position);

    /// <summary>A structure: {onoff=1, linger=0}, {..., 1000}.</summary>
    public sealed record Structure(ScriptPosition Position, ImmutableArray<StructureMember> Members) : ScriptExpression(Position);

    /// <summary>A function of values: htons(8080), inet_addr("192.0.2.1").</summary>
    public sealed record Call(ScriptPosition Position, string Name, ImmutableArray<ScriptExpression> Arguments)
        : ScriptExpression(Position);
}
