namespace NetStack.Conformance.Syntax;

/// <summary>ICMP messages: a type, a code, an MTU, and in brackets the packet that they are about.</summary>
internal sealed partial class ScriptParser
{
    private PacketSyntax.Icmp? ParseIcmp(PacketDirection direction, IpInfo ip, bool isVersion6)
    {
        if (!TryParseIcmpType(isVersion6, out byte type) || !TryParseIcmpCode(isVersion6, type, out byte code)) return null;
        if (!TryParseField("mtu", uint.MaxValue, out long? mtu)) return null;
        PacketSyntax.Icmp message = new(direction, ip, isVersion6, type, code, (uint?)mtu, About: null, AboutUdp: null);
        return _cursor.TryTake("[") ? ParseAbout(message) : message;
    }

    private PacketSyntax.Icmp? ParseAbout(PacketSyntax.Icmp message)
    {
        PacketSyntax.Icmp? about = null;
        if (_cursor.TryTakeWord("udp"))
            about = TryParseUdpLength(out int length) ? message with { AboutUdp = length } : null;
        else if (TryParseSequence(out SequenceRange range))
            about = message with { About = range };
        return about is not null && _cursor.Take("]") ? about : null;
    }

    private bool TryParseIcmpType(bool isVersion6, out byte type) =>
        TryParseIcmpNumber(IcmpNames.Types(isVersion6), ScriptReasons.ExpectedIcmpType, out type);

    /// <summary>A code is not always there: what follows then is mtu, a bracket, or the time of the next event. So a
    /// number is a code only on the line of the type.</summary>
    private bool TryParseIcmpCode(bool isVersion6, byte type, out byte code)
    {
        code = 0;
        string blanks = _cursor.TakeWhile(c => c is ' ' or '\t');
        bool isNumber = blanks.Length > 0 && char.IsAsciiDigit(_cursor.Current);
        _cursor.SkipBlanks();
        bool isName = char.IsAsciiLetter(_cursor.Current) && !_cursor.IsAt("mtu");
        return !(isNumber || isName) || TryParseIcmpNumber(IcmpNames.Codes(isVersion6, type), ScriptReasons.ExpectedIcmpCode, out code);
    }

    private bool TryParseIcmpNumber(IReadOnlyDictionary<string, byte> names, string reason, out byte number)
    {
        _cursor.SkipBlanks();
        int begin = _cursor.Position;
        if (char.IsAsciiDigit(_cursor.Current))
        {
            bool isRead = _cursor.TryTakeNumber(0, byte.MaxValue, out long value);
            number = isRead ? (byte)value : default;
            return isRead;
        }

        if (names.TryGetValue(_cursor.TakeWord(), out number)) return true;
        _cursor.Position = begin;
        return _cursor.Fail(reason);
    }
}
