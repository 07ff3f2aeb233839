using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Internet;
using NetStack.Transport.Tcp.Analysis;
using NetStack.Transport.Tcp.Observation;

namespace NetStack.Transport.Tcp;

/// <summary>TCP. Source: RFC 9293 §3.1. What it writes comes from the header (<see cref="TcpHeader"/>), from what is
/// remembered of the conversation, and from the analysis; the data goes to <see cref="TcpPayload"/>.</summary>
public sealed class TcpDissector : Dissector
{
    private const int FirstFlagBit = 100; // three reserved bits, then nine flags

    /// <summary>The checksum is wrong. Arguments: found.</summary>
    public const string BadChecksum = "tcp.checksum.bad";

    /// <summary>The checksum covers the pseudo-header alone: the sender's card was to finish it.</summary>
    public const string PartialChecksum = "tcp.checksum.partial";

    /// <summary>A header length below 20 octets. Arguments: claimed, there.</summary>
    public const string BadHeaderLength = "tcp.hdr_len.bad";

    /// <summary>More data than the receiver's MSS: the sender's card will cut it up, or the receiver's has joined it.
    /// Arguments: octets of data, MSS.</summary>
    public const string SuperSegment = "tcp.super-segment";

    /// <summary>An option's length is below 2 or beyond the header. Argument: the option's kind.</summary>
    public const string MalformedOption = "tcp.options.malformed";

    /// <summary>A window scale above 14 counts as 14. Argument: the shift. Source: RFC 7323 §2.3.</summary>
    public const string ShiftTooLarge = "tcp.options.wscale.too-large";

    /// <summary>A message was longer than what reassembly holds back. Argument: octets held.</summary>
    public const string MessageTooLong = "tcp.message-too-long";

    /// <summary>The findings of the sequence analysis: named like its fields.</summary>
    public static IEnumerable<string> AnalysisFindings => AnalysisFields.ByFlag.Select(entry => entry.Field.Name);

