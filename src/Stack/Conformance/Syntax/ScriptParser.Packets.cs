using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Syntax;

/// <summary>Packets: a direction, what is said of the IP header, and a TCP segment, a UDP datagram or an ICMP message.</summary>
internal sealed partial class ScriptParser
{
    private const long MaxFlowLabel = 0xFFFFF;

    private PacketSyntax? ParsePacket()
    {
        PacketDirection direction = _cursor.Current == '<' ? PacketDirection.Inbound : PacketDirection.Outbound;
        _cursor.Position++;
        if (!TryParseIp(out IpInfo ip) || !TryParsePorts(out PortPair? ports)) return null;
        _cursor.SkipBlanks();
        if (!char.IsAsciiLetterLower(_cursor.Current)) return ParseTcp(direction, ip, ports);
        if (_cursor.TryTakeWord("udp")) return ParseUdp(direction, ip, ports);
        if (_cursor.TryTakeWord("icmp")) return ParseIcmp(direction, ip, isVersion6: false);
        if (_cursor.TryTakeWord("icmpv6")) return ParseIcmp(direction, ip, isVersion6: true);
        return Fail<PacketSyntax>(ScriptReasons.ExpectedProtocol);
    }

    /// <summary>[ect0], (tos 0x2), [ttl 64, flowlabel 0x1]: any number of lists, in either kind of brackets.</summary>
    private bool TryParseIp(out IpInfo ip)
    {
        ip = default;
        while (true)
        {
            string? closing = _cursor.TryTake("[") ? "]" : _cursor.TryTake("(") ? ")" : null;
            if (closing is null) return true;
            do
            {
                if (!TryParseIpItem(ref ip)) return false;
            }
            while (_cursor.TryTake(","));
            if (!_cursor.Take(closing)) return false;
        }
    }

    private bool TryParseIpItem(ref IpInfo ip)
    {
        _cursor.SkipBlanks();
        int begin = _cursor.Position;
        string word = _cursor.TakeWord();
        if (EcnOf(word) is { } ecn)
        {
            ip = ip with { Ecn = ecn };
            return true;
        }

        if (word is not ("tos" or "tclass" or "ttl" or "hoplimit" or "flowlabel"))
        {
            _cursor.Position = begin;
            return _cursor.Fail(ScriptReasons.ExpectedIpInfo);
        }

        if (!_cursor.TryTakeNumber(0, word == "flowlabel" ? MaxFlowLabel : byte.MaxValue, out long value)) return false;
        ip = word switch
        {
            "flowlabel" => ip with { FlowLabel = (uint)value },
            "ttl" or "hoplimit" => ip with { HopLimit = (byte)value },
            _ => ip with { TrafficClass = (byte)value },
        };
        return true;
    }

    private static EcnField? EcnOf(string word) => word switch
    {
        "noecn" => EcnField.NotCapable,
        "ect0" => EcnField.Ect0,
        "ect1" => EcnField.Ect1,
        "ect01" => EcnField.EitherEct,
        "ce" => EcnField.CongestionExperienced,
        _ => null,
    };

    /// <summary>8080 &gt; 53000. A number without &gt; behind it is not one of these (flags may begin with a digit).</summary>
    private bool TryParsePorts(out PortPair? ports)
    {
        ports = null;
        _cursor.SkipBlanks();
        int begin = _cursor.Position;
        _cursor.TakeWhile(char.IsAsciiDigit);
        bool hasPorts = _cursor.Position > begin && _cursor.TryTake(">");
        _cursor.Position = begin;
        if (!hasPorts) return true;
        if (!TryParsePort(out ushort from) || !_cursor.Take(">") || !TryParsePort(out ushort to)) return false;
        ports = new(from, to);
        return true;
    }

    private bool TryParsePort(out ushort port)
    {
        bool isRead = _cursor.TryTakeNumber(1, ushort.MaxValue, out long number);
        port = isRead ? (ushort)number : default;
        return isRead;
    }

