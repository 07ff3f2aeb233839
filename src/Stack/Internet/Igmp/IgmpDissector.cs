using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Internet.Igmp;

/// <summary>IGMP, versions 1 to 3: which groups the hosts of a link want to hear. Source: RFC 1112, RFC 2236, RFC 3376.</summary>
public sealed class IgmpDissector : Dissector
{
    /// <summary>The checksum is wrong. Argument: found.</summary>
    public const string BadChecksum = "igmp.checksum.bad";

    private const int Length = 8, Query3Length = 12, RecordLength = 8, AddressLength = 4;

    /// <summary>The fields of all versions.</summary>
    public static Protocol Definition { get; } = new("igmp", "IGMP", "Internet Group Management Protocol",
        [
            .. IgmpFields.Fields, IgmpFields.Version, IgmpFields.ChecksumStatus, IgmpFields.Reserved, IgmpFields.RecordCount,
            IgmpFields.Source, IgmpFields.RecordData,
        ],
        new Layout("query of version 3, from the ninth octet", IgmpFields.Query3), new Layout("group record", IgmpFields.Record));

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Igmp)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (octets.Length < Length)
        {
            frame.AddFixed(IgmpFields.Fields, octets);
            frame.ReportTooShort(octets, octets.Length, Length - octets.Length);
            return;
        }

        frame.AddGenerated(IgmpFields.Version, (ulong)VersionOf(octets));
        AddChecksumStatus(frame, octets);
        if (octets[0] == IgmpFields.Report3) DissectReport3(frame, octets);
        else DissectShort(frame, octets);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length);
        if (octets.Length < Length) return;
        writer.Write(IgmpFields.Types.GetValueOrDefault(octets[0], "Unknown IGMP type"));
        if (octets[0] is not (IgmpFields.Report1 or IgmpFields.Report2 or IgmpFields.Leave)) return;
        writer.Write(octets[0] == IgmpFields.Leave ? " "u8 : " group "u8);
        writer.WriteIp(IpAddress.Read(octets.Slice(4, AddressLength)));
    }

    /// <summary>RFC 3376 §7.1: a query is told by its length, and in version 1 by a response time of 0.</summary>
    private static int VersionOf(scoped in Octets octets) => octets[0] switch
    {
        IgmpFields.Report1 => 1,
        IgmpFields.Report3 => 3,
        IgmpFields.Query when octets.ReportedLength >= Query3Length => 3,
        IgmpFields.Query when octets[1] == 0 => 1,
        _ => 2,
    };

    private static void AddChecksumStatus(DissectedFrame frame, scoped in Octets octets)
    {
        ChecksumStatus status = octets.IsCut || frame.IsQuoted ? ChecksumStatus.Unverified
            : InternetChecksum.Add(octets.Span) == 0xFFFF ? ChecksumStatus.Good : ChecksumStatus.Bad;
        frame.AddGenerated(IgmpFields.ChecksumStatus, (ulong)status);
        if (status == ChecksumStatus.Bad)
            frame.Report(Severity.Error, BadChecksum, octets, 2, (long)DissectedFrame.ReadBits(octets.Span, 16, 16));
    }

    private static void DissectShort(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(IgmpFields.Fields, octets);
        bool isQuery3 = octets[0] == IgmpFields.Query && octets.Length >= Query3Length;
        if (!isQuery3)
        {
            frame.SetHeaderLength(Length);
            return;
        }

        frame.AddFixed(IgmpFields.Query3, octets.From(Length));
        AddSources(frame, octets.From(Query3Length), (int)DissectedFrame.ReadBits(octets.Span, 80, 16));
    }

    private static void DissectReport3(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed([IgmpFields.Type], octets);
        frame.AddInPlace(IgmpFields.Reserved, octets, 1, 1);
        frame.AddFixed([IgmpFields.Checksum], octets);
        frame.AddInPlace(IgmpFields.Reserved, octets, 4, 2);
        int count = (int)DissectedFrame.ReadBits(octets.Span, 48, 16), at = Length;
        frame.Add(IgmpFields.RecordCount, octets, 6, 2, (ulong)count);
        for (int i = 0; i < count; i++)
        {
            Octets record = octets.From(at);
            if (!frame.AddFixed(IgmpFields.Record, record))
            {
                frame.ReportTooShort(record, record.Length, RecordLength - record.Length);
                return;
            }

            int sources = (int)DissectedFrame.ReadBits(record.Span, 16, 16), data = record[1] * 4;
            AddSources(frame, record.From(RecordLength), sources);
            int dataAt = RecordLength + (sources * AddressLength);
            if (data > 0) frame.AddInPlace(IgmpFields.RecordData, record, dataAt, data);
            at += dataAt + data;
        }
    }

    private static void AddSources(DissectedFrame frame, scoped in Octets octets, int count)
    {
        for (int i = 0, at = 0; i < count && at + AddressLength <= octets.Length; i++, at += AddressLength)
            frame.Add(IgmpFields.Source, octets, at, AddressLength, DissectedFrame.ReadBits(octets.Span, at * 8, 32));
    }
}
