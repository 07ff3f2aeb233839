using System.Globalization;
using NetStack.Application.Dhcp;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Fragments;
using NetStack.Internet.Icmp;
using NetStack.Internet.Neighbors;
using NetStack.Internet.PathMtus;
using NetStack.Tracing;
using NetStack.Transport.Tcp;
using NetStack.Transport.Tcp.Observation;
using NetStack.Transport.Udp;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Values;

namespace NetStack.Viz.Events;

/// <summary>An event as a line of text: when, whose, what with its values, why, and where the rule is written.</summary>
public static class EventLine
{
    /// <summary>Writes the line, without a line feed.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="since">The time that counts as zero.</param>
    /// <param name="catalogue">The language.</param>
    public static string Render(StackEvent happened, Timestamp since, Catalogue catalogue)
    {
        EventEnvelope envelope = happened.Envelope;
        string connection = envelope.Connection > 0 ? string.Create(CultureInfo.InvariantCulture, $" #{envelope.Connection}") : "";
        string values = ValuesOf(happened), rule = envelope.Reason.Rfc.IsEmpty ? "" : $" ({envelope.Reason.Rfc})";
        return $"{Seconds(envelope.At - since)}{connection} {happened.Kind}{(values.Length > 0 ? " " + values : "")}: {catalogue.Sentence(envelope.Reason)}{rule}";
    }

    /// <summary>The values of an event in RFC words, the same in every language; empty where the reason says all.</summary>
    public static string ValuesOf(StackEvent happened) => Text(happened switch
    {
        StateChanged e => $"{e.From.RfcName()} → {e.To.RfcName()}",
        SegmentSent e => $"[{e.Flags}] seq={e.Seq} ack={e.Ack} len={e.DataLength} win={e.Window}",
        SegmentRetransmitted e => $"seq={e.Seq} len={e.DataLength} after={DurationText.Of(e.After)}",
        SegmentIgnored e => $"[{e.Flags}] seq={e.Seq} len={e.DataLength}",
        SegmentLost e => $"seq={e.Seq} len={e.Length}",
        DataReceived e => $"octets={e.Octets} readable={e.Readable} held={e.Held}",
        RoundTripMeasured e => $"rtt={DurationText.Of(e.RoundTripTime)}",
        TimerSet e => $"in={DurationText.Of(e.Deadline - e.Envelope.At)}",
        TimerExpired e => $"retransmissions={e.Retransmissions}",
        SendDeferred e => $"waiting={e.Waiting} inflight={e.InFlight} cwnd={e.Cwnd} snd.wnd={e.SndWnd}",
        CongestionWindowChanged e => $"cwnd={e.Cwnd} ssthresh={(e.Ssthresh == int.MaxValue ? "∞" : e.Ssthresh)} inflight={e.InFlight}",
        RecoveryChanged e => $"{e.From} → {e.To} lost={e.Lost} inflight={e.InFlight}",
        ReorderingSeen e => $"dupthresh={e.Threshold}",
        PathMtuLowered e => $"mtu={e.Mtu} mss={e.Mss}",
        AnsweredWithoutConnection e => $"[{e.Flags}]",
        DatagramDropped e => $"{e.Source} > {e.Destination} proto={e.Protocol} len={e.Length}",
        UdpDropped e => $"{e.Source}:{e.SourcePort} > {e.Destination}:{e.DestinationPort} len={e.Length}",
        NeighborStateChanged e => $"{e.Address} {e.Mac} {e.From} → {e.To}",
        AddressChanged e => $"{e.Address}/{e.PrefixLength} {e.From} → {e.To}",
        PathMtuChanged e => $"{e.Destination} {e.From} → {e.To}",
        DatagramFragmented e => $"{e.Source} > {e.Destination} len={e.Length} mtu={e.Mtu}",
        DatagramReassembled e => $"{e.Source} > {e.Destination} fragments={e.Fragments} len={e.Length}",
        ReassemblyFailed e => $"{e.Source} > {e.Destination} fragments={e.Fragments} held={e.Held}",
        IcmpErrorSent e => $"{e.Problem} {e.Source} > {e.Destination}",
        IcmpErrorReceived e => $"{e.Error.Problem} from={e.Error.Reporter} about={e.Error.Destination}",
        DhcpStateChanged e => $"{e.From} → {e.To} {e.Address}",
        SessionOpened e => $"{e.Service} {e.Peer} {e.PeerPort}",
        SessionClosed e => $"{e.Service} {e.Peer} {e.PeerPort} received={e.Received} sent={e.Sent}",
        SessionRefused e => $"{e.Service} {e.Peer} {e.PeerPort}",
        _ => $"",
    });

    private static string Text(FormattableString values) => SafeText.Of(values.ToString(CultureInfo.InvariantCulture));

    private static string Seconds(Duration time) => (time.Nanoseconds / (double)Duration.PerSecond).ToString("F6", CultureInfo.InvariantCulture).PadLeft(11);
}
