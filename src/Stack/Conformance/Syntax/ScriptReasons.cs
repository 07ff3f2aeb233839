using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>The reasons of <see cref="ScriptError"/>. The first argument of each is what was found.</summary>
public static class ScriptReasons
{
    /// <summary>Longer than <see cref="Script.MaxLength"/>. Arguments: length, limit.</summary>
    public const string TooLong = "script.too-long";

    /// <summary>Nested deeper than <see cref="Script.MaxDepth"/>. Arguments: found, limit.</summary>
    public const string TooDeep = "script.too-deep";

    /// <summary>More signs and values in one assertion than <see cref="Script.MaxOperations"/>. Arguments: found, limit.</summary>
    public const string TooComplex = "script.too-complex";

    /// <summary>A comment, text, note, block of settings or of code without its end. Arguments: what it began with.</summary>
    public const string Unterminated = "script.unterminated";

    /// <summary>A backslash before something that it means nothing with.</summary>
    public const string BadEscape = "script.bad-escape";

    /// <summary>A certain sign is missing. Arguments: found, the sign.</summary>
    public const string ExpectedSign = "script.expected-sign";

    /// <summary>The name of an option is missing behind --.</summary>
    public const string ExpectedOption = "script.expected-option";

    /// <summary>An event begins with a time.</summary>
    public const string ExpectedTime = "script.expected-time";

    /// <summary>A time is followed by a call, a packet, settings or code.</summary>
    public const string ExpectedAction = "script.expected-action";

    /// <summary>A time to return at is followed by a call: nothing else blocks.</summary>
    public const string ExpectedCall = "script.expected-call";

    /// <summary>An argument, result, element or member is missing.</summary>
    public const string ExpectedValue = "script.expected-value";

    /// <summary>Before = in a structure stands a name.</summary>
    public const string ExpectedMember = "script.expected-member";

    /// <summary>A whole number is missing.</summary>
    public const string ExpectedNumber = "script.expected-number";

    /// <summary>Octets in hexadecimal digits, two an octet, are missing.</summary>
    public const string ExpectedOctets = "script.expected-octets";

    /// <summary>A packet names its flags, or is UDP or ICMP.</summary>
    public const string ExpectedFlags = "script.expected-flags";

    /// <summary>A property of an IP header.</summary>
    public const string ExpectedIpInfo = "script.expected-ip-info";

    /// <summary>A protocol that is not TCP.</summary>
    public const string ExpectedProtocol = "script.expected-protocol";

    /// <summary>A TCP option.</summary>
    public const string ExpectedTcpOption = "script.expected-tcp-option";

    /// <summary>A type of ICMP message.</summary>
    public const string ExpectedIcmpType = "script.expected-icmp-type";

    /// <summary>A code of that type of ICMP message.</summary>
    public const string ExpectedIcmpCode = "script.expected-icmp-code";

    /// <summary>In code, something other than assert and print.</summary>
    public const string ExpectedStatement = "script.expected-statement";

    /// <summary>In code, a number, a name or a parenthesis is missing.</summary>
    public const string ExpectedOperand = "script.expected-operand";

    /// <summary>In code, a function that does not exist.</summary>
    public const string UnknownFunction = "script.unknown-function";

    /// <summary>In code, the wrong number of arguments. Arguments: function, how many it needs.</summary>
    public const string ArgumentCount = "script.argument-count";

    /// <summary>A number that does not fit. Arguments: found, least, most.</summary>
    public const string NumberRange = "script.number-range";

    /// <summary>More digits than nanoseconds have.</summary>
    public const string TimeTooPrecise = "script.time-too-precise";

    /// <summary>A span of time that ends before it begins.</summary>
    public const string TimeEndsEarly = "script.time-ends-early";

    /// <summary>A span that begins at an absolute time and ends at a relative one.</summary>
    public const string TimeMixed = "script.time-mixed";

    /// <summary>start:end(length) contradicts itself. Arguments: the length found, the length that start and end have.</summary>
    public const string LengthMismatch = "script.length-mismatch";

    /// <summary>While code runs: nobody knows the name.</summary>
    public const string UnknownName = "script.unknown-name";

    /// <summary>While code runs: division by zero.</summary>
    public const string DivisionByZero = "script.division-by-zero";

    /// <summary>While code runs: a result beyond 64 bits, or a shift by a negative number of bits.</summary>
    public const string Overflow = "script.overflow";

    /// <summary>What is found at the end of the text: itself a key of the catalogues.</summary>
    public const string End = "kind:script.end";

    /// <summary>What is found where a statement of code breaks off: itself a key of the catalogues.</summary>
    public const string EndOfLine = "kind:script.end-of-line";

    /// <summary>All reasons.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        TooLong, TooDeep, TooComplex, Unterminated, BadEscape, ExpectedSign, ExpectedOption, ExpectedTime, ExpectedAction,
        ExpectedCall, ExpectedValue, ExpectedMember, ExpectedNumber, ExpectedOctets, ExpectedFlags, ExpectedIpInfo,
        ExpectedProtocol, ExpectedTcpOption, ExpectedIcmpType, ExpectedIcmpCode, ExpectedStatement, ExpectedOperand,
        UnknownFunction, ArgumentCount, NumberRange, TimeTooPrecise, TimeEndsEarly, TimeMixed, LengthMismatch, UnknownName,
        DivisionByZero, Overflow,
    ];
}
