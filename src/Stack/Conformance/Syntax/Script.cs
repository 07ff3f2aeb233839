using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NetStack.Conformance.Syntax;

/// <summary>A script in the packetdrill language: what it says, before anybody knows what the names in it mean. The
/// README of this folder has the grammar.</summary>
/// <param name="Options">The lines --name=value.</param>
/// <param name="Setup">Blocks of settings without a time before the first event: how the host is made.</param>
/// <param name="Events">What happens, in the order of the text.</param>
public sealed record Script(ImmutableArray<ScriptOption> Options, ImmutableArray<ScriptEvent> Setup, ImmutableArray<ScriptEvent> Events)
{
    /// <summary>The most characters of a script.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The most levels of lists, structures, calls, parentheses and signs inside one another.</summary>
    public const int MaxDepth = 32;

    /// <summary>The most numbers, names and operators in one assertion.</summary>
    public const int MaxOperations = 256;

    /// <summary>The most octets of data in one line: more than a datagram holds, since a line may stand for several segments.</summary>
    public const int MaxPayload = 1 << 20;

    /// <summary>Reads a script.</summary>
    /// <param name="text">Anything: a fault becomes an error, never an exception.</param>
    /// <param name="script">The script.</param>
    /// <param name="error">The first fault.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Script? script, [NotNullWhen(false)] out ScriptError? error)
    {
        script = null;
        if (text.Length > MaxLength)
        {
            error = new(new(1, 1), ScriptReasons.TooLong, [Decimal(text.Length), Decimal(MaxLength)]);
            return false;
        }

        ScriptSource source = new(text);
        Script parsed = new ScriptParser(source).Parse();
        error = source.Error;
        if (error is null) script = parsed;
        return script is not null;
    }

    internal static string Decimal(long value) => value.ToString(CultureInfo.InvariantCulture);
}
