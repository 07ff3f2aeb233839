using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;

namespace NetStack.Link.Pppoe;

/// <summary>PPPoE discovery: how a host finds an access concentrator and gets a session number. Source: RFC 2516 §5.</summary>
public sealed class PppoeDiscoveryDissector : Dissector
{
    private const int TagHeaderLength = 4;

    /// <summary>The header's fields and the tags.</summary>
    public static Protocol Definition { get; } = new("pppoed", "PPPoED", "PPP-over-Ethernet Discovery",
        [.. PppoeHeader.Fields, PppoeTags.Node, PppoeTags.Unknown, PppoeTags.UnknownData, .. PppoeTags.Known.Values]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.EtherType, EtherType.PppoeDiscovery)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!PppoeHeader.TryDissect(frame, octets, out Octets tags)) return;
        frame.SetLayerLength(PppoeHeader.Length + tags.Length);
        if (tags.Length == 0) return;
        int node = frame.Open(PppoeTags.Node, tags, 0, tags.Length);
        for (int at = 0; at < tags.Length;)
        {
            int used = DissectTag(frame, tags.From(at));
            if (used == 0) break;
            at += used;
        }

        frame.Close(node);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) =>
        PppoeHeader.Summarize(frame, layer, writer);

    /// <returns>Octets of the tag; 0 after the last.</returns>
    private static int DissectTag(DissectedFrame frame, scoped in Octets tag)
    {
        if (tag.Length < TagHeaderLength)
        {
            frame.ReportTooShort(tag, tag.Length, TagHeaderLength - tag.Length);
            return 0;
        }

        int type = (int)DissectedFrame.ReadBits(tag.Span, 0, 16), length = (int)DissectedFrame.ReadBits(tag.Span, 16, 16);
        if (tag.Length < TagHeaderLength + length)
        {
            frame.ReportTooShort(tag, TagHeaderLength, length);
            return 0;
        }

        if (type == 0) return 0; // RFC 2516 Appendix A: end of list
        if (PppoeTags.Known.TryGetValue(type, out Field? field))
        {
            if (length > 0) frame.AddInPlace(field, tag, TagHeaderLength, length);
        }
        else
        {
            frame.Add(PppoeTags.Unknown, tag, 0, 2, (ulong)type);
            frame.AddInPlace(PppoeTags.UnknownData, tag, TagHeaderLength, length);
        }

        return TagHeaderLength + length;
    }
}
