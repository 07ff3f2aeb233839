using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;

namespace NetStack.Internet.Icmp;

/// <summary>ICMP: how hosts and routers tell of trouble, and answer a ping. Source: RFC 792, RFC 4884.</summary>
public sealed class IcmpDissector : Dissector
{
    /// <summary>The checksum is wrong. Argument: found.</summary>
    public const string BadChecksum = "icmp.checksum.bad";

    private const int CommonLength = 4, FieldsAt = 4, OldQuoteLength = 128;

    /// <summary>The common fields, and those of each type.</summary>
    public static Protocol Definition { get; } = new("icmp", "ICMP", "Internet Control Message Protocol",
        [.. IcmpHeader.Fields, .. IcmpFields.Variable, .. IcmpExtensions.Variable],
        [
            new("echo, from the fifth octet", IcmpFields.EchoLayout), new("timestamp, from the fifth octet", IcmpFields.TimestampLayout),
            new("address mask, from the fifth octet", IcmpFields.MaskLayout), new("router advertisement, from the fifth octet", IcmpFields.RouterLayout),
            .. IcmpExtensions.Layouts,
        ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Icmp)];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new EchoTable();

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!frame.AddFixed(IcmpHeader.Fields, octets))
        {
            frame.ReportTooShort(octets, octets.Length, CommonLength - octets.Length);
            return;
        }

        AddChecksumStatus(frame, octets);
        if (!IcmpHeader.TryParse(octets.Span, out IcmpHeader header, out ParseError error))
        {
            frame.ReportTooShort(octets, error.At, error.Needed - error.Available);
            return;
        }

        frame.SetHeaderLength(IcmpHeader.Length);
        if (header.IsError) DissectError(frame, octets, header);
        else DissectQuery(frame, octets, header);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        if (!IcmpHeader.TryParse(frame.SourceOctets(layer.Source)[layer.Start..], out IcmpHeader header, out _)) return;
        writer.Write(IcmpNames.Types.GetValueOrDefault(header.Type, "Unknown ICMP"));
        if (IcmpNames.Codes.TryGetValue((header.Type << 8) + header.Code, out string? code))
        {
            writer.Write(" ("u8);
            writer.Write(code);
            writer.Write((byte)')');
        }

        if (header.Type is not (IcmpNames.EchoRequest or IcmpNames.EchoReply)) return;
        writer.Write("  id=0x"u8);
        writer.WriteHex(header.Identifier, 4);
        writer.Write(", seq="u8);
        writer.WriteDecimal((ulong)header.Sequence);
    }

    private static void AddChecksumStatus(DissectedFrame frame, scoped in Octets octets)
    {
        ChecksumStatus status = octets.IsCut || frame.IsQuoted ? ChecksumStatus.Unverified
            : InternetChecksum.Add(octets.Span) == 0xFFFF ? ChecksumStatus.Good : ChecksumStatus.Bad;
        frame.AddGenerated(IcmpFields.ChecksumStatus, (ulong)status);
        if (status == ChecksumStatus.Bad)
            frame.Report(Severity.Error, BadChecksum, octets, 2, (long)DissectedFrame.ReadBits(octets.Span, 16, 16));
    }

    private void DissectQuery(DissectedFrame frame, scoped in Octets octets, IcmpHeader header)
    {
        Octets fields = octets.From(FieldsAt);
        switch (header.Type)
        {
            case IcmpNames.EchoRequest or IcmpNames.EchoReply:
                AddNumbers(frame, fields, header);
                MatchEcho(frame, header);
                frame.NextData(octets.From(IcmpHeader.Length));
                break;
            case IcmpNames.TimestampRequest or IcmpNames.TimestampReply:
                AddNumbers(frame, fields, header);
                frame.AddFixed([IcmpFields.Originate, IcmpFields.Receive, IcmpFields.Transmit], fields);
                frame.SetHeaderLength(FieldsAt + 16);
                break;
            case IcmpNames.AddressMaskRequest or IcmpNames.AddressMaskReply:
                AddNumbers(frame, fields, header);
                frame.AddFixed([IcmpFields.AddressMask], fields);
                frame.SetHeaderLength(FieldsAt + 8);
                break;
            case IcmpNames.InformationRequest or IcmpNames.InformationReply:
                AddNumbers(frame, fields, header);
                break;
            case IcmpNames.RouterAdvertisement:
                AddRouters(frame, fields);
                break;
            default:
                frame.NextData(fields);
                break;
        }
    }

    /// <summary>Windows writes identifier and sequence number in its own byte order: both readings are shown.</summary>
    private static void AddNumbers(DissectedFrame frame, scoped in Octets fields, IcmpHeader header)
    {
        frame.AddFixed(IcmpFields.EchoLayout, fields);
        frame.Add(IcmpFields.IdentifierSwapped, fields, 0, 2, Swap(header.Identifier));
        frame.Add(IcmpFields.SequenceSwapped, fields, 2, 2, Swap(header.Sequence));
    }

    private static ulong Swap(ushort value) => BinaryPrimitives.ReverseEndianness(value);

    private void MatchEcho(DissectedFrame frame, IcmpHeader header)
    {
        if (frame.IsQuoted) return;
        EchoTable table = frame.Session.State<EchoTable>(this);
        uint numbers = (uint)header.Identifier << 16 | header.Sequence;
        if (header.Type == IcmpNames.EchoRequest)
        {
            table.Ask(frame, numbers);
        }
        else if (table.TryAnswer(frame, numbers, out EchoTable.Answer answer))
        {
            frame.AddGenerated(IcmpFields.ResponseTo, (ulong)answer.Request);
            frame.AddGenerated(IcmpFields.ResponseTime, answer.After);
        }
    }

    private static void AddRouters(DissectedFrame frame, scoped in Octets fields)
    {
        frame.AddFixed(IcmpFields.RouterLayout, fields);
        int step = fields[1] * 4; // RFC 1256 §3: words of 32 bits for each router
        for (int at = 4, i = 0; i < fields[0] && step >= 8 && at + step <= fields.Length; i++, at += step)
        {
            frame.Add(IcmpFields.Router, fields, at, 4, DissectedFrame.ReadBits(fields.Span, at * 8, 32));
            int preference = BinaryPrimitives.ReadInt32BigEndian(fields.Span[(at + 4)..]);
            frame.Add(IcmpFields.Preference, fields, at + 4, 4, unchecked((ulong)preference));
        }

        frame.SetHeaderLength(fields.Length + FieldsAt);
    }

    private static void DissectError(DissectedFrame frame, scoped in Octets octets, IcmpHeader header)
    {
        AddErrorFields(frame, octets, header);
        Octets quoted = octets.From(IcmpHeader.Length);
        int extensionAt = ExtensionAt(quoted, header, octets[5]);
        QuotedPacket.Dissect(frame, EtherType.Ipv4, extensionAt < 0 ? quoted : quoted.Slice(0, extensionAt));
        if (extensionAt >= 0) IcmpExtensions.Dissect(frame, quoted.From(extensionAt));
    }

    private static void AddErrorFields(DissectedFrame frame, scoped in Octets octets, IcmpHeader header)
    {
        bool hasMtu = header.Type == IcmpNames.DestinationUnreachable && header.Code == IcmpNames.FragmentationNeeded;
        if (header.Type == IcmpNames.Redirect)
        {
            frame.Add(IcmpFields.Gateway, octets, FieldsAt, 4, DissectedFrame.ReadBits(octets.Span, FieldsAt * 8, 32));
            return;
        }

        int at = FieldsAt;
        if (header.Type == IcmpNames.ParameterProblem) frame.Add(IcmpFields.Pointer, octets, at++, 1, octets[FieldsAt]);
        int end = hasMtu ? IcmpHeader.Length - 2 : IcmpHeader.Length;
        if (octets[5] != 0 && header.Type != IcmpNames.SourceQuench)
        {
            if (at == FieldsAt) frame.AddInPlace(IcmpFields.Unused, octets, at, 1);
            frame.Add(IcmpFields.QuotedLength, octets, 5, 1, octets[5]);
            at = FieldsAt + 2;
        }

        if (end > at) frame.AddInPlace(IcmpFields.Unused, octets, at, end - at);
        if (hasMtu) frame.Add(IcmpFields.Mtu, octets, 6, 2, header.NextHopMtu);
    }

    /// <summary>RFC 4884 §4: the length field says where the quote ends; RFC 4884 §5.5: routers of old leave it 0 and
    /// quote exactly 128 octets.</summary>
    private static int ExtensionAt(scoped in Octets quoted, IcmpHeader header, byte words)
    {
        if (header.Type is IcmpNames.Redirect or IcmpNames.SourceQuench) return -1;
        int length = words > 0 ? words * 4 : OldQuoteLength;
        return length < quoted.Length && IcmpExtensions.IsAt(quoted.Span[length..]) ? length : -1;
    }
}