    /// <summary>The header's fields, and what is known of the conversation.</summary>
    public static Protocol Definition { get; } = new("tcp", "TCP", "Transmission Control Protocol",
        [.. TcpHeader.Fields, .. TcpFields.All, .. AnalysisFields.All]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Tcp)];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new TcpSession(session.Options.HashSeed);

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(TcpHeader.PortFields, octets);
        TcpSession session = frame.Session.State<TcpSession>(this);
        if (!TcpHeader.TryParse(octets.Span, out TcpHeader header, out ParseError error))
        {
            DissectPart(frame, session, octets, error);
            return;
        }

        frame.SetHeaderLength(header.HeaderLength);
        int dataLength = octets.ReportedLength - header.HeaderLength;
        SegmentFacts seg = new(frame.Info.Number, frame.Info.Time, header.Sequence, header.Acknowledgment, dataLength, header.Flags, header.Window);
        SegmentPlace place = frame.Session.Recalled is { } page
            ? SegmentPlace.Recall(frame, page, session, Learned(frame), header, seg) : SegmentPlace.Learn(frame, session, header, seg);
        (TcpConversation conversation, TcpFlow flow, TcpFlow reverse, Duration sincePrevious, SegmentAnalysis analysis) = place;
        frame.Transport = new(header.SourcePort, header.DestinationPort, IpProtocol.Tcp, conversation.Index);
        if (!frame.IsQuoted) (session.Current, session.Segment, session.Analysis, session.Flow) = (conversation, seg, analysis, flow);
        WriteHeader(frame, octets, header, conversation, flow, reverse, seg);
        ChecksumStatus checksum = WriteChecksum(frame, octets, header);
        frame.AddFixed(TcpHeader.UrgentFields, octets);
        uint sackBase = IsRelative(frame) ? reverse.FirstSequence : 0;
        TcpOptionsDissector.Write(frame, octets.Slice(TcpHeader.MinLength, header.HeaderLength - TcpHeader.MinLength), sackBase, seg.Ack);
        if (frame.IsQuoted) return;
        WriteTimes(frame, conversation, sincePrevious);
        AnalysisWriter.Write(frame, octets, conversation, analysis);
        TcpTracking.End(conversation, flow, seg, analysis, frame.Info);
        Observe(frame, conversation, flow, seg, analysis);
        TcpPayload.HandOn(frame, octets.From(header.HeaderLength), conversation, flow, seg, analysis.Flags, checksum);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) =>
        TcpSummary.Write(frame, layer, frame.Session.State<TcpSession>(this), writer);

    /// <summary>The connections of the pass that is over.</summary>
    private TcpSession Learned(DissectedFrame frame) => frame.Session.Learned!.State<TcpSession>(this);

    private static bool IsRelative(DissectedFrame frame) =>
        frame.Session.Options.RelativeSequenceNumbers && frame.Session.Options.AnalyzeSequenceNumbers && !frame.IsQuoted;

    /// <summary>Part of a header: what an ICMP error quotes (RFC 792: eight octets), or a header that cannot be.</summary>
    private void DissectPart(DissectedFrame frame, TcpSession session, scoped in Octets octets, in ParseError error)
    {
        if (octets.Length >= 8)
        {
            ushort source = (ushort)DissectedFrame.ReadBits(octets.Span, 0, 16), destination = (ushort)DissectedFrame.ReadBits(octets.Span, 16, 16);
            SegmentFacts seg = new(frame.Info.Number, frame.Info.Time, default, default, 0, TcpFlags.None, 0);
            TcpConversation conversation = frame.Session.Recalled is { } page ? session.Recall(Learned(frame), page)
                : TcpTracking.Find(frame, session, source, destination, seg, out _);
            if (frame.Session.Kept is { } kept) session.Keep(conversation, kept);
            frame.AddGenerated(TcpFields.Stream, (ulong)conversation.Index);
            frame.Add(TcpFields.Sequence, octets, 4, 4, DissectedFrame.ReadBits(octets.Span, 32, 32));
            frame.AddFixed(TcpHeader.SequenceFields, octets);
        }

        if (octets.Length >= TcpHeader.MinLength)
        {
            frame.AddFixed(TcpHeader.AcknowledgmentFields, octets);
            frame.AddFixed(TcpHeader.ControlFields, octets);
        }

        if (error.Fault == Fault.BadLength)
            frame.Report(Severity.Error, BadHeaderLength, octets, error.At, (octets[error.At] >> 4) * 4, error.Available);
        else
            frame.ReportTooShort(octets, error.At, error.Needed - error.At);
    }

    private static void WriteHeader(DissectedFrame frame, scoped in Octets octets, TcpHeader header, TcpConversation conversation,
        TcpFlow flow, TcpFlow reverse, in SegmentFacts seg)
    {
        bool relative = IsRelative(frame);
        uint seqBase = relative ? flow.FirstSequence : 0;
        uint ackBase = relative && header.Has(TcpFlags.Ack) ? reverse.FirstSequence : 0;
        frame.AddGenerated(TcpFields.Stream, (ulong)conversation.Index);
        if (!frame.IsQuoted) frame.AddGenerated(TcpFields.Length, (ulong)seg.DataLength);
        frame.Add(TcpFields.Sequence, octets, 4, 4, unchecked(seg.Seq.Value - seqBase));
        frame.AddFixed(TcpHeader.SequenceFields, octets);
        int occupied = seg.DataLength + (seg.HasAny(TcpFlags.Syn | TcpFlags.Fin) ? 1 : 0);
        if (!frame.IsQuoted) frame.AddGenerated(TcpFields.NextSequence, unchecked(seg.Seq.Value + (uint)occupied - seqBase));
        frame.Add(TcpFields.Acknowledgment, octets, 8, 4, unchecked(seg.Ack.Value - ackBase));
        frame.AddFixed(TcpHeader.AcknowledgmentFields, octets);
        frame.AddFixed(TcpHeader.ControlFields, octets);
        WriteFlagLetters(frame, octets);
        frame.AddFixed(TcpHeader.WindowFields, octets);
        frame.AddGenerated(TcpFields.WindowSize, (ulong)TcpTracking.WindowOctets(flow, seg));
        if (frame.IsQuoted || seg.HasAny(TcpFlags.Syn)) return;
        long factor = flow.WindowShift >= 0 ? 1L << flow.WindowShift : flow.WindowShift;
        frame.AddGenerated(TcpFields.WindowScaleFactor, unchecked((ulong)factor));
    }

    /// <summary>A letter for each flag that is set, a dot for each that is not, the highest bit first.</summary>
    private static void WriteFlagLetters(DissectedFrame frame, scoped in Octets octets)
    {
        if (!frame.Wants(TcpFields.FlagLetters)) return;
        ReadOnlySpan<byte> letters = "RRRACEUAPRSF"u8, dot = "·"u8;
        Span<byte> text = stackalloc byte[letters.Length * dot.Length];
        int length = 0;
        for (int i = 0; i < letters.Length; i++)
        {
            bool isSet = DissectedFrame.ReadBits(octets.Span, FirstFlagBit + i, 1) != 0;
            ReadOnlySpan<byte> shown = isSet ? letters.Slice(i, 1) : dot;
            shown.CopyTo(text[length..]);
            length += shown.Length;
        }

        frame.Indent();
        frame.AddGeneratedText(TcpFields.FlagLetters, text[..length]);
        frame.Outdent();
    }

    private static ChecksumStatus WriteChecksum(DissectedFrame frame, scoped in Octets octets, TcpHeader header)
    {
        frame.AddFixed(TcpHeader.ChecksumFields, octets);
        ChecksumStatus status = StatusOf(frame, octets, out bool isPartial, out ushort sum, header.Checksum);
        frame.AddGenerated(TcpFields.ChecksumStatus, (ulong)status);
        if (status != ChecksumStatus.Unverified) frame.AddGenerated(TcpFields.ChecksumExpected, InternetChecksum.Expected(sum, header.Checksum));
        if (status != ChecksumStatus.Bad) return status;
        frame.Report(isPartial ? Severity.Note : Severity.Error, isPartial ? PartialChecksum : BadChecksum, octets, 16, header.Checksum);
        return isPartial && frame.Session.Options.TrustPartialChecksums ? ChecksumStatus.Unverified : status;
    }

    private static ChecksumStatus StatusOf(DissectedFrame frame, scoped in Octets octets, out bool isPartial, out ushort sum, ushort checksum)
    {
        (isPartial, sum) = (false, 0);
        NetworkContext network = frame.Network;
        bool canVerify = !octets.IsCut && !frame.IsQuoted && !network.IsFragment && network.Source.Family != IpFamily.None;
        if (!frame.Session.Options.CheckTcpChecksum || !canVerify)
            return ChecksumStatus.Unverified;
        ushort pseudo = InternetChecksum.PseudoHeader(network.Source, network.Destination, IpProtocol.Tcp, octets.Length);
        sum = InternetChecksum.Add(octets.Span, pseudo);
        if (sum == 0xFFFF) return ChecksumStatus.Good;
        isPartial = checksum == pseudo;
        return ChecksumStatus.Bad;
    }

    private static void WriteTimes(DissectedFrame frame, TcpConversation conversation, Duration sincePrevious)
    {
        if (!frame.Session.Options.CalculateTimestamps) return;
        frame.AddGenerated(TcpFields.TimeRelative, frame.Info.Time - conversation.Began);
        frame.AddGenerated(TcpFields.TimeDelta, sincePrevious);
    }

    private static void Observe(DissectedFrame frame, TcpConversation conversation, TcpFlow flow, in SegmentFacts seg, in SegmentAnalysis analysis)
    {
        if (frame.Session.Events is not { } events) return;
        conversation.Observer ??= new TcpObserver(conversation, events, frame.Session.NextEventId);
        conversation.Observer.Observe(flow, seg, analysis, TcpTracking.WindowOctets(flow, seg));
    }
}
