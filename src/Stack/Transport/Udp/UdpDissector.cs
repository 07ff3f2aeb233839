using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Conversations;
using NetStack.Dissection.Recall;
using NetStack.Internet;
using NetStack.Tracing;

namespace NetStack.Transport.Udp;

/// <summary>UDP. Source: RFC 768; RFC 8200 §8.1 for its checksum over IPv6.</summary>
public sealed class UdpDissector : Dissector
{
    /// <summary>The checksum is wrong. Arguments: found, expected.</summary>
    public const string BadChecksum = "udp.checksum.bad";

    /// <summary>The checksum covers the pseudo-header alone: the sender's card was to finish it.</summary>
    public const string PartialChecksum = "udp.checksum.partial";

    /// <summary>The length is below 8 or beyond the datagram. Arguments: claimed, there.</summary>
    public const string BadLength = "udp.length.bad";

    private static readonly Field ChecksumStatusField = Field.Generated("udp.checksum.status", FieldType.UInt8, Rfc.Section(768, "Fields")) with { Names = ChecksumStatusNames.All };
    private static readonly Field ChecksumExpected =
        Field.Generated("udp.checksum_calculated", FieldType.UInt16, Rfc.Section(768, "Fields")) with { Base = NumberBase.Hexadecimal };

    private static readonly Field Stream = Field.Generated("udp.stream", FieldType.UInt32);
    private static readonly Field TimeRelative = Field.Generated("udp.time_relative", FieldType.RelativeTime);
    private static readonly Field TimeDelta = Field.Generated("udp.time_delta", FieldType.RelativeTime);
    private static readonly Field Payload = Field.Variable("udp.payload", FieldType.Octets, Rfc.Section(768, "Fields"));

