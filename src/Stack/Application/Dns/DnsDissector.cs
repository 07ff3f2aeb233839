using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Dns;

/// <summary>DNS in datagrams. Source: RFC 1035 §4.2.1.</summary>
public sealed class DnsDissector : Dissector
{
    /// <summary>The port that servers listen on. Source: RFC 1035 §4.2.</summary>
    public const ushort Port = 53;

    private const int LeastRecord = 11; // RFC 1035 §4.1.3: the root's name, and what is fixed

    /// <summary>Octets behind the last record. Argument: how many.</summary>
    public const string Extraneous = "dns.extraneous";

    /// <summary>The same question was asked before. Argument: in which frame.</summary>
    public const string RetransmittedRequest = "dns.retransmit_request";

    /// <summary>The question was answered before. Argument: in which frame.</summary>
    public const string RetransmittedResponse = "dns.retransmit_response";

    /// <summary>A record's data is not what its type asks for. Arguments: octets needed, octets there.</summary>
    public const string BadData = "dns.data.bad";

    /// <summary>A time to live with the highest bit set counts as zero. Source: RFC 2181 §8.</summary>
    public const string TimeToLiveTooLong = "dns.ttl.high_bit_set";

    /// <summary>The fields of DNS and of the protocols that share its format.</summary>
    public static Protocol Definition { get; } = new("dns", "DNS", "Domain Name System",
    [
        .. DnsHeader.Fields, .. DnsFields.All, .. DnsDataShapes.Fields.Except(DnsFields.All), .. DnsUnusualFields.Fields,
        .. DnsServiceFields.Fields, .. DnsOptions.Fields,
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.UdpPort, Port)];

    /// <summary>A query for one name of the Internet, or an answer to one, as nearly every message is: the whole question
    /// stands there, no reserved bit is set, and no more records are claimed than there is room for.</summary>
    public override bool Recognizes(ReadOnlySpan<byte> octets)
    {
        if (!DnsHeader.TryParse(octets, out DnsHeader header, out _)) return false;
        int records = header.CountOf(1) + header.CountOf(2) + header.CountOf(3);
        bool fits = header.IsResponse || (header.CountOf(1) + header.CountOf(2) == 0 && header.ResponseCode == 0);
        if (!fits || header.Opcode != DnsCodes.Query || header.HasReservedBit || header.CountOf(0) != 1) return false;
        if (!DnsName.TryRead(octets, DnsHeader.HeaderLength, null, out DnsName name)) return false;
        int classAt = DnsHeader.HeaderLength + name.Octets + 2, recordsAt = classAt + 2;
        return recordsAt + (records * LeastRecord) <= octets.Length
            && BinaryPrimitives.ReadUInt16BigEndian(octets[classAt..]) == DnsCodes.Internet;
    }

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new DnsSession();

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets) =>
        frame.Session.State<DnsSession>(this).Dissect(frame, octets, DnsFlavour.Unicast);

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) =>
        DnsSummary.Write(frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length), DnsFlavour.Unicast, writer);
}
