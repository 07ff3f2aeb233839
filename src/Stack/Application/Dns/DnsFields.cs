using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Dns;

/// <summary>The fields of questions and records, and what is worked out about a message. Header and record data have
/// tables of their own.</summary>
internal static class DnsFields
{
    private static readonly RfcReference QuestionFormat = Rfc.Section(1035, "4.1.2");
    private static readonly RfcReference RecordFormat = Rfc.Section(1035, "4.1.3");
    private static readonly RfcReference OptionFormat = Rfc.Section(6891, "6.1");
    private static readonly RfcReference MulticastUse = Rfc.Section(6762, "10.2");

    // The frame that a message over TCP stands in
    public static readonly Field Length = Field.Variable("dns.length", FieldType.UInt16, Rfc.Section(7766, "8"));

    // Other readings of the header
    public static readonly Field Conflict = Bit("dns.flags.conflict", Rfc.Section(4795, "2.1.1"), DnsHeader.FlagsField);
    public static readonly Field Tentative = Bit("dns.flags.tentative", Rfc.Section(4795, "2.1.1"), DnsHeader.FlagsField);
    public static readonly Field Zones = Field.Variable("dns.count.zones", FieldType.UInt16, Rfc.Section(2136, "2.2"));
    public static readonly Field Prerequisites = Field.Variable("dns.count.prerequisites", FieldType.UInt16, Rfc.Section(2136, "2.2"));
    public static readonly Field Updates = Field.Variable("dns.count.updates", FieldType.UInt16, Rfc.Section(2136, "2.2"));

    // Nodes of the tree: the four sections and their entries
    public static readonly Field Queries = Node("dns.section.queries", Rfc.Section(1035, "4.1"));
    public static readonly Field Answers = Node("dns.section.answers", Rfc.Section(1035, "4.1"));
    public static readonly Field Authority = Node("dns.section.authority", Rfc.Section(1035, "4.1"));
    public static readonly Field Additional = Node("dns.section.additional", Rfc.Section(1035, "4.1"));
    public static readonly Field Question = Node("dns.question", QuestionFormat);
    public static readonly Field Record = Node("dns.record", RecordFormat);

    // A question
    public static readonly Field QueryName = Field.Variable("dns.qry.name", FieldType.Text, QuestionFormat);
    public static readonly Field QueryNameLength = Field.Generated("dns.qry.name.len", FieldType.UInt16, QuestionFormat);
    public static readonly Field QueryLabels = Field.Generated("dns.count.labels", FieldType.UInt16, QuestionFormat);

    public static readonly Field QueryType =
        Field.Variable("dns.qry.type", FieldType.UInt16, QuestionFormat) with { Names = DnsType.Names };

    public static readonly Field QueryClass =
        Field.VariableHex("dns.qry.class", FieldType.UInt16, QuestionFormat) with { Names = DnsCodes.Classes };

    public static readonly Field UnicastWanted = Bit("dns.qry.qu", Rfc.Section(6762, "5.4"));

    // A record
    public static readonly Field Name = Field.Variable("dns.resp.name", FieldType.Text, RecordFormat);
    public static readonly Field Service = Field.Variable("dns.srv.service", FieldType.Text, Rfc.Section(2782, "The format of the SRV RR"));
    public static readonly Field ServiceProtocol = Field.Variable("dns.srv.proto", FieldType.Text, Service.Rfc);
    public static readonly Field ServiceName = Field.Variable("dns.srv.name", FieldType.Text, Service.Rfc);

    public static readonly Field Type =
        Field.Variable("dns.resp.type", FieldType.UInt16, RecordFormat) with { Names = DnsType.Names };

    public static readonly Field Class =
        Field.VariableHex("dns.resp.class", FieldType.UInt16, RecordFormat) with { Names = DnsCodes.Classes };

    public static readonly Field CacheFlush = Bit("dns.resp.cache_flush", MulticastUse);
    public static readonly Field TimeToLive = Field.Variable("dns.resp.ttl", FieldType.UInt32, RecordFormat);
    public static readonly Field DataLength = Field.Variable("dns.resp.len", FieldType.UInt16, RecordFormat);
    public static readonly Field Data = Field.Variable("dns.data", FieldType.Octets, RecordFormat);

    // The OPT record reads class and TTL in its own way
    public static readonly Field PayloadSize = Field.Variable("dns.rr.udp_payload_size", FieldType.UInt16, OptionFormat);

