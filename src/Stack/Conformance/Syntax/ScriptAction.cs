using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>What an event does: one of the nested kinds.</summary>
public abstract record ScriptAction
{
    private ScriptAction()
    {
    }

    /// <summary>A call of the socket API, and what it must return.</summary>
    /// <param name="Name">socket, bind, …</param>
    /// <param name="Arguments">As written.</param>
    /// <param name="Result">What it returns; <see cref="ScriptExpression.Ellipsis"/> for anything.</param>
    /// <param name="ErrorName">EAGAIN … behind the result, or null.</param>
    /// <param name="Note">The words in parentheses at the end, or null: for readers only.</param>
    public sealed record Call(
        string Name, ImmutableArray<ScriptExpression> Arguments, ScriptExpression Result, string? ErrorName, string? Note) : ScriptAction;

    /// <summary>A packet that is put into the host, or that the host must send.</summary>
    public sealed record Packet(PacketSyntax Content) : ScriptAction;

    /// <summary>A backtick block.</summary>
    /// <param name="Text">All of it.</param>
    /// <param name="Settings">What it sets, in its order.</param>
    /// <param name="Ignored">Its other commands (routes, qdiscs …), which mean nothing to a host without a kernel.</param>
    public sealed record Configure(string Text, ImmutableArray<Setting> Settings, ImmutableArray<string> Ignored) : ScriptAction;

    /// <summary>A block %{ … }%.</summary>
    /// <param name="Text">What stands between the braces.</param>
    /// <param name="Assertions">What must hold, in its order.</param>
    public sealed record Code(string Text, ImmutableArray<Assertion> Assertions) : ScriptAction;
}
