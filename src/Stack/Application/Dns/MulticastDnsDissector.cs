using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Dns;

/// <summary>Multicast DNS: names of the local link, without a server. Source: RFC 6762.</summary>
public sealed class MulticastDnsDissector : Dissector
{
    /// <summary>The port that everybody sends from and to. Source: RFC 6762 §3.</summary>
    public const ushort Port = 5353;

    /// <summary>Its fields are those of DNS.</summary>
    public static Protocol Definition { get; } = new("mdns", "MDNS", "Multicast Domain Name System", []);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.UdpPort, Port)];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new DnsSession();

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets) =>
        frame.Session.State<DnsSession>(this).Dissect(frame, octets, DnsFlavour.Multicast);

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) =>
        DnsSummary.Write(frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length), DnsFlavour.Multicast, writer);
}
