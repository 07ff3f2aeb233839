using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Http;

/// <summary>SSDP: HTTP messages in datagrams, by which devices of a home find each other. Source: UPnP Device
/// Architecture 1.1 §1.</summary>
/// <param name="http">Reads the message.</param>
public sealed class SsdpDissector(HttpDissector http) : Dissector
{
    /// <summary>It has no fields but HTTP's.</summary>
    public static Protocol Definition { get; } = new("ssdp", "SSDP", "Simple Service Discovery Protocol", []);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.UdpPort, 1900)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.Stream = null;
        http.Dissect(frame, octets);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) =>
        http.Summarize(frame, layer, writer);
}
