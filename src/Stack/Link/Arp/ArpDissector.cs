using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Link.Arp;

/// <summary>ARP and RARP. Source: RFC 826, RFC 903, RFC 5227.</summary>
public sealed class ArpDissector : Dissector
{
    /// <summary>An address is claimed by another station than before. Argument: the frame of the earlier claim.</summary>
    public const string AddressMoved = "arp.address-moved";

    /// <summary>A host tells everybody of its address without being asked.</summary>
    public const string Gratuitous = "arp.gratuitous";

    /// <summary>A host asks whether an address is free before it takes it.</summary>
    public const string Probe = "arp.probe";

    private static readonly RfcReference Format = Rfc.Section(826, "Packet format");
    private static readonly Field SenderHardware = Field.Variable("arp.src.hw", FieldType.Octets, Format);
    private static readonly Field SenderProtocol = Field.Variable("arp.src.proto", FieldType.Octets, Format);
    private static readonly Field TargetHardware = Field.Variable("arp.dst.hw", FieldType.Octets, Format);
    private static readonly Field TargetProtocol = Field.Variable("arp.dst.proto", FieldType.Octets, Format);
    private static readonly Field IsGratuitous = Field.Generated("arp.isgratuitous", FieldType.Boolean, Rfc.Section(5227, "3"));
    private static readonly Field IsProbe = Field.Generated("arp.isprobe", FieldType.Boolean, Rfc.Section(5227, "1.1"));
    private static readonly Field IsAnnouncement = Field.Generated("arp.isannouncement", FieldType.Boolean, Rfc.Section(5227, "1.2"));
    private static readonly Field DuplicateFrame = Field.Generated("arp.duplicate-address-frame", FieldType.FrameNumber, Rfc.Section(5227, "2.4"));

    /// <summary>The packet's fields, and what kind of question it is.</summary>
    public static Protocol Definition { get; } = new("arp", "ARP", "Address Resolution Protocol",
    [
        .. ArpHeader.Fields, SenderHardware, SenderProtocol, TargetHardware, TargetProtocol,
        IsProbe, IsGratuitous, IsAnnouncement, DuplicateFrame,
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
        [(DissectorTable.EtherType, EtherType.Arp), (DissectorTable.EtherType, EtherType.Rarp)];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new ArpClaims();

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(ArpHeader.FixedPart, octets);
        if (!ArpHeader.TryParse(octets.Span, out ArpHeader packet, out ParseError error))
        {
            frame.ReportTooShort(octets, error.At, error.Needed - error.Available);
            return;
        }

        frame.SetLayerLength(packet.Length);
        AddKind(frame, octets, packet);
        AddAddresses(frame, octets, packet);
        if (packet.HasMacAddresses && packet.HasIpv4Addresses) CompareClaims(frame, octets, packet);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        if (!ArpHeader.TryParse(frame.SourceOctets(layer.Source)[layer.Start..], out ArpHeader packet, out _)) return;
        ArpSummary.Write(writer, packet);
    }

    private static void AddKind(DissectedFrame frame, scoped in Octets octets, ArpHeader packet)
    {
        if (packet.IsProbe)
        {
            frame.AddGenerated(IsProbe, 1);
            frame.Report(Severity.Chat, Probe, octets, 14);
        }
        else if (packet.IsGratuitous)
        {
            frame.AddGenerated(IsGratuitous, 1);
            if (packet.Operation == ArpNames.Request) frame.AddGenerated(IsAnnouncement, 1);
            frame.Report(Severity.Note, Gratuitous, octets, 14);
        }
    }

    private static void AddAddresses(DissectedFrame frame, scoped in Octets octets, ArpHeader packet)
    {
        int at = ArpHeader.FixedLength;
        Field sender = packet.HasMacAddresses ? ArpHeader.SenderMacField : SenderHardware;
        Field target = packet.HasMacAddresses ? ArpHeader.TargetMacField : TargetHardware;
        Field senderProtocol = packet.HasIpv4Addresses ? ArpHeader.SenderIpv4Field : SenderProtocol;
        Field targetProtocol = packet.HasIpv4Addresses ? ArpHeader.TargetIpv4Field : TargetProtocol;
        at = AddAddress(frame, octets, sender, at, packet.HardwareSize);
        at = AddAddress(frame, octets, senderProtocol, at, packet.ProtocolSize);
        at = AddAddress(frame, octets, target, at, packet.HardwareSize);
        AddAddress(frame, octets, targetProtocol, at, packet.ProtocolSize);
    }

    private static int AddAddress(DissectedFrame frame, scoped in Octets octets, Field field, int at, int length)
    {
        if (field.Type == FieldType.Octets)
        {
            if (length > 0) frame.AddInPlace(field, octets, at, length);
        }
        else
        {
            frame.Add(field, octets, at, length, DissectedFrame.ReadBits(octets.Span, at * 8, length * 8));
        }

        return at + length;
    }

    /// <summary>RFC 5227 §2.4: two stations that claim one address are in conflict. (One that was replaced looks alike.)</summary>
    private void CompareClaims(DissectedFrame frame, scoped in Octets octets, ArpHeader packet)
    {
        IpAddress address = IpAddress.Read(packet.SenderProtocol);
        if (address.Low == 0 || frame.IsQuoted) return;
        MacAddress station = MacAddress.Read(packet.SenderHardware);
        int earlier = frame.Session.Recalled?.TakeFrame()
            ?? frame.Session.State<ArpClaims>(this).Claim((uint)address.Low, station, frame.Info.Number);
        frame.Session.Kept?.PutFrame(earlier);
        if (earlier == 0) return;
        frame.AddGenerated(DuplicateFrame, (ulong)earlier);
        frame.Report(Severity.Warning, AddressMoved, octets, 14, earlier);
    }
}
