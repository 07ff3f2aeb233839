using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Internet.Fragments;
using NetStack.Tracing;

namespace NetStack.Internet.Ipv6;

/// <summary>The IPv6 fragment header, and putting fragments together. Source: RFC 8200 §4.5.</summary>
public sealed class FragmentDissector : Dissector
{
    /// <summary>Fragments overlap and agree; RFC 5722 has the packet dropped. Argument: the frame of the second.</summary>
    public const string Overlap = "ipv6.fragment.overlap";

    /// <summary>Fragments overlap and contradict each other. Argument: the frame of the second.</summary>
    public const string Conflict = "ipv6.fragment.conflict";

    private static readonly FragmentFields Reassembly = new("ipv6", Rfc.Section(8200, "4.5"), FieldType.None);

    /// <summary>The header's fields, and what is known of fragments.</summary>
    public static Protocol Definition { get; } = new("ipv6.fraghdr", "IPv6", "Fragment Header for IPv6",
        [.. FragmentHeader.Fields, .. Reassembly.All]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Ipv6Fragment)];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new FragmentTable();

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(FragmentHeader.Fields, octets);
        if (!FragmentHeader.TryParse(octets.Span, out FragmentHeader header, out ParseError error))
        {
            frame.ReportTooShort(octets, error.At, error.Needed - error.Available);
            return;
        }

        frame.SetHeaderLength(FragmentHeader.Length);
        Octets payload = octets.From(FragmentHeader.Length);
        bool asItIs = frame.IsQuoted || !frame.Session.Options.DefragmentIpv6 || payload.IsCut || payload.Length == 0;
        frame.Network = frame.Network with { IsFragment = asItIs && !header.IsAtomic };
        if (header.IsAtomic || (asItIs && header.Offset == 0))
            ExtensionHeader.HandOn(frame, header.NextHeader, payload);
        else if (asItIs || !TryReassemble(frame, payload, header))
            frame.NextData(payload);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        if (!FragmentHeader.TryParse(frame.SourceOctets(layer.Source)[layer.Start..], out FragmentHeader header, out _)) return;
        writer.Write("IPv6 fragment (off="u8);
        writer.WriteDecimal((long)header.Offset);
        writer.Write(header.MoreFragments ? " more=y"u8 : " more=n"u8);
        writer.Write(" ident=0x"u8);
        writer.WriteHex(header.Identification, 8);
        writer.Write(" nxt="u8);
        writer.WriteDecimal((ulong)header.NextHeader);
        writer.Write((byte)')');
    }

    private bool TryReassemble(DissectedFrame frame, scoped in Octets payload, FragmentHeader header)
    {
        NetworkContext network = frame.Network;
        FragmentKey key = new(network.Source, network.Destination, header.Identification, 0);
        Fragment fragment = new(frame.Info.Number, header.Offset, payload.Span.ToArray());
        PartialDatagram? datagram = frame.Session.State<FragmentTable>(this)
            .Add(frame, key, fragment, !header.MoreFragments, out byte[] octets);
        if (datagram is null) return false;
        Octets whole = frame.AddSource("ipv6.reassembled", octets);
        Reassembly.Add(frame, whole, datagram);
        FragmentFields.Report(frame, payload, datagram, Overlap, Conflict);
        ExtensionHeader.HandOn(frame, header.NextHeader, whole);
        return true;
    }
}
