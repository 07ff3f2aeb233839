using System.Diagnostics.CodeAnalysis;

namespace NetStack.Expressions;

/// <summary>The names that an expression may use: asked while it is compiled.</summary>
public interface INameScope
{
    /// <summary>What a name means.</summary>
    bool TryResolve(string name, [NotNullWhen(true)] out TypedName? resolved);

    /// <summary>All names, for telling the nearest ones when a name is not known. In any order.</summary>
    IEnumerable<string> Names { get; }
}
