using System.Buffers.Binary;
using NetStack.Application.Dns;
using NetStack.Dissection;

namespace NetStack.Application.Dhcp;

/// <summary>Options whose value has a form of its own.</summary>
internal ref partial struct DhcpOptionReader
{
    private const byte NoHardware = 0, Duid = 255;

    private readonly bool ReadSpecial(byte code, int at, int end) => code switch
    {
        DhcpOptionShapes.ClientId => ReadClientId(at, end),
        DhcpOptionShapes.UserClass => ReadUserClass(at, end),
        DhcpOptionShapes.ClientName => ReadClientName(at, end),
        DhcpOptionShapes.RelayAgent => ReadRelayAgent(at, end),
        DhcpOptionShapes.Uuid => ReadUuid(at, end),
        DhcpOptionShapes.ClasslessRoutes or DhcpOptionShapes.MicrosoftRoutes => ReadRoutes(at, end),
        DhcpOptionShapes.VendorClass => ReadVendorClass(at, end),
        DhcpOptionShapes.VendorOptions => ReadVendorOptions(at, end),
        _ => true,
    };

    /// <summary>RFC 2132 §9.14: a hardware type and address, or (type 0) anything, or (RFC 4361 §6.1, type 255) an
    /// identifier of the interface and one of the host.</summary>
    private readonly bool ReadClientId(int at, int end)
    {
        byte type = Span[at];
        int length = end - at - 1;
        switch (type)
        {
            case NoHardware when length > 0:
                _frame.Add(DhcpFields.ClientIdType, _message, at, 1, type);
                return AddText(DhcpFields.ClientIdText, at + 1, end);
            case Duid:
                return ReadDuid(at + 1, end);
            default:
                if (length == 0) return false;
                _frame.Add(DhcpHeader.HardwareTypeField, _message, at, 1, type);
                if (DhcpHeader.IsMac(type, length))
                    _frame.Add(DhcpHeader.MacAddress, _message, at + 1, 6, DissectedFrame.ReadBits(Span, (at + 1) * 8, 48));
                else
                    AddHex(DhcpFields.ClientHardware, at + 1, end, separator: false);
                return true;
        }
    }

    /// <summary>RFC 8415 §11: a host's identifier, made from an address and a time, a vendor's number, or an address.</summary>
    private readonly bool ReadDuid(int at, int end)
    {
        if (end - at < 6) return false;
        AddHex(DhcpFields.ClientIaid, at, at + 4, separator: false);
        ushort type = UInt16At(at + 4);
        _frame.Add(DhcpFields.DuidType, _message, at + 4, 2, type);
        at += 6;
        switch (type)
        {
            case 1 when end - at > 6:
                _frame.Add(DhcpFields.DuidTimeHardware, _message, at, 2, UInt16At(at));
                _frame.Add(DhcpFields.DuidTime, _message, at + 2, 4, UInt32At(at + 2));
                return AddHex(DhcpFields.DuidAddress, at + 6, end, separator: true);
            case 2 when end - at > 4:
                _frame.Add(DhcpFields.DuidEnterprise, _message, at, 4, UInt32At(at));
                return AddOctets(DhcpFields.DuidIdentifier, at + 4, end);
            case 3 when end - at > 2:
                _frame.Add(DhcpFields.DuidHardware, _message, at, 2, UInt16At(at));
                return AddHex(DhcpFields.DuidAddress, at + 2, end, separator: true);
            default:
                return type is not (1 or 2 or 3);
        }
    }

    private readonly bool AddHex(Field field, int at, int end, bool separator)
    {
        _text.Clear();
        for (int i = at; i < end; i++)
        {
            if (separator && i > at) _text.Write((byte)':');
            _text.WriteHex(Span[i], 2);
        }

        _frame.AddDecoded(field, _message, at, end - at, _text.Written);
        return true;
    }

    /// <summary>RFC 3004 §4: counted classes. Some clients write a bare text instead.</summary>
    private readonly bool ReadUserClass(int at, int end)
    {
        if (1 + Span[at] > end - at) return AddText(DhcpFields.UserClassText, at, end);
        for (ulong instance = 0; at < end; instance++)
        {
            int length = Span[at];
            if (length == 0 || at + 1 + length > end) return false;
            int node = _frame.Open(DhcpFields.UserClass, _message, at, 1 + length, instance);
            _frame.Add(DhcpFields.UserClassLength, _message, at, 1, (ulong)length);
            _frame.AddInPlace(DhcpFields.UserClassData, _message, at + 1, length);
            _frame.Close(node);
            at += 1 + length;
        }

        return true;
    }

    /// <summary>RFC 4702 §2: who is to enter the client's name into DNS, and the name.</summary>
    private readonly bool ReadClientName(int at, int end)
    {
        if (end - at < 3) return false;
        byte flags = Span[at];
        int node = _frame.Open(DhcpFields.NameFlags, _message, at, 1, flags);
        _frame.Add(DhcpFields.NameReserved, _message, at, 1, (ulong)(flags >> 4));
        _frame.Add(DhcpFields.NameNoUpdate, _message, at, 1, (ulong)(flags >> 3 & 1));
        _frame.Add(DhcpFields.NameEncoded, _message, at, 1, (ulong)(flags >> 2 & 1));
        _frame.Add(DhcpFields.NameOverridden, _message, at, 1, (ulong)(flags >> 1 & 1));
        _frame.Add(DhcpFields.NameByServer, _message, at, 1, (ulong)(flags & 1));
        _frame.Close(node);
        _frame.Add(DhcpFields.NameCode1, _message, at + 1, 1, Span[at + 1]);
        _frame.Add(DhcpFields.NameCode2, _message, at + 2, 1, Span[at + 2]);
        if (end - at == 3) return true;
        return (flags & 4) == 0 ? AddText(DhcpFields.Name, at + 3, end) : AddEncodedName(at + 3, end);
    }

    /// <summary>RFC 4702 §2.3.1: labels as in DNS; the root that ends them may be missing.</summary>
    private readonly bool AddEncodedName(int at, int end)
    {
        Span<byte> name = stackalloc byte[256];
        name.Clear();
        Span[at..end].CopyTo(name);
        _text.Clear();
        if (!DnsName.TryRead(name[..(end - at + 1)], 0, _text, out _)) return false;
        _frame.AddDecoded(DhcpFields.Name, _message, at, end - at, _text.Written);
        return true;
    }

    /// <summary>RFC 3046 §2.0: what a relay agent knows of where the client is.</summary>
    private readonly bool ReadRelayAgent(int at, int end)
    {
        while (at < end)
        {
            if (at + 2 > end) return false;
            (byte code, int length) = (Span[at], Span[at + 1]);
            int node = _frame.Open(DhcpFields.AgentSuboption, _message, at, Math.Min(2 + length, end - at), code);
            _frame.Add(DhcpFields.SuboptionLength, _message, at + 1, 1, (ulong)length);
            at += 2;
            bool whole = at + length <= end;
            if (whole)
            {
                _frame.AddInPlace(DhcpFields.AgentValue, _message, at, length);
                if (length > 0 && DhcpFields.FindAgent(code) is { } shape) whole = ReadByShape(shape, at, at + length);
            }

            _frame.Close(node);
            if (!whole) return false;
            at += length;
        }

        return true;
    }

    /// <summary>RFC 4578 §2.3: a type, and a UUID whose first three parts have the lowest octet first.</summary>
    private readonly bool ReadUuid(int at, int end)
    {
        if (end - at != 17) return false;
        ReadOnlySpan<byte> order = [4, 3, 2, 1, 6, 5, 8, 7, 9, 10, 11, 12, 13, 14, 15, 16];
        _text.Clear();
        for (int i = 0; i < order.Length; i++)
        {
            if (i is 4 or 6 or 8 or 10) _text.Write((byte)'-');
            _text.WriteHex(Span[at + order[i]], 2);
        }

        _frame.AddDecoded(DhcpFields.Uuid, _message, at + 1, 16, _text.Written);
        return true;
    }

    /// <summary>RFC 3442: a prefix's length, as many octets of it as that needs, and the router to it.</summary>
    private readonly bool ReadRoutes(int at, int end)
    {
        while (at < end)
        {
            int prefixLength = Span[at], octets = (prefixLength + 7) / 8, length = 1 + octets + 4;
            if (prefixLength > 32 || at + length > end) return false;
            ulong destination = octets == 0 ? 0 : DissectedFrame.ReadBits(Span, (at + 1) * 8, octets * 8) << (32 - (octets * 8));
            _frame.AddInPlace(DhcpFields.Route, _message, at, length);
            _frame.Add(DhcpFields.RoutePrefix, _message, at, 1, (ulong)prefixLength);
            _frame.Add(DhcpFields.RouteDestination, _message, at + 1, octets, destination);
            _frame.Add(DhcpFields.RouteRouter, _message, at + 1 + octets, 4, UInt32At(at + 1 + octets));
            at += length;
        }

        return true;
    }

    /// <summary>RFC 3925 §3: a vendor's number, and counted text of its own.</summary>
    private readonly bool ReadVendorClass(int at, int end)
    {
        while (at < end)
        {
            if (at + 5 > end || at + 5 + Span[at + 4] > end) return false;
            _frame.Add(DhcpFields.VendorClassEnterprise, _message, at, 4, UInt32At(at));
            _frame.Add(DhcpFields.VendorClassLength, _message, at + 4, 1, Span[at + 4]);
            int length = Span[at + 4];
            AddText(DhcpFields.VendorClassData, at + 5, at + 5 + length);
            at += 5 + length;
        }

        return true;
    }

    /// <summary>RFC 3925 §4: a vendor's number, and counted options of its own.</summary>
    private readonly bool ReadVendorOptions(int at, int end)
    {
        while (at < end)
        {
            if (at + 5 > end || at + 5 + Span[at + 4] > end) return false;
            _frame.Add(DhcpFields.VendorEnterprise, _message, at, 4, UInt32At(at));
            _frame.Add(DhcpFields.VendorLength, _message, at + 4, 1, Span[at + 4]);
            int vendorEnd = at + 5 + Span[at + 4];
            at += 5;
            while (at < vendorEnd)
            {
                if (at + 2 > vendorEnd || at + 2 + Span[at + 1] > vendorEnd) return false;
                int length = Span[at + 1];
                _frame.Add(DhcpFields.VendorSuboption, _message, at, 1, Span[at]);
                _frame.Add(DhcpFields.SuboptionLength, _message, at + 1, 1, (ulong)length);
                _frame.AddInPlace(DhcpFields.VendorData, _message, at + 2, length);
                at += 2 + length;
            }
        }

        return true;
    }

    private readonly ushort UInt16At(int at) => BinaryPrimitives.ReadUInt16BigEndian(Span[at..]);

    private readonly uint UInt32At(int at) => BinaryPrimitives.ReadUInt32BigEndian(Span[at..]);
}
