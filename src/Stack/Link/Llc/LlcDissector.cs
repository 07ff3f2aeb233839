using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;

namespace NetStack.Link.Llc;

/// <summary>Logical Link Control and SNAP: what follows an Ethernet header with a length in place of a type.
/// Source: IEEE 802.2, RFC 1042.</summary>
public sealed class LlcDissector : Dissector
{
    private const uint CiscoOrganization = 0x00000C, EthernetOrganization = 0x000000, BridgeTunnelOrganization = 0x0000F8;

    /// <summary>Access points, control field, SNAP.</summary>
    public static Protocol Definition { get; } = new("llc", "LLC", "Logical-Link Control",
    [
        .. LlcHeader.Fields, LlcHeader.Control, LlcHeader.FrameType, LlcHeader.Command, LlcHeader.Response,
        LlcHeader.SendNumber, LlcHeader.ReceiveNumber,
        LlcHeader.Organization, LlcHeader.Type, LlcHeader.CiscoType, LlcHeader.OtherType,
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
        [(DissectorTable.EtherType, EtherType.LengthAndLlc), (DissectorTable.LinkType, (uint)LinkType.Atm)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!frame.AddFixed(LlcHeader.Fields, octets) || octets.Length < LlcHeader.Length)
        {
            frame.ReportTooShort(octets, octets.Length, LlcHeader.Length - octets.Length);
            return;
        }

        int length = AddControl(frame, octets);
        frame.SetHeaderLength(length);
        if (octets[0] == LlcHeader.SnapSap && octets[1] == LlcHeader.SnapSap && IsUnnumbered(octets[2]))
            DissectSnap(frame, octets);
        else if (octets.Length > 1 && !frame.TryNext(DissectorTable.LlcSap, octets[0], octets.From(length)))
            frame.NextData(octets.From(length));
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> header = frame.SourceOctets(layer.Source)[layer.Start..];
        if (header.Length < LlcHeader.Length) return;
        writer.Write("LLC, DSAP 0x"u8);
        writer.WriteHex(header[0], 2);
        writer.Write(" SSAP 0x"u8);
        writer.WriteHex(header[1], 2);
    }

    private static bool IsUnnumbered(byte control) => (control & 3) == 3;

    /// <summary>IEEE 802.2 §5.2: the lowest bits tell of numbered, supervisory and unnumbered frames; only the last
    /// have a control field of one octet.</summary>
    /// <returns>Octets of the header.</returns>
    private static int AddControl(DissectedFrame frame, scoped in Octets octets)
    {
        const int At = 2;
        byte first = octets[At];
        if (IsUnnumbered(first))
        {
            int node = frame.Open(LlcHeader.Control, octets, At, 1, first);
            bool isResponse = (octets[1] & 1) != 0;
            frame.Add(isResponse ? LlcHeader.Response : LlcHeader.Command, octets, At, 1, (ulong)(first & 0xEC) >> 2);
            frame.Add(LlcHeader.FrameType, octets, At, 1, 3);
            frame.Close(node);
            return LlcHeader.Length;
        }

        if (octets.Length < At + 2)
        {
            frame.ReportTooShort(octets, octets.Length, 1);
            return octets.Length;
        }

        byte second = octets[At + 1];
        int numbered = frame.Open(LlcHeader.Control, octets, At, 2, (ulong)(second << 8 | first));
        frame.Add(LlcHeader.ReceiveNumber, octets, At + 1, 1, (ulong)second >> 1);
        if ((first & 1) == 0) frame.Add(LlcHeader.SendNumber, octets, At, 1, (ulong)first >> 1);
        frame.Add(LlcHeader.FrameType, octets, At, 2, (ulong)(first & 1) == 0 ? 0UL : 1UL);
        frame.Close(numbered);
        return At + 2;
    }

    /// <summary>RFC 1042: an organization, and a type that means what that organization says; for 00:00:00 an EtherType.</summary>
    private static void DissectSnap(DissectedFrame frame, scoped in Octets octets)
    {
        const int At = LlcHeader.Length;
        if (octets.Length < At + LlcHeader.SnapLength)
        {
            frame.ReportTooShort(octets, octets.Length, At + LlcHeader.SnapLength - octets.Length);
            return;
        }

        uint organization = (uint)DissectedFrame.ReadBits(octets.Span, At * 8, 24);
        uint type = (uint)DissectedFrame.ReadBits(octets.Span, (At + 3) * 8, 16);
        frame.SetHeaderLength(At + LlcHeader.SnapLength);
        frame.Add(LlcHeader.Organization, octets, At, 3, organization);
        bool isEtherType = organization is EthernetOrganization or BridgeTunnelOrganization;
        frame.Add(isEtherType ? LlcHeader.Type : organization == CiscoOrganization ? LlcHeader.CiscoType : LlcHeader.OtherType,
            octets, At + 3, 2, type);
        Octets payload = octets.From(At + LlcHeader.SnapLength);
        if (!isEtherType || type < EtherType.Minimum || !frame.TryNext(DissectorTable.EtherType, type, payload))
            frame.NextData(payload);
    }
}
