using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Link.Ppp;
using NetStack.Tracing;

namespace NetStack.Link.Mpls;

/// <summary>A stack of MPLS labels. What lies under it is nowhere written: the label's first router knew, we guess.
/// Source: RFC 3032 §2.</summary>
public sealed class MplsDissector : Dissector
{
    private const int EntryLength = 4;

    private static readonly Dictionary<ulong, string> ReservedLabels = new()
    {
        [0] = "IPv4 Explicit-Null", [1] = "Router Alert", [2] = "IPv6 Explicit-Null", [3] = "Implicit-Null",
        [7] = "Entropy Label Indicator (ELI)", [13] = "Generic Associated Channel Label (GAL)", [14] = "OAM Alert",
        [15] = "Extension",
    };

    /// <summary>One entry of the stack.</summary>
    public static Protocol Definition { get; } = new("mpls", "MPLS", "MultiProtocol Label Switching",
    [
        Field.At("mpls.label", 0, 20, FieldType.UInt32, Rfc.Section(3032, "2.1")) with { Names = ReservedLabels },
        Field.At("mpls.exp", 20, 3, FieldType.UInt32, Rfc.Section(5462, "3")),
        Field.At("mpls.bottom", 23, 1, FieldType.UInt32, Rfc.Section(3032, "2.1")),
        Field.At("mpls.ttl", 24, 8, FieldType.UInt32, Rfc.Section(3032, "2.4")),
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
    [
        (DissectorTable.EtherType, EtherType.Mpls), (DissectorTable.EtherType, EtherType.MplsMulticast),
        (DissectorTable.PppProtocol, PppNames.Mpls), (DissectorTable.PppProtocol, PppNames.MplsMulticast),
    ];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        int at = 0;
        for (bool bottom = false; !bottom; at += EntryLength)
        {
            if (!frame.AddFixed(Definition.FixedFields, octets.From(at)))
            {
                frame.ReportTooShort(octets, octets.Length, at + EntryLength - octets.Length);
                return;
            }

            bottom = (octets[at + 2] & 1) != 0;
        }

        frame.SetHeaderLength(at);
        HandOn(frame, octets.From(at));
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> stack = frame.SourceOctets(layer.Source).Slice(layer.Start, layer.HeaderLength);
        writer.Write("MPLS label"u8);
        for (; stack.Length >= EntryLength; stack = stack[EntryLength..])
        {
            writer.Write((byte)' ');
            writer.WriteDecimal(DissectedFrame.ReadBits(stack, 0, 20));
        }
    }

    /// <summary>RFC 4928 §3: an IP packet is told by its version; pseudowires avoid those two values.</summary>
    private static void HandOn(DissectedFrame frame, scoped in Octets payload)
    {
        int version = payload.Length == 0 ? 0 : payload[0] >> 4;
        uint type = version == 6 ? EtherType.Ipv6 : EtherType.Ipv4;
        if (version is not (4 or 6) || !frame.TryNext(DissectorTable.EtherType, type, payload))
            frame.NextData(payload);
    }
}
