using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Link.Ethernet;

/// <summary>Ethernet II, and IEEE 802.3 with a length in place of the type. Source: IEEE 802.3 §3.</summary>
public sealed class EthernetDissector : Dissector
{
    /// <summary>The length is more than the frame holds. Arguments: claimed, there.</summary>
    public const string LengthBeyondFrame = "eth.len.beyond-frame";

    /// <summary>The last field is neither a length (to 1500) nor a type (from 0x0600). Argument: the value.</summary>
    public const string NeitherTypeNorLength = "eth.type.undefined";

    /// <summary>The sender's address is a group's: nobody may send as a group.</summary>
    public const string SourceIsGroup = "eth.src.group";

    /// <summary>Addresses and type or length; padding, trailer, check sequence.</summary>
    public static Protocol Definition { get; } = new("eth", "Ethernet", "Ethernet",
        [.. EthernetHeader.Fields, .. EthernetTrailer.Fields], new Layout("IEEE 802.3", EthernetHeader.LengthFields));

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
        [(DissectorTable.LinkType, (uint)LinkType.Ethernet), (DissectorTable.EtherType, EtherType.TransparentEthernet)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!EthernetHeader.TryParse(octets.Span, out EthernetHeader header, out _))
        {
            frame.AddFixed(EthernetHeader.Fields, octets);
            frame.ReportTooShort(octets, octets.Length, EthernetHeader.Length - octets.Length);
            return;
        }

        frame.SetHeaderLength(EthernetHeader.Length);
        frame.AddFixed(header.HasLength ? EthernetHeader.LengthFields : EthernetHeader.Fields, octets);
        if (header.Source.IsMulticast) frame.Report(Severity.Warning, SourceIsGroup, octets, 6);
        Octets payload = octets.From(EthernetHeader.Length);
        if (header.HasLength)
            HandOnByLength(frame, octets, payload, header.TypeOrLength);
        else
            HandOnByType(frame, octets, payload, header.TypeOrLength);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        if (!EthernetHeader.TryParse(frame.SourceOctets(layer.Source)[layer.Start..], out EthernetHeader header, out _)) return;
        if (header.HasLength)
        {
            writer.Write("IEEE 802.3, length "u8);
            writer.WriteDecimal((ulong)header.TypeOrLength);
        }
        else
        {
            writer.Write("Ethernet II, type 0x"u8);
            writer.WriteHex(header.TypeOrLength, 4);
        }
    }

    private static void HandOnByType(DissectedFrame frame, scoped in Octets octets, scoped in Octets payload, ushort type)
    {
        if (type < EtherType.Minimum) frame.Report(Severity.Warning, NeitherTypeNorLength, octets, 12, type);
        int child = frame.Layers.Length;
        if (!frame.TryNext(DissectorTable.EtherType, type, payload))
            frame.NextData(payload);
        else if (child < frame.Layers.Length)
            EthernetTrailer.Add(frame, octets, payload, frame.Layers[child].Length);
    }

    /// <summary>IEEE 802.3 §3.2.6: the length counts the LLC header and its data; what follows is padding.</summary>
    private static void HandOnByLength(DissectedFrame frame, scoped in Octets octets, scoped in Octets payload, ushort length)
    {
        if (length > payload.ReportedLength)
            frame.Report(Severity.Error, LengthBeyondFrame, octets, 12, length, payload.ReportedLength);
        Octets client = payload.Slice(0, length);
        if (client.ReportedLength > 0 && !frame.TryNext(DissectorTable.EtherType, EtherType.LengthAndLlc, client))
            frame.NextData(client);
        EthernetTrailer.Add(frame, octets, payload, client.Length);
    }
}
