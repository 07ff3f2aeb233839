using NetStack.Application.Dns;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Dhcp;

/// <summary>What stands in each option.</summary>
internal readonly ref partial struct Dhcpv6Reader
{
    /// <summary>Seconds from 1970 to 2000, where DUIDs count from. Source: RFC 8415 §11.2.</summary>
    private const long Year2000 = 946_684_800;

    /// <summary>Reads an option's data; false when it has not the form of its code.</summary>
    private bool ReadOption(ushort code, int at, int end, int depth) => code switch
    {
        1 or 2 => ReadDuid(at, end),
        3 or 25 => ReadAssociation(at, end, depth),
        4 => ReadTemporaryAssociation(at, end, depth),
        5 => ReadAddress(at, end, depth),
        6 => AddEach(Dhcpv6Fields.Requested, at, end, 2),
        7 => AddOne(Dhcpv6Fields.Preference, at, end, 1),
        8 => end - at == 2 && AddNumber(Dhcpv6Fields.ElapsedTime, at, 2),
        9 => ReadRelayed(at, end, depth),
        12 => end - at == 16 && AddOctets(Dhcpv6Fields.Unicast, at, end),
        13 => ReadStatus(at, end),
        16 => ReadVendorClass(at, end),
        18 => AddOctets(Dhcpv6Fields.InterfaceId, at, end),
        19 => AddOne(Dhcpv6Fields.ReconfigureType, at, end, 1),
        23 => AddAddresses(Dhcpv6Fields.DnsServer, at, end),
        24 => AddNames(Dhcpv6Fields.SearchEntry, at, end),
        26 => ReadPrefix(at, end, depth),
        31 => AddAddresses(Dhcpv6Fields.TimeServer, at, end),
        32 => AddOne(Dhcpv6Fields.Lifetime, at, end, 4),
        38 => AddText(Dhcpv6Fields.SubscriberId, at, end),
        64 => AddNames(Dhcpv6Fields.TunnelName, at, end),
        103 => AddText(Dhcpv6Fields.CaptivePortal, at, end),
        _ => true,
    };

    private bool ReadRelayed(int at, int end, int depth)
    {
        ReadMessage(at, end, depth + 1);
        return true;
    }

    /// <summary>RFC 8415 §11: who a client or server is, for good.</summary>
    private bool ReadDuid(int at, int end)
    {
        if (end - at < 2) return false;
        AddOctets(Dhcpv6Fields.Duid, at, end);
        ushort type = UInt16At(at);
        AddNumber(Dhcpv6Fields.DuidType, at, 2);
        at += 2;
        switch (type)
        {
            case 1 when end - at >= 6:
                AddNumber(Dhcpv6Fields.DuidTimeHardware, at, 2);
                _frame.Add(Dhcpv6Fields.DuidTime, _octets, at + 2, 4,
                    (ulong)Timestamp.FromSeconds(Year2000 + UInt32At(at + 2)).Nanoseconds);
                return AddHex(Dhcpv6Fields.DuidTimeAddress, at + 6, end, separator: true);
            case 2 when end - at >= 4:
                AddNumber(Dhcpv6Fields.DuidEnterprise, at, 4);
                return AddOctets(Dhcpv6Fields.DuidIdentifier, at + 4, end);
            case 3 when end - at >= 2:
                AddNumber(Dhcpv6Fields.DuidHardware, at, 2);
                return AddHex(Dhcpv6Fields.DuidAddress, at + 2, end, separator: true);
            case 4:
                return AddOctets(Dhcpv6Fields.DuidUuid, at, end);
            default:
                return type > 4;
        }
    }

    /// <summary>RFC 8415 §21.4 and §21.21: addresses or prefixes that belong together.</summary>
    private bool ReadAssociation(int at, int end, int depth)
    {
        if (end - at < 12) return false;
        AddHex(Dhcpv6Fields.Iaid, at, at + 4, separator: false);
        AddNumber(Dhcpv6Fields.RenewTime, at + 4, 4);
        AddNumber(Dhcpv6Fields.RebindTime, at + 8, 4);
        ReadOptions(at + 12, end, depth + 1);
        return true;
    }

    private bool ReadTemporaryAssociation(int at, int end, int depth)
    {
        if (end - at < 4) return false;
        AddHex(Dhcpv6Fields.TemporaryIaid, at, at + 4, separator: false);
        ReadOptions(at + 4, end, depth + 1);
        return true;
    }

    private bool ReadAddress(int at, int end, int depth)
    {
        if (end - at < 24) return false;
        AddOctets(Dhcpv6Fields.Address, at, at + 16);
        AddNumber(Dhcpv6Fields.AddressPreferred, at + 16, 4);
        AddNumber(Dhcpv6Fields.AddressValid, at + 20, 4);
        ReadOptions(at + 24, end, depth + 1);
        return true;
    }

    private bool ReadPrefix(int at, int end, int depth)
    {
        if (end - at < 25) return false;
        AddNumber(Dhcpv6Fields.PrefixPreferred, at, 4);
        AddNumber(Dhcpv6Fields.PrefixValid, at + 4, 4);
        AddNumber(Dhcpv6Fields.PrefixLength, at + 8, 1);
        AddOctets(Dhcpv6Fields.PrefixAddress, at + 9, at + 25);
        ReadOptions(at + 25, end, depth + 1);
        return true;
    }

    private bool ReadStatus(int at, int end)
    {
        if (end - at < 2) return false;
        AddNumber(Dhcpv6Fields.StatusCode, at, 2);
        return end - at == 2 || AddText(Dhcpv6Fields.StatusMessage, at + 2, end);
    }

    /// <summary>RFC 8415 §21.16: a vendor's number, and counted texts of its own.</summary>
    private bool ReadVendorClass(int at, int end)
    {
        if (end - at < 4) return false;
        AddNumber(Dhcpv6Fields.VendorClassEnterprise, at, 4);
        for (at += 4; at < end;)
        {
            if (end - at < 2 || end - at - 2 < UInt16At(at)) return false;
            int length = UInt16At(at);
            AddText(Dhcpv6Fields.VendorClassData, at + 2, at + 2 + length);
            at += 2 + length;
        }

        return true;
    }

    private bool AddNumber(Field field, int at, int length)
    {
        _frame.Add(field, _octets, at, length, DissectedFrame.ReadBits(Span, at * 8, length * 8));
        return true;
    }

    private bool AddOne(Field field, int at, int end, int length) => end - at == length && AddNumber(field, at, length);

    private bool AddEach(Field field, int at, int end, int length)
    {
        for (; at + length <= end; at += length) AddNumber(field, at, length);
        return at == end;
    }

    private bool AddAddresses(Field field, int at, int end)
    {
        if ((end - at) % 16 != 0) return false;
        for (; at < end; at += 16) AddOctets(field, at, at + 16);
        return true;
    }

    private bool AddOctets(Field field, int at, int end)
    {
        _frame.AddInPlace(field, _octets, at, end - at);
        return true;
    }

    private bool AddText(Field field, int at, int end)
    {
        _text.Clear();
        AsciiText.Write(_text, Span[at..end]);
        _frame.AddDecoded(field, _octets, at, end - at, _text.Written);
        return true;
    }

    private bool AddHex(Field field, int at, int end, bool separator)
    {
        _text.Clear();
        for (int i = at; i < end; i++)
        {
            if (separator && i > at) _text.Write((byte)':');
            _text.WriteHex(Span[i], 2);
        }

        _frame.AddDecoded(field, _octets, at, end - at, _text.Written);
        return true;
    }

    /// <summary>RFC 8415 §10: names as in DNS, never compressed, here with the dot of the root at their end.</summary>
    private bool AddNames(Field field, int at, int end)
    {
        ReadOnlySpan<byte> names = Span[at..end];
        for (int from = 0; from < names.Length;)
        {
            _text.Clear();
            if (!DnsName.TryRead(names, from, _text, out DnsName name)) return false;
            _text.Write((byte)'.');
            _frame.AddDecoded(field, _octets, at + from, name.Octets, _text.Written);
            from += name.Octets;
        }

        return true;
    }
}