    private PacketSyntax.Tcp? ParseTcp(PacketDirection direction, IpInfo ip, PortPair? ports)
    {
        if (!TryParseFlags(out TcpFlags flags) || !TryParseSequence(out SequenceRange sequence)) return null;
        if (!TryParseField("ack", uint.MaxValue, out long? ack)) return null;
        if (!TryParseField("win", ushort.MaxValue, out long? window)) return null;
        if (!TryParseField("urg", ushort.MaxValue, out long? urgent)) return null;
        PacketSyntax.Tcp segment = new(
            direction, ip, ports, flags, sequence, (uint?)ack, (ushort?)window, (ushort?)urgent, Options: [], AnyOptions: false);
        if (!_cursor.TryTake("<")) return segment;
        if (_cursor.TryTake("...")) return _cursor.Take(">") ? segment with { AnyOptions = true } : null;
        return ParseItems(">", ParseTcpOption) is { } options ? segment with { Options = options } : null;
    }

    /// <summary>S, S., P., FP., SEW … in any order; - for none. A digit is the ACE field: AE, CWR and ECE as one number.</summary>
    private bool TryParseFlags(out TcpFlags flags)
    {
        flags = TcpFlags.None;
        if (_cursor.TryTake("-")) return true;
        int begin = _cursor.Position;
        for (TcpFlags? flag; (flag = FlagOf(_cursor.Current)) is not null; _cursor.Position++) flags |= flag.Value;
        return _cursor.Position > begin || _cursor.Fail(ScriptReasons.ExpectedFlags);
    }

    private static TcpFlags? FlagOf(char letter) => letter switch
    {
        'S' => TcpFlags.Syn,
        'F' => TcpFlags.Fin,
        'R' => TcpFlags.Rst,
        'P' => TcpFlags.Psh,
        '.' => TcpFlags.Ack,
        'U' => TcpFlags.Urg,
        'E' => TcpFlags.Ece,
        'W' => TcpFlags.Cwr,
        'A' => TcpFlags.Ae,
        >= '0' and <= '7' => (TcpFlags)((letter - '0') * (int)TcpFlags.Ece),
        _ => null,
    };

    /// <summary>start:end(length); the end may be written as +length.</summary>
    private bool TryParseSequence(out SequenceRange range)
    {
        range = default;
        if (!_cursor.TryTakeNumber(0, uint.MaxValue, out long start) || !_cursor.Take(":")) return false;
        bool isRelative = _cursor.TryTake("+");
        if (!_cursor.TryTakeNumber(0, uint.MaxValue, out long end)) return false;
        if (isRelative) end = (start + end) & uint.MaxValue;
        if (!_cursor.Take("(")) return false;
        _cursor.SkipBlanks();
        int begin = _cursor.Position;
        if (!_cursor.TryTakeNumber(0, Script.MaxPayload, out long length)) return false;
        long difference = (end - start) & uint.MaxValue;
        range = new((uint)start, (uint)end, (int)length);
        if (difference != length)
            return _cursor.FailAt(begin, ScriptReasons.LengthMismatch, Cursor.Quote(Script.Decimal(length)), Script.Decimal(difference));
        return _cursor.Take(")");
    }

    /// <summary>A word and its number, if the word comes next.</summary>
    private bool TryParseField(string word, long most, out long? value)
    {
        value = null;
        if (!_cursor.TryTakeWord(word)) return true;
        if (!_cursor.TryTakeNumber(0, most, out long number)) return false;
        value = number;
        return true;
    }

    private PacketSyntax.Udp? ParseUdp(PacketDirection direction, IpInfo ip, PortPair? ports) =>
        TryParseUdpLength(out int length) ? new(direction, ip, ports, length) : null;

    private bool TryParseUdpLength(out int length)
    {
        length = 0;
        if (!_cursor.Take("(") || !_cursor.TryTakeNumber(0, ushort.MaxValue, out long number) || !_cursor.Take(")")) return false;
        length = (int)number;
        return true;
    }
}
