using NetStack.Dissection;

namespace NetStack.Internet.Icmpv6;

/// <summary>Multicast Listener Discovery: routers ask who listens to which group. Source: RFC 2710, RFC 3810.</summary>
internal static class ListenerMessages
{
    private const int AddressLength = 16, Version1Length = 20, Version2QueryLength = 24, RecordLength = 20;

    /// <summary>Adds a query, report or done; <paramref name="fields"/> begin behind the checksum.</summary>
    public static void Dissect(DissectedFrame frame, byte type, scoped in Octets fields)
    {
        if (type == Icmpv6Names.ListenerReport2) DissectReport2(frame, fields);
        else DissectQuery(frame, fields, isVersion2: type == Icmpv6Names.ListenerQuery && fields.ReportedLength >= Version2QueryLength);
    }

    /// <summary>RFC 3810 §8.1: a query of version 2 is told by its length.</summary>
    private static void DissectQuery(DissectedFrame frame, scoped in Octets fields, bool isVersion2)
    {
        if (fields.Length < Version1Length)
        {
            frame.ReportTooShort(fields, fields.Length, Version1Length - fields.Length);
            return;
        }

        frame.Add(isVersion2 ? Icmpv6Fields.ResponseCode : Icmpv6Fields.ResponseDelay, fields, 0, 2, DissectedFrame.ReadBits(fields.Span, 0, 16));
        frame.AddInPlace(Icmpv6Fields.Reserved, fields, 2, 2);
        frame.AddInPlace(Icmpv6Fields.Group, fields, 4, AddressLength);
        if (!isVersion2 || !frame.AddFixed(Icmpv6Fields.QueryLayout, fields.From(Version1Length))) return;
        AddSources(frame, Icmpv6Fields.QuerySource, fields.From(Version2QueryLength), (int)DissectedFrame.ReadBits(fields.Span, 176, 16));
    }

    private static void DissectReport2(DissectedFrame frame, scoped in Octets fields)
    {
        frame.AddInPlace(Icmpv6Fields.Reserved, fields, 0, 2);
        int count = (int)DissectedFrame.ReadBits(fields.Span, 16, 16), at = 4;
        frame.Add(Icmpv6Fields.RecordCount, fields, 2, 2, (ulong)count);
        for (int i = 0; i < count; i++)
        {
            int used = DissectRecord(frame, fields.From(at));
            if (used == 0) return;
            at += used;
        }
    }

    /// <returns>Octets of the record; 0 when it is not whole.</returns>
    private static int DissectRecord(DissectedFrame frame, scoped in Octets record)
    {
        if (record.Length < RecordLength)
        {
            frame.ReportTooShort(record, record.Length, RecordLength - record.Length);
            return 0;
        }

        int sources = (int)DissectedFrame.ReadBits(record.Span, 16, 16), data = record[1] * 4;
        int length = RecordLength + (sources * AddressLength) + data;
        int node = frame.Open(Icmpv6Fields.Record, record, 0, Math.Min(length, record.Length));
        frame.AddFixed(Icmpv6Fields.RecordLayout, record);
        AddSources(frame, Icmpv6Fields.RecordSource, record.From(RecordLength), sources);
        if (data > 0) frame.AddInPlace(Icmpv6Fields.RecordData, record, length - data, data);
        frame.Close(node);
        if (length <= record.Length) return length;
        frame.ReportTooShort(record, record.Length, length - record.Length);
        return 0;
    }

    private static void AddSources(DissectedFrame frame, Field field, scoped in Octets octets, int count)
    {
        for (int i = 0, at = 0; i < count && at + AddressLength <= octets.Length; i++, at += AddressLength)
            frame.AddInPlace(field, octets, at, AddressLength);
    }
}
