using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>TCP options, as they stand between &lt; and &gt;.</summary>
internal sealed partial class ScriptParser
{
    /// <summary>Options have 40 octets at most (RFC 9293 §3.1), two of them kind and length.</summary>
    private const int MaxOptionOctets = 38;

    private TcpOptionSyntax? ParseTcpOption()
    {
        _cursor.SkipBlanks();
        int begin = _cursor.Position;
        switch (_cursor.TakeWord())
        {
            case "eol": return new TcpOptionSyntax.EndOfList();
            case "nop": return new TcpOptionSyntax.NoOperation();
            case "sackOK": return new TcpOptionSyntax.SackPermitted();
            case "mss": return TryNumber(ushort.MaxValue, out long mss) ? new TcpOptionSyntax.MaximumSegmentSize((ushort)mss) : null;
            case "wscale": return TryNumber(byte.MaxValue, out long shift) ? new TcpOptionSyntax.WindowScale((byte)shift) : null;
            case "sack": return ParseSack();
            case "TS": return ParseTimestamps();
            case "FO": return ParseFastOpen(isExperiment: false);
            case "FOEXP": return ParseFastOpen(isExperiment: true);
            case "uto": return ParseUserTimeout();
            case "md5": return ParseOctets() is { } digest ? new TcpOptionSyntax.Md5Signature(digest) : null;
            case "kind": return ParseOtherOption();
            default:
                _cursor.Position = begin;
                return Fail<TcpOptionSyntax>(ScriptReasons.ExpectedTcpOption);
        }
    }

    private bool TryNumber(long most, out long value) => _cursor.TryTakeNumber(0, most, out value);

    private TcpOptionSyntax.Sack? ParseSack()
    {
        var blocks = ImmutableArray.CreateBuilder<SackEdges>();
        do
        {
            if (!TryNumber(uint.MaxValue, out long left) || !_cursor.Take(":") || !TryNumber(uint.MaxValue, out long right)) return null;
            blocks.Add(new((uint)left, (uint)right));
            _cursor.SkipBlanks();
        }
        while (char.IsAsciiDigit(_cursor.Current));
        return new(blocks.ToImmutable());
    }

    private TcpOptionSyntax.Timestamps? ParseTimestamps()
    {
        if (!_cursor.Take("val") || !TryNumber(uint.MaxValue, out long value)) return null;
        return _cursor.Take("ecr") && TryNumber(uint.MaxValue, out long echo) ? new((uint)value, (uint)echo) : null;
    }

    private TcpOptionSyntax.FastOpen? ParseFastOpen(bool isExperiment) =>
        _cursor.TryTakeWord("TFO_COOKIE") ? new([], isExperiment) { IsHosts = true }
        : ParseOctets() is { } cookie ? new(cookie, isExperiment) : null;

    private TcpOptionSyntax.UserTimeout? ParseUserTimeout()
    {
        const int LargestValue = 0x7FFF; // the sixteenth bit says minutes: RFC 5482 §3
        return TryNumber(LargestValue, out long value) ? new((ushort)value, InMinutes: _cursor.TryTakeWord("min")) : null;
    }

    private TcpOptionSyntax.Other? ParseOtherOption() =>
        TryNumber(byte.MaxValue, out long kind) && ParseOctets() is { } octets ? new((byte)kind, octets) : null;

    /// <summary>Hexadecimal digits, two an octet, or none at all.</summary>
    private ImmutableArray<byte>? ParseOctets()
    {
        _cursor.SkipBlanks();
        int begin = _cursor.Position;
        string digits = _cursor.TakeWhile(Cursor.IsWordCharacter);
        if (digits.Length <= 2 * MaxOptionOctets && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit))
            return [.. Convert.FromHexString(digits)];
        _cursor.Position = begin;
        _cursor.Fail(ScriptReasons.ExpectedOctets);
        return null;
    }
}
