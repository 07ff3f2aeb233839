using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace NetStack.Expressions.Evaluation;

/// <summary>A regular expression over octets, case-insensitive unless it says (?-i).</summary>
/// <remarks>Matched without backtracking, in time linear in the octets, so that neither an unlucky pattern nor a hostile
/// payload can hold us up. An octet is seen as the character of the same number (Latin-1); UTF-8 in the pattern is taken
/// octet by octet in the same way.</remarks>
internal sealed class OctetPattern
{
    private const int StackCharacters = 512;
    private readonly Regex _regex;

    private OctetPattern(Regex regex) => _regex = regex;

    /// <summary>Compiles a pattern.</summary>
    /// <param name="pattern">The pattern's octets.</param>
    /// <param name="result">The pattern.</param>
    /// <param name="reason">Why not: one of <see cref="ExpressionReasons"/>.</param>
    /// <param name="offset">Where in the pattern.</param>
    public static bool TryCreate(ReadOnlySpan<byte> pattern, out OctetPattern? result, out string reason, out int offset)
    {
        (result, reason, offset) = (null, ExpressionReasons.PatternUnsupported, 0);
        try
        {
            const RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
            result = new(new Regex(Encoding.Latin1.GetString(pattern), options));
            return true;
        }
        catch (RegexParseException fault)
        {
            (reason, offset) = (ExpressionReasons.PatternSyntax, fault.Offset);
            return false;
        }
        catch (NotSupportedException)
        {
            return false; // lookaround, a backward reference, or repetitions whose automaton would be too large
        }
    }

    /// <summary>True when the pattern occurs in the octets.</summary>
    public bool IsMatch(ReadOnlySpan<byte> octets)
    {
        if (octets.Length <= StackCharacters)
        {
            Span<char> characters = stackalloc char[StackCharacters];
            return _regex.IsMatch(characters[..Encoding.Latin1.GetChars(octets, characters)]);
        }

        char[] rented = ArrayPool<char>.Shared.Rent(octets.Length);
        bool isMatch = _regex.IsMatch(rented.AsSpan(0, Encoding.Latin1.GetChars(octets, rented)));
        ArrayPool<char>.Shared.Return(rented);
        return isMatch;
    }
}
