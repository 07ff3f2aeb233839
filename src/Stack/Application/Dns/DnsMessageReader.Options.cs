using NetStack.Dissection;

namespace NetStack.Application.Dns;

/// <summary>EDNS: what the two ends can do, told in the OPT record. Source: RFC 6891 §6.1.2.</summary>
internal ref partial struct DnsMessageReader
{
    private readonly void ReadOptions(int at, int end)
    {
        while (at < end)
        {
            if (at + 4 > end)
            {
                BadData(at, end);
                return;
            }

            (ushort code, int length) = (UInt16At(at), UInt16At(at + 2));
            int node = _frame.Open(DnsOptions.Option, _message, at, Math.Min(4 + length, end - at));
            _frame.Add(DnsOptions.Code, _message, at, 2, code);
            _frame.Add(DnsOptions.Length, _message, at + 2, 2, (ulong)length);
            at += 4;
            bool whole = length <= end - at;
            if (whole) _frame.AddInPlace(DnsOptions.Data, _message, at, length);
            if (!whole || (length > 0 && !ReadOption(code, at, length))) BadData(at, Math.Min(end, at + length));
            _frame.Close(node);
            at += length;
        }
    }

    /// <summary>Reads what is in an option; false when it is too short for its code.</summary>
    private readonly bool ReadOption(ushort code, int at, int length)
    {
        int end = at + length;
        switch (code)
        {
            case DnsOptions.AlgorithmsUnderstood:
                return AddEachOctet(DnsOptions.Dau, at, end) == end;
            case DnsOptions.HashesUnderstood:
                return AddEachOctet(DnsOptions.Dhu, at, end) == end;
            case DnsOptions.Nsec3HashesUnderstood:
                return AddEachOctet(DnsOptions.N3u, at, end) == end;
            case DnsOptions.ClientSubnet:
                return ReadClientSubnet(at, end);
            case DnsOptions.Cookie: // RFC 7873 §4: 8 octets of the client's, then up to 32 of the server's
                if (AddOctets(DnsOptions.ClientCookie, at, end, 8) < 0) return false;
                _frame.AddInPlace(DnsOptions.ServerCookie, _message, at + 8, length - 8);
                return true;
            case DnsOptions.KeepAlive:
                if (length < 2) return false;
                _frame.Add(DnsOptions.Timeout, _message, at, 2, UInt16At(at));
                return true;
            case DnsOptions.Padding:
                return AddOctets(DnsOptions.PaddingOctets, at, end, length) == end;
            case DnsOptions.Chain:
                return AddText(DnsOptions.ChainName, at, length, end) == end;
            case DnsOptions.ExtendedError:
                if (length < 2) return false;
                _frame.Add(DnsOptions.ErrorCode, _message, at, 2, UInt16At(at));
                return length == 2 || AddText(DnsOptions.ErrorText, at + 2, length - 2, end) == end;
            default:
                return true;
        }
    }

    /// <summary>RFC 7871 §6: the address of whom the question is for, cut to as many octets as the prefix needs.</summary>
    private readonly bool ReadClientSubnet(int at, int end)
    {
        if (end - at < 4) return false;
        ushort family = UInt16At(at);
        _frame.Add(DnsOptions.Family, _message, at, 2, family);
        _frame.Add(DnsOptions.SourcePrefix, _message, at + 2, 1, Span[at + 2]);
        _frame.Add(DnsOptions.ScopePrefix, _message, at + 3, 1, Span[at + 3]);
        AddAddressPrefix(family, at + 4, end - at - 4, DnsOptions.Subnet4, DnsOptions.Subnet6, DnsOptions.Subnet);
        return true;
    }

    /// <summary>Adds an address whose last octets, when they are zero, were left out.</summary>
    private readonly void AddAddressPrefix(ushort family, int at, int length, Field ipv4, Field ipv6, Field other)
    {
        Span<byte> address = stackalloc byte[16];
        address.Clear();
        Span.Slice(at, Math.Min(length, 16)).CopyTo(address);
        switch (family) // RFC 6890's address families: 1 is IPv4, 2 is IPv6
        {
            case 1:
                _frame.Add(ipv4, _message, at, length, DissectedFrame.ReadBits(address, 0, 32));
                break;
            case 2:
                _frame.AddDecoded(ipv6, _message, at, length, address);
                break;
            default:
                _frame.AddInPlace(other, _message, at, length);
                break;
        }
    }
}
