using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Dns;

/// <summary>LLMNR: names of the local link, as Windows asked for them. Source: RFC 4795.</summary>
public sealed class LinkLocalNameDissector : Dissector
{
    /// <summary>The port that responders listen on. Source: RFC 4795 §2.</summary>
    public const ushort Port = 5355;

    /// <summary>Its fields are those of DNS.</summary>
    public static Protocol Definition { get; } = new("llmnr", "LLMNR", "Link-local Multicast Name Resolution", []);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.UdpPort, Port)];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new DnsSession();

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets) =>
        frame.Session.State<DnsSession>(this).Dissect(frame, octets, DnsFlavour.LinkLocal);

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) =>
        DnsSummary.Write(frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length), DnsFlavour.LinkLocal, writer);
}
