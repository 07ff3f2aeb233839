using static NetStack.Application.Dns.DnsUnusualFields;

namespace NetStack.Application.Dns;

/// <summary>Record data in which one part decides the form of the next: no table says that.</summary>
internal ref partial struct DnsMessageReader
{
    private readonly void ReadUnusual(ushort type, int at, int end)
    {
        bool whole = true;
        switch (type)
        {
            case DnsType.Opt: ReadOptions(at, end); break;
            case Svcb or Https: whole = ReadService(at, end); break;
            case Caa: whole = ReadCaa(at, end); break;
            case Loc: whole = ReadLocation(at, end); break;
            case Apl: whole = ReadPrefixList(at, end); break;
            case IpsecKey: whole = ReadIpsecKey(at, end); break;
            case Hip: whole = ReadHostIdentity(at, end); break;
            default: _frame.AddInPlace(DnsFields.Data, _message, at, end - at); break;
        }

        if (!whole) BadData(at, end);
    }

    /// <summary>RFC 8659 §4.1: flags, the length of a tag, the tag, and a value until the end.</summary>
    private readonly bool ReadCaa(int at, int end)
    {
        if (at + 2 > end || at + 2 + Span[at + 1] > end) return false;
        int flags = _frame.Open(CaaFlags, _message, at, 1, Span[at]);
        _frame.Add(CaaCritical, _message, at, 1, (ulong)(Span[at] >> 7));
        _frame.Close(flags);
        int tagLength = Span[at + 1], valueAt = at + 2 + tagLength, valueLength = end - valueAt;
        ReadOnlySpan<byte> tag = Span.Slice(at + 2, tagLength);
        AddText(tag.SequenceEqual("issue"u8) ? CaaIssue : tag.SequenceEqual("issuewild"u8) ? CaaIssueWild
            : tag.SequenceEqual("iodef"u8) ? CaaReport : CaaUnknown, valueAt, valueLength, end);
        _frame.Add(CaaTagLength, _message, at + 1, 1, (ulong)tagLength);
        AddText(CaaTag, at + 2, tagLength, end);
        AddText(CaaValue, valueAt, valueLength, end);
        return true;
    }

    /// <summary>RFC 1876 §2: a place on earth, in thousandths of arc seconds and centimetres. Only version 0 is known.</summary>
    private readonly bool ReadLocation(int at, int end)
    {
        _frame.Add(LocVersion, _message, at, 1, Span[at]);
        if (Span[at] != 0)
        {
            _frame.AddInPlace(LocUnknown, _message, at, end - at);
            return true;
        }

        if (end - at < 16) return false;
        _frame.Add(LocSize, _message, at + 1, 1, Span[at + 1]);
        _frame.Add(LocHorizontal, _message, at + 2, 1, Span[at + 2]);
        _frame.Add(LocVertical, _message, at + 3, 1, Span[at + 3]);
        _frame.Add(LocLatitude, _message, at + 4, 4, UInt32At(at + 4));
        _frame.Add(LocLongitude, _message, at + 8, 4, UInt32At(at + 8));
        _frame.Add(LocAltitude, _message, at + 12, 4, UInt32At(at + 12));
        return true;
    }

    /// <summary>RFC 3123 §4: address prefixes, whose trailing zero octets are left out.</summary>
    private readonly bool ReadPrefixList(int at, int end)
    {
        while (at < end)
        {
            if (at + 4 > end || at + 4 + (Span[at + 3] & 0x7F) > end) return false;
            ushort family = UInt16At(at);
            int length = Span[at + 3] & 0x7F;
            _frame.Add(AplFamily, _message, at, 2, family);
            _frame.Add(AplPrefix, _message, at + 2, 1, Span[at + 2]);
            _frame.Add(AplNegation, _message, at + 3, 1, (ulong)(Span[at + 3] >> 7));
            _frame.Add(AplLength, _message, at + 3, 1, (ulong)length);
            AddAddressPrefix(family, at + 4, length, AplIpv4, AplIpv6, AplData);
            at += 4 + length;
        }

        return true;
    }

    /// <summary>RFC 4025 §2.1: the gateway is an address or a name, as its type says.</summary>
    private readonly bool ReadIpsecKey(int at, int end)
    {
        if (end - at < 3) return false;
        _frame.Add(IpsecPrecedence, _message, at, 1, Span[at]);
        _frame.Add(IpsecType, _message, at + 1, 1, Span[at + 1]);
        _frame.Add(IpsecAlgorithm, _message, at + 2, 1, Span[at + 2]);
        int keyAt = Span[at + 1] switch
        {
            0 => at + 3,
            1 => ReadPart(IpsecIpv4, at + 3, end),
            2 => ReadPart(IpsecIpv6, at + 3, end),
            3 => ReadPart(IpsecName, at + 3, end),
            _ => TooShort,
        };
        return keyAt >= 0 && AddOctets(IpsecPublicKey, keyAt, end, end - keyAt) == end;
    }

    /// <summary>RFC 8005 §5: a tag, the key that it stands for, and servers that know where the host is.</summary>
    private readonly bool ReadHostIdentity(int at, int end)
    {
        if (end - at < 4) return false;
        int tagLength = Span[at], keyLength = UInt16At(at + 2);
        _frame.Add(HipTagLength, _message, at, 1, (ulong)tagLength);
        _frame.Add(HipAlgorithm, _message, at + 1, 1, Span[at + 1]);
        _frame.Add(HipKeyLength, _message, at + 2, 2, (ulong)keyLength);
        int next = AddOctets(HipTag, at + 4, end, tagLength);
        if (next >= 0) next = AddOctets(HipKey, next, end, keyLength);
        while (next >= 0 && next < end)
            next = ReadPart(HipServer, next, end);
        return next == end;
    }
}