    /// <summary>The header's fields, and what is known of the conversation.</summary>
    public static Protocol Definition { get; } = new("udp", "UDP", "User Datagram Protocol",
        [.. UdpHeader.Fields, ChecksumStatusField, ChecksumExpected, Stream, TimeRelative, TimeDelta, Payload]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Udp)];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) =>
        new UdpSession(session.Options.HashSeed);

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(UdpHeader.Fields, octets);
        if (!UdpHeader.TryParse(octets.Span, out UdpHeader header, out ParseError error))
        {
            frame.ReportTooShort(octets, error.At, error.Needed - error.Available);
            return;
        }

        frame.SetHeaderLength(UdpHeader.HeaderLength);
        int length = DatagramLength(frame, octets, header);
        if (length < UdpHeader.HeaderLength) return;
        frame.SetLayerLength(length);
        Octets datagram = octets.Slice(0, length);
        AddChecksumStatus(frame, datagram, header);
        int stream = WriteStream(frame, header);
        frame.Transport = new(header.SourcePort, header.DestinationPort, IpProtocol.Udp, stream);
        Octets payload = datagram.From(UdpHeader.HeaderLength);
        if (payload.Length > 0) frame.AddInPlace(Payload, payload, 0, payload.Length);
        HandOn(frame, payload, header.SourcePort, header.DestinationPort);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        if (!UdpHeader.TryParse(frame.SourceOctets(layer.Source)[layer.Start..], out UdpHeader header, out _)) return;
        writer.WriteDecimal((ulong)header.SourcePort);
        writer.Write(" → "u8);
        writer.WriteDecimal((ulong)header.DestinationPort);
        writer.Write(" Len="u8);
        writer.WriteDecimal((long)header.Length - UdpHeader.HeaderLength);
    }

    /// <summary>The lower port is asked first: servers listen there.</summary>
    private static void HandOn(DissectedFrame frame, scoped in Octets payload, ushort source, ushort destination)
    {
        if (payload.ReportedLength == 0) return;
        if (!frame.TryNext(DissectorTable.UdpPort, Math.Min(source, destination), payload)
            && !frame.TryNext(DissectorTable.UdpPort, Math.Max(source, destination), payload)
            && !TryRecognized(frame, payload))
            frame.NextData(payload);
    }

    /// <summary>A server may listen on any port; what it speaks may show all the same.</summary>
    private static bool TryRecognized(DissectedFrame frame, scoped in Octets payload)
    {
        ProtocolRegistry registry = frame.Session.Registry;
        foreach (int entry in registry.DatagramEntries)
        {
            if (!registry.Dissectors[entry].Recognizes(payload.Span)) continue;
            frame.Invoke(entry, payload);
            return true;
        }

        return false;
    }

    /// <summary>Octets of header and data. RFC 2675 §4: 0 stands for a jumbogram, which the IPv6 header measures.</summary>
    private static int DatagramLength(DissectedFrame frame, scoped in Octets octets, UdpHeader header)
    {
        if (header.Length == 0 && frame.Network.Source.Family == IpFamily.V6) return octets.ReportedLength;
        if (header.Length >= UdpHeader.HeaderLength && header.Length <= octets.ReportedLength) return header.Length;
        frame.Report(Severity.Error, BadLength, octets, 4, header.Length, octets.ReportedLength);
        return header.Length < UdpHeader.HeaderLength ? header.Length : octets.ReportedLength;
    }

    private static void AddChecksumStatus(DissectedFrame frame, scoped in Octets datagram, UdpHeader header)
    {
        ChecksumStatus status = StatusOf(frame, datagram, header, out ushort sum);
        frame.AddGenerated(ChecksumStatusField, (ulong)status);
        if (status is ChecksumStatus.Good or ChecksumStatus.Bad) frame.AddGenerated(ChecksumExpected, Expected(sum, header.Checksum));
        if (status != ChecksumStatus.Bad) return;
        NetworkContext network = frame.Network;
        bool partial = header.Checksum
            == InternetChecksum.PseudoHeader(network.Source, network.Destination, IpProtocol.Udp, datagram.ReportedLength);
        frame.Report(partial ? Severity.Note : Severity.Error, partial ? PartialChecksum : BadChecksum,
            datagram, 6, header.Checksum);
    }

    /// <summary>RFC 768: a sum of 0 is sent as its other form, all ones, as 0 says that there is none.</summary>
    private static ushort Expected(ushort sum, ushort found) =>
        InternetChecksum.Expected(sum, found) is 0 ? ushort.MaxValue : InternetChecksum.Expected(sum, found);

    private static ChecksumStatus StatusOf(DissectedFrame frame, scoped in Octets datagram, UdpHeader header, out ushort sum)
    {
        sum = 0;
        NetworkContext network = frame.Network;
        if (header.Checksum == 0) // RFC 768: none was made; RFC 8200 §8.1 forbids that over IPv6
            return network.Source.Family == IpFamily.V6 ? ChecksumStatus.Illegal : ChecksumStatus.NotPresent;
        bool isWhole = !datagram.IsCut && (header.Length == datagram.Length || header.Length == 0);
        if (!frame.Session.Options.CheckUdpChecksum || !isWhole || network.IsFragment || network.Source.Family == IpFamily.None)
            return ChecksumStatus.Unverified;
        ushort pseudo = InternetChecksum.PseudoHeader(network.Source, network.Destination, IpProtocol.Udp, datagram.Length);
        sum = InternetChecksum.Add(datagram.Span, pseudo);
        return sum == 0xFFFF ? ChecksumStatus.Good : ChecksumStatus.Bad;
    }

    /// <summary>Writes what is known of the conversation: from the session's memory, or as it was kept.</summary>
    /// <returns>udp.stream.</returns>
    private int WriteStream(DissectedFrame frame, UdpHeader header)
    {
        Place place = frame.Session.Recalled is { } page ? Recall(page, frame.IsQuoted) : Remember(frame, header);
        if (frame.Session.Kept is { } kept) Keep(kept, place, frame.IsQuoted);
        frame.AddGenerated(Stream, (ulong)place.Stream);
        if (frame.IsQuoted) return place.Stream;
        frame.AddGenerated(TimeRelative, place.SinceFirst);
        frame.AddGenerated(TimeDelta, place.SincePrevious);
        return place.Stream;
    }

    private static void Keep(JournalPage page, in Place place, bool isQuoted)
    {
        page.Put((ulong)place.Stream);
        if (isQuoted) return;
        page.PutSigned(place.SinceFirst.Nanoseconds);
        page.PutSigned(place.SincePrevious.Nanoseconds);
    }

    private static Place Recall(JournalPage page, bool isQuoted) => isQuoted ? new(page.TakeInt32(), default, default)
        : new(page.TakeInt32(), new(page.TakeSigned()), new(page.TakeSigned()));

    /// <summary>Where a datagram stands in its conversation.</summary>
    private readonly record struct Place(int Stream, Duration SinceFirst, Duration SincePrevious);

    private Place Remember(DissectedFrame frame, UdpHeader header)
    {
        NetworkContext network = frame.Network;
        Endpoint source = new(network.Source, header.SourcePort), destination = new(network.Destination, header.DestinationPort);
        Timestamp now = frame.Info.Time;
        UdpConversation conversation = frame.Session.State<UdpSession>(this).Take(source, destination, now);
        Place place = new(conversation.Index, now - conversation.Began, now - conversation.Latest);
        if (!frame.IsQuoted) Count(conversation, source == conversation.First, frame.Info);
        return place;
    }

    private static void Count(UdpConversation conversation, bool fromFirst, in FrameInfo frame)
    {
        conversation.Latest = frame.Time;
        (int first, int second) = conversation.Datagrams;
        conversation.Datagrams = fromFirst ? (first + 1, second) : (first, second + 1);
        (long firstOctets, long secondOctets) = conversation.FrameOctets;
        conversation.FrameOctets = fromFirst
            ? (firstOctets + frame.OriginalLength, secondOctets) : (firstOctets, secondOctets + frame.OriginalLength);
    }
}
