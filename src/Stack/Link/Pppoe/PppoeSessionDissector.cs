using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;

namespace NetStack.Link.Pppoe;

/// <summary>A PPPoE session: PPP in Ethernet frames. Source: RFC 2516 §6.</summary>
public sealed class PppoeSessionDissector : Dissector
{
    /// <summary>The payload length is more than the frame holds. Arguments: claimed, there.</summary>
    public const string LengthBeyondFrame = "pppoe.payload_length.beyond-frame";

    /// <summary>The header's fields.</summary>
    public static Protocol Definition { get; } = new("pppoes", "PPPoES", "PPP-over-Ethernet Session", PppoeHeader.Fields);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.EtherType, EtherType.PppoeSession)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!PppoeHeader.TryDissect(frame, octets, out Octets payload)) return;
        frame.SetLayerLength(PppoeHeader.Length + payload.Length);
        if (payload.ReportedLength > 0 && !frame.TryNext(DissectorTable.EtherType, EtherType.Ppp, payload))
            frame.NextData(payload);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) =>
        PppoeHeader.Summarize(frame, layer, writer);
}
