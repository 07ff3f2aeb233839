using NetStack.Dissection;
using static NetStack.Application.Dns.DnsServiceFields;

namespace NetStack.Application.Dns;

/// <summary>Service bindings: SVCB and HTTPS. Source: RFC 9460 §2.2.</summary>
internal ref partial struct DnsMessageReader
{
    private static readonly DnsDataPart TargetPart = new(DnsDataKind.Name, Target);

    private readonly bool ReadService(int at, int end)
    {
        if (end - at < 2) return false;
        _frame.Add(Priority, _message, at, 2, UInt16At(at));
        at = ReadPart(TargetPart, at + 2, end);
        while (at >= 0 && at < end)
        {
            if (at + 4 > end || at + 4 + UInt16At(at + 2) > end) return false;
            (ushort key, int length) = (UInt16At(at), UInt16At(at + 2));
            int node = _frame.Open(Parameter, _message, at, 4 + length);
            _frame.Add(Key, _message, at, 2, key);
            _frame.Add(ValueLength, _message, at + 2, 2, (ulong)length);
            bool whole = ReadParameter(key, at + 4, at + 4 + length);
            _frame.Close(node);
            if (!whole) return false;
            at += 4 + length;
        }

        return at == end;
    }

    /// <summary>RFC 9460 §7 and §14.3.2: the form of a value hangs on its key.</summary>
    private readonly bool ReadParameter(ushort key, int at, int end)
    {
        switch (key)
        {
            case Mandatory:
                for (; at + 2 <= end; at += 2)
                    _frame.Add(MandatoryKey, _message, at, 2, UInt16At(at));
                return at == end;
            case Alpn:
                return AddStrings(AlpnPart, at, end) == end;
            case Port:
                if (end - at < 2) return false;
                _frame.Add(PortNumber, _message, at, 2, UInt16At(at));
                return true;
            case Ipv4Hint:
                for (; at + 4 <= end; at += 4)
                    _frame.Add(Ipv4, _message, at, 4, UInt32At(at));
                return at == end;
            case Ipv6Hint:
                for (; at + 16 <= end; at += 16)
                    _frame.AddInPlace(Ipv6, _message, at, 16);
                return at == end;
            default:
                Field field = key switch { EncryptedHello => EchConfig, ObliviousKeys => OdohConfig, _ => Value };
                return AddOctets(field, at, end, end - at) == end;
        }
    }
}
