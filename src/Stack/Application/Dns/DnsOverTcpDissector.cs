using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Streams;

namespace NetStack.Application.Dns;

/// <summary>DNS over a byte stream: each message after two octets of its length. Source: RFC 7766 §8.</summary>
public sealed class DnsOverTcpDissector : StreamDissector
{
    private const int LengthOctets = 2;

    /// <inheritdoc/>
    public override Protocol Protocol => DnsDissector.Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
        [(DissectorTable.TcpPort, DnsDissector.Port), (DissectorTable.TcpPort, MulticastDnsDissector.Port)];

    /// <inheritdoc/>
    public override MessageLength Frame(StreamContext stream, ReadOnlySpan<byte> octets) => octets.Length < LengthOctets
        ? MessageLength.NeedMore : MessageLength.Of(LengthOctets + BinaryPrimitives.ReadUInt16BigEndian(octets));

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new DnsSession();

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (octets.Length < LengthOctets)
        {
            frame.ReportTooShort(octets, 0, LengthOctets);
            return;
        }

        frame.Add(DnsFields.Length, octets, 0, LengthOctets, BinaryPrimitives.ReadUInt16BigEndian(octets.Span));
        frame.Session.State<DnsSession>(this).Dissect(frame, octets.From(LengthOctets), DnsFlavour.Unicast);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length);
        if (octets.Length > LengthOctets) DnsSummary.Write(octets[LengthOctets..], DnsFlavour.Unicast, writer);
    }
}
