using NetStack.Dissection;

namespace NetStack.Internet.Ipv4;

/// <summary>Reads the options of an IPv4 header. Source: RFC 791 §3.1 "Options".</summary>
internal static class Ipv4OptionDissector
{
    private const int AddressLength = 4;

    /// <summary>Adds all options, up to the end of the list.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="options">The octets between the fixed header and its end, not empty.</param>
    public static void Dissect(DissectedFrame frame, scoped in Octets options)
    {
        for (int at = 0; at < options.Length;)
        {
            byte type = options[at];
            if (type is Ipv4Options.EndOfList or Ipv4Options.NoOperation)
            {
                frame.AddFixed(Ipv4Options.TypeFields, options.Slice(at++, 1));
                if (type == Ipv4Options.NoOperation) continue;
                if (at < options.Length) frame.AddInPlace(Ipv4Options.Padding, options, at, options.Length - at);
                return;
            }

            int length = at + 1 < options.Length ? options[at + 1] : 0;
            if (length < 2 || at + length > options.Length)
            {
                frame.AddFixed(Ipv4Options.Start, options.From(at));
                frame.Report(Severity.Error, Ipv4Dissector.BadOptionLength, options, at, type, length);
                return;
            }

            DissectOne(frame, type, options.Slice(at, length));
            at += length;
        }
    }

    private static void DissectOne(DissectedFrame frame, byte type, scoped in Octets option)
    {
        frame.AddFixed(Ipv4Options.Start, option);
        switch (type)
        {
            case Ipv4Options.RecordRoute or Ipv4Options.LooseSourceRoute or Ipv4Options.StrictSourceRoute:
                DissectRoute(frame, type, option);
                break;
            case Ipv4Options.Timestamp:
                DissectTimestamps(frame, option);
                break;
            case Ipv4Options.TraceRoute:
                AddNumber(frame, Ipv4Options.TraceId, option, 2, 2);
                AddNumber(frame, Ipv4Options.OutboundHops, option, 4, 2);
                AddNumber(frame, Ipv4Options.ReturnHops, option, 6, 2);
                AddNumber(frame, Ipv4Options.Originator, option, 8, AddressLength);
                break;
            default:
                DissectSimple(frame, type, option);
                break;
        }
    }

    private static void DissectSimple(DissectedFrame frame, byte type, scoped in Octets option)
    {
        Field? field = type switch
        {
            Ipv4Options.RouterAlert => Ipv4Options.Alert,
            Ipv4Options.StreamId => Ipv4Options.Stream,
            Ipv4Options.MtuProbe or Ipv4Options.MtuReply => Ipv4Options.Mtu,
            Ipv4Options.Security => Ipv4Options.SecurityLevel,
            _ => null,
        };
        if (field is not null) AddNumber(frame, field, option, 2, field.Type == FieldType.UInt8 ? 1 : 2);
        else if (option.Length > 2) frame.AddInPlace(Ipv4Options.Data, option, 2, option.Length - 2);
    }

    /// <summary>The pointer (counted from 1) says where the next router reads or writes: before it lie addresses that
    /// were visited, from it on those still to visit, or empty room.</summary>
    private static void DissectRoute(DissectedFrame frame, byte type, scoped in Octets option)
    {
        AddNumber(frame, Ipv4Options.Pointer, option, 2, 1);
        int pointer = option.Length > 2 ? option[2] - 1 : 0;
        Field ahead = type == Ipv4Options.RecordRoute ? Ipv4Options.EmptyRoute : Ipv4Options.SourceRoute;
        for (int at = 3; at + AddressLength <= option.Length; at += AddressLength)
            AddNumber(frame, at < pointer ? Ipv4Options.RecordedRoute : ahead, option, at, AddressLength);
    }

    /// <summary>Flag 0: time stamps alone; otherwise each has the address of the router before it.</summary>
    private static void DissectTimestamps(DissectedFrame frame, scoped in Octets option)
    {
        AddNumber(frame, Ipv4Options.Pointer, option, 2, 1);
        if (option.Length < 4) return;
        frame.Add(Ipv4Options.Overflow, option, 3, 1, (ulong)option[3] >> 4);
        frame.Add(Ipv4Options.TimestampFlag, option, 3, 1, (ulong)option[3] & 0xF);
        bool withAddress = (option[3] & 0xF) != 0;
        int step = withAddress ? 8 : 4;
        for (int at = 4; at + step <= option.Length; at += step)
        {
            if (withAddress) AddNumber(frame, Ipv4Options.TimestampAddress, option, at, AddressLength);
            AddNumber(frame, Ipv4Options.TimestampValue, option, at + step - 4, 4);
        }
    }

    private static void AddNumber(DissectedFrame frame, Field field, scoped in Octets option, int at, int length)
    {
        if (at + length <= option.Length)
            frame.Add(field, option, at, length, DissectedFrame.ReadBits(option.Span, at * 8, length * 8));
    }
}