    // In mDNS the class's highest bit is another flag, and the rest is shown in hexadecimal
    public static readonly Field MulticastPayloadSize = Field.VariableHex("dns.rr.udp_payload_size", FieldType.UInt16, OptionFormat);
    public static readonly Field ExtendedResponseCode = Field.VariableHex("dns.resp.ext_rcode", FieldType.UInt8, OptionFormat);
    public static readonly Field EdnsVersion = Field.Variable("dns.resp.edns0_version", FieldType.UInt8, OptionFormat);
    public static readonly Field EdnsFlags = Field.VariableHex("dns.resp.z", FieldType.UInt16, OptionFormat);
    public static readonly Field DnssecOk = Bit("dns.resp.z.do", Rfc.Section(3225, "3"), EdnsFlags);

    public static readonly Field EdnsReserved =
        Field.VariableHex("dns.resp.z.reserved", FieldType.UInt16, OptionFormat) with { Parent = EdnsFlags };

    // A session's TLVs (RFC 8490)
    public static readonly Field Tlv = Node("dns.dso.tlv", Rfc.Section(8490, "5.4.4"));
    public static readonly Field TlvType = Field.Variable("dns.dso.tlv.type", FieldType.UInt16, Tlv.Rfc);
    public static readonly Field TlvLength = Field.Variable("dns.dso.tlv.length", FieldType.UInt16, Tlv.Rfc);
    public static readonly Field TlvData = Field.Variable("dns.dso.tlv.data", FieldType.Octets, Tlv.Rfc);

    // What is left, and what is known from other frames
    public static readonly Field Extraneous = Field.Variable("dns.extraneous.data", FieldType.Octets, default);
    public static readonly Field ExtraneousLength = Field.Generated("dns.extraneous.length", FieldType.Int32);
    public static readonly Field ResponseTo = Field.Generated("dns.response_to", FieldType.FrameNumber);
    public static readonly Field ResponseIn = Field.Generated("dns.response_in", FieldType.FrameNumber);
    public static readonly Field Time = Field.Generated("dns.time", FieldType.RelativeTime);
    public static readonly Field Unsolicited = Field.Generated("dns.unsolicited", FieldType.Boolean);
    public static readonly Field Retransmission = Field.Generated("dns.retransmission", FieldType.Boolean);
    public static readonly Field RetransmitRequest = Field.Generated("dns.retransmit_request", FieldType.None);
    public static readonly Field RetransmitRequestIn = Field.Generated("dns.retransmit_request_in", FieldType.FrameNumber);
    public static readonly Field RetransmitResponse = Field.Generated("dns.retransmit_response", FieldType.None);
    public static readonly Field RetransmitResponseIn = Field.Generated("dns.retransmit_response_in", FieldType.FrameNumber);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Field> All { get; } =
    [
        Length, Conflict, Tentative, Zones, Prerequisites, Updates, Queries, Question, QueryName, QueryNameLength, QueryLabels,
        QueryType, QueryClass, UnicastWanted, Answers, Authority, Additional, Record, Name, Service, ServiceProtocol, ServiceName,
        Type, Class, CacheFlush, TimeToLive, DataLength, Data, PayloadSize, MulticastPayloadSize, ExtendedResponseCode, EdnsVersion,
        EdnsFlags, DnssecOk, EdnsReserved, Tlv, TlvType, TlvLength, TlvData, Extraneous, ExtraneousLength, ResponseTo, ResponseIn,
        Time, Unsolicited, Retransmission, RetransmitRequest, RetransmitRequestIn, RetransmitResponse, RetransmitResponseIn,
    ];

    /// <summary>The sections in their order.</summary>
    public static ImmutableArray<Field> Sections { get; } = [Queries, Answers, Authority, Additional];

    /// <summary>The counts of the sections when a zone is changed. Source: RFC 2136 §2.2.</summary>
    public static ImmutableArray<Field> UpdateCounts { get; } = [Zones, Prerequisites, Updates, DnsHeader.CountFields[3]];

    private static Field Bit(string name, RfcReference rfc, Field? parent = null) =>
        Field.Variable(name, FieldType.Boolean, rfc) with { Parent = parent };

    private static Field Node(string name, RfcReference rfc) => Field.Variable(name, FieldType.None, rfc);
}
