using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;
using PacketDotNet.Ieee80211;
using PacketDotNet.Utils;

namespace NetStack.Capture.LongTail;

/// <summary>IEEE 802.11 frames: who sends to whom over which access point. Source: IEEE 802.11-2020 §9.</summary>
public sealed class WirelessDissector : LongTailDissector
{
    private const int Address1At = 4, Address2At = 10, Address3At = 16, SequenceAt = 22, LlcLeast = 8, SnapSap = 0xAA;
    private static readonly RfcReference Format = Rfc.Other("IEEE 802.11-2020 §9.2");
    private static readonly Field Type = Field.Variable("wlan.fc.type", FieldType.UInt8, Format);
    private static readonly Field Subtype = Field.Variable("wlan.fc.subtype", FieldType.UInt8, Format);
    private static readonly Field ToDistribution = Field.Variable("wlan.fc.tods", FieldType.Boolean, Format);
    private static readonly Field FromDistribution = Field.Variable("wlan.fc.fromds", FieldType.Boolean, Format);
    private static readonly Field Retry = Field.Variable("wlan.fc.retry", FieldType.Boolean, Format);
    private static readonly Field Protected = Field.Variable("wlan.fc.protected", FieldType.Boolean, Format);
    private static readonly Field Duration = Field.Variable("wlan.duration", FieldType.UInt16, Format);
    private static readonly Field Receiver = Field.Variable("wlan.ra", FieldType.Mac, Format);
    private static readonly Field Transmitter = Field.Variable("wlan.ta", FieldType.Mac, Format);
    private static readonly Field Destination = Field.Variable("wlan.da", FieldType.Mac, Format);
    private static readonly Field Source = Field.Variable("wlan.sa", FieldType.Mac, Format);
    private static readonly Field Bssid = Field.Variable("wlan.bssid", FieldType.Mac, Format);
    private static readonly Field Sequence = Field.Variable("wlan.seq", FieldType.UInt16, Format);
    private static readonly Field Fragment = Field.Variable("wlan.frag", FieldType.UInt16, Format);
    private static readonly Field Ssid = Field.Variable("wlan.ssid", FieldType.Text, Format);
    private static readonly Field BeaconInterval = Field.Variable("wlan.fixed.beacon", FieldType.UInt16, Format);

    /// <inheritdoc/>
    public override Protocol Protocol { get; } = new("wlan", "802.11", "IEEE 802.11",
    [
        Type, Subtype, ToDistribution, FromDistribution, Retry, Protected, Duration, Receiver, Transmitter, Destination, Source, Bssid,
        Sequence, Fragment, BeaconInterval, Ssid,
    ]);

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.LinkType, (uint)LinkType.Ieee80211)];

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length);
        if (octets.IsEmpty) return;
        FrameControlField control = new((ushort)(octets[0] << 8));
        writer.Write(control.SubType.ToString());
    }

    /// <inheritdoc/>
    protected override void Read(DissectedFrame frame, scoped in Octets octets, ByteArraySegment segment)
    {
        if (MacFrame.ParsePacket(segment) is not { } packet) throw new ArgumentException("no frame type");
        FrameControlField control = packet.FrameControl;
        frame.Add(Type, octets, 0, 1, (ulong)(octets[0] >> 2 & 3));
        frame.Add(Subtype, octets, 0, 1, (ulong)(octets[0] >> 4));
        AddFlag(frame, ToDistribution, octets, control.ToDS);
        AddFlag(frame, FromDistribution, octets, control.FromDS);
        AddFlag(frame, Retry, octets, control.Retry);
        AddFlag(frame, Protected, octets, control.Protected);
        frame.Add(Duration, octets, 2, 2, packet.Duration.Field);
        AddMac(frame, Receiver, octets, Address1At);
        if (packet is ManagementFrame management) AddManagement(frame, octets, management);
        else if (packet is DataFrame data) AddData(frame, octets, data);
        int header = Math.Clamp(packet.HeaderSegment.Length, 0, octets.Length);
        frame.SetHeaderLength(header);
        if (packet is DataFrame && !control.Protected) HandOn(frame, octets.From(header));
    }

    private static void AddManagement(DissectedFrame frame, scoped in Octets octets, ManagementFrame management)
    {
        AddMac(frame, Destination, octets, Address1At);
        AddMac(frame, Source, octets, Address2At);
        AddMac(frame, Bssid, octets, Address3At);
        AddSequence(frame, octets, management.SequenceControl);
        if (management is BeaconFrame beacon) frame.Add(BeaconInterval, octets, 32, 2, beacon.BeaconInterval);
        InformationElementList? elements = management switch
        {
            BeaconFrame found => found.InformationElements,
            ProbeRequestFrame found => found.InformationElements,
            ProbeResponseFrame found => found.InformationElements,
            AssociationRequestFrame found => found.InformationElements,
            _ => null,
        };
        if (elements?.FindFirstById(InformationElement.ElementId.ServiceSetIdentity) is { } name)
            frame.AddDecoded(Ssid, octets, 0, octets.Length, name.Value);
    }

    private static void AddData(DissectedFrame frame, scoped in Octets octets, DataFrame data)
    {
        AddMac(frame, Destination, octets, data.DestinationAddress);
        AddMac(frame, Source, octets, data.SourceAddress);
        AddMac(frame, Bssid, octets, data.BssId);
        AddSequence(frame, octets, data.SequenceControl);
    }

    private static void AddSequence(DissectedFrame frame, scoped in Octets octets, SequenceControlField sequence)
    {
        frame.Add(Sequence, octets, SequenceAt, 2, (ulong)(ushort)sequence.SequenceNumber);
        frame.Add(Fragment, octets, SequenceAt, 2, sequence.FragmentNumber);
    }

    /// <summary>Behind the header of a data frame stands LLC with SNAP, and its EtherType: our own tables know that.</summary>
    private static void HandOn(DissectedFrame frame, scoped in Octets payload)
    {
        if (payload.Length >= LlcLeast && payload[0] == SnapSap && payload[1] == SnapSap
            && frame.TryNext(DissectorTable.EtherType, (uint)(payload[6] << 8 | payload[7]), payload.From(LlcLeast))) return;
        frame.NextData(payload);
    }

    private static void AddFlag(DissectedFrame frame, Field field, scoped in Octets octets, bool value) =>
        frame.Add(field, octets, 1, 1, value ? 1UL : 0);

    private static void AddMac(DissectedFrame frame, Field field, scoped in Octets octets, int at)
    {
        if (at + 6 <= octets.Length) frame.Add(field, octets, at, 6, MacAddress.Read(octets.Span.Slice(at, 6)).Value);
    }

    private static void AddMac(DissectedFrame frame, Field field, scoped in Octets octets, System.Net.NetworkInformation.PhysicalAddress? address)
    {
        if (address?.GetAddressBytes() is { Length: 6 } value) frame.Add(field, octets, Address1At, 18, MacAddress.Read(value).Value);
    }
}
