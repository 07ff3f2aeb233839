using System.Collections.Frozen;
using System.Collections.Immutable;
using NetStack.Dissection;
using static NetStack.Application.Dns.DnsDataShape;

namespace NetStack.Application.Dns;

/// <summary>What stands in the data of each type of record: the one table that dissector and summary read. A few types
/// that no table can describe have code of their own (<c>DnsMessageReader.Unusual.cs</c>).</summary>
internal static class DnsDataShapes
{
    /// <summary>Every shape, by its first type.</summary>
    public static ImmutableArray<DnsDataShape> All { get; } =
    [
        // RFC 1035: the types that DNS began with
        Of(1035, "3.4.1", 1).Ipv4("dns.a").Told(),
        Of(1035, "3.3.11", 2).Name("dns.ns").Told(),
        Of(1035, "3.3.4", 3).Name("dns.md"),
        Of(1035, "3.3.5", 4).Name("dns.mf"),
        Of(1035, "3.3.1", 5).Name("dns.cname").Told(),
        Of(1035, "3.3.13", 6).Name("dns.soa.mname").Told().Name("dns.soa.rname").UInt32("dns.soa.serial_number")
            .UInt32("dns.soa.refresh_interval").UInt32("dns.soa.retry_interval").UInt32("dns.soa.expire_limit")
            .UInt32("dns.soa.minimum_ttl"),
        Of(1035, "3.3.3", 7).Name("dns.mb"),
        Of(1035, "3.3.6", 8).Name("dns.mg"),
        Of(1035, "3.3.8", 9).Name("dns.mr"),
        Of(1035, "3.3.10", 10).Rest("dns.null"),
        Of(1035, "3.4.2", 11).Ipv4("dns.wks.address").Told().UInt8("dns.wks.protocol")
            .Rest("dns.wks.bits", DnsDataKind.RestHex8, FieldType.UInt8),
        Of(1035, "3.3.12", 12).Name("dns.ptr.domain_name").Told(),
        Of(1035, "3.3.2", 13).String("dns.hinfo.cpu", "dns.hinfo.cpu_length").Told()
            .String("dns.hinfo.os", "dns.hinfo.os_length").Told(),
        Of(1035, "3.3.7", 14).Name("dns.minfo.r").Name("dns.minfo.e"),
        Of(1035, "3.3.9", 15).UInt16("dns.mx.preference").Told().Name("dns.mx.mail_exchange").Told(),
        Of(1035, "3.3.14", 16).String("dns.txt", "dns.txt.length", DnsDataKind.Strings),

        // Addresses, services, aliases
        Of(3596, "2.2", 28).Ipv6("dns.aaaa").Told(),
        Of(2782, "The format of the SRV RR", DnsType.Srv).UInt16("dns.srv.priority").Told().UInt16("dns.srv.weight").Told()
            .UInt16("dns.srv.port").Told().Name("dns.srv.target").Told(),
        Of(3403, "4.1", 35).UInt16("dns.naptr.order").Told().UInt16("dns.naptr.preference").Told()
            .String("dns.naptr.flags", "dns.naptr.flags_length").Told()
            .String("dns.naptr.service", "dns.naptr.service_length").String("dns.naptr.regex", "dns.naptr.regex_length")
            .Name("dns.naptr.replacement", "dns.naptr.replacement_length"),
        Of(2230, "3.1", 36).UInt16("dns.kx.preference").Told().Name("dns.kx.key_exchange").Told(),
        Of(6672, "2.1", 39).Name("dns.dname").Told(),
        Of(7553, "4.5", 256).UInt16("dns.uri.priority").Told().UInt16("dns.uri.weight").Told()
            .Rest("dns.uri.target", DnsDataKind.RestText, FieldType.Text).Told(),
        Of(6742, "2.1", 104).UInt16("dns.ilnp.nid.preference").Rest("dns.ilnp.nid", DnsDataKind.Octets8),
        Of(6742, "2.2", 105).UInt16("dns.ilnp.l32.preference").Ipv4("dns.ilnp.l32"),
        Of(6742, "2.3", 106).UInt16("dns.ilnp.l64.preference").Rest("dns.ilnp.l64", DnsDataKind.Octets8),
        Of(6742, "2.4", 107).UInt16("dns.ilnp.lp.preference").Name("dns.ilnp.lp"),
        Of(7043, "3.1", 108).Rest("dns.eui48", DnsDataKind.Mac, FieldType.Mac),
        Of(7043, "4.1", 109).Rest("dns.eui64", DnsDataKind.Eui64, FieldType.Text),
        Of(4701, "3", 49).Rest("dns.dhcid.rdata"),
        Of(7208, "3.1", 99).String("dns.spf", "dns.spf.length", DnsDataKind.Strings),

        // DNSSEC: signatures, keys, and proofs that a name does not exist
        Of(4034, "3.1", 46, 24).UInt16("dns.rrsig.type_covered", DnsType.Names).UInt8("dns.rrsig.algorithm", DnsCodes.Algorithms)
            .UInt8("dns.rrsig.labels").UInt32("dns.rrsig.original_ttl").Time("dns.rrsig.signature_expiration")
            .Time("dns.rrsig.signature_inception").UInt16("dns.rrsig.key_tag").Name("dns.rrsig.signers_name")
            .Rest("dns.rrsig.signature"),
        Of(4034, "2.1", 48, 60)
            .Flags(DnsDataKind.UInt16, "dns.dnskey.flags", ("zone_key", 8, 1), ("key_revoked", 7, 1), ("secure_entry_point", 0, 1))
            .UInt8("dns.dnskey.protocol").UInt8("dns.dnskey.algorithm", DnsCodes.Algorithms).KeyTag("dns.dnskey.key_id")
            .Rest("dns.dnskey.public_key"),
        Of(4034, "5.1", 43, 59, 32769).Hex16("dns.ds.key_id").UInt8("dns.ds.algorithm", DnsCodes.Algorithms)
            .UInt8("dns.ds.digest_type", DnsCodes.Digests).Rest("dns.ds.digest"),
        Of(4034, "4.1", 47).Name("dns.nsec.next_domain_name").Told().TypeMap(),
        Of(5155, "3.2", 50, 51).UInt8("dns.nsec3.algo")
            .Flags(DnsDataKind.UInt8, "dns.nsec3.flags", ("opt_out", 0, 1))
            .UInt16("dns.nsec3.iterations").Counted("dns.nsec3.salt_value", "dns.nsec3.salt_length", DnsDataKind.Counted8)
            .Counted("dns.nsec3.hash_value", "dns.nsec3.hash_length", DnsDataKind.Hash, FieldType.Text).TypeMap(),
        Of(2535, "3.1", 25)
            .Flags(DnsDataKind.UInt16, "dns.key.flags", ("authentication", 15, 1), ("confidentiality", 14, 1), ("required", 13, 1),
                ("associated_user", 10, 1), ("associated_named_entity", 9, 1), ("ipsec", 7, 1), ("mime", 6, 1), ("signatory", 0, 4))
            .UInt8("dns.key.protocol").UInt8("dns.key.algorithm", DnsCodes.Algorithms).KeyTag("dns.key.key_id")
            .Rest("dns.key.public_key"),
        Of(2535, "5.2", 30).Name("dns.nxt.next_domain_name").Told(),
        Of(7477, "2.1.1", 62).UInt32("dns.csync.soa")
            .Flags(DnsDataKind.UInt16, "dns.csync.flags", ("immediate", 0, 1), ("soaminimum", 1, 1)).TypeMap(),
        Of(8976, "2.2", 63).UInt32("dns.zonemd.serial").UInt8("dns.zonemd.scheme").UInt8("dns.zonemd.hash_algo")
            .Rest("dns.zonemd.digest"),

        // Keys of other protocols
        Of(4255, "3.1", 44).UInt8("dns.sshfp.algorithm").UInt8("dns.sshfp.fingerprint.type").Rest("dns.sshfp.fingerprint"),
        Of(6698, "2.1", 52, 53).UInt8("dns.tlsa.certificate_usage").UInt8("dns.tlsa.selector").UInt8("dns.tlsa.matching_type")
            .Rest("dns.tlsa.certificate_association_data"),
        Of(4398, "2", 37).UInt16("dns.cert.type").Hex16("dns.cert.key_tag").UInt8("dns.cert.algorithm", DnsCodes.Algorithms)
            .Rest("dns.cert.certificate"),
        Of(7929, "2.1", 61).Rest("dns.openpgpkey", DnsDataKind.RestText, FieldType.Text),

        // Records that live in a message and in no zone
        Of(2930, "2", 249).Name("dns.tkey.algo_name").Time("dns.tkey.signature_inception").Time("dns.tkey.signature_expiration")
            .UInt16("dns.tkey.mode").UInt16("dns.tkey.error")
            .Counted("dns.tkey.key_data", "dns.tkey.key_size", DnsDataKind.Counted16)
            .Counted("dns.tkey.other_data", "dns.tkey.other_size", DnsDataKind.Counted16),
        Of(8945, "4.2", 250).Name("dns.tsig.algorithm_name").Time("dns.tsig.time_signed", DnsDataKind.Time48)
            .UInt16("dns.tsig.fudge").Counted("dns.tsig.mac", "dns.tsig.mac_size", DnsDataKind.Counted16, FieldType.None)
            .UInt16("dns.tsig.original_id").UInt16("dns.tsig.error", DnsCodes.ResponseCodes)
            .Counted("dns.tsig.other_data", "dns.tsig.other_len", DnsDataKind.Counted16),

        // What was tried and hardly ever seen
        Of(1183, "2.2", 17).Name("dns.rp.mailbox").Name("dns.rp.txt_rr"),
        Of(1183, "1", 18).UInt16("dns.afsdb.subtype").Name("dns.afsdb.hostname"),
        Of(1183, "3.1", 19).String("dns.x25.psdn_address", "dns.x25.length"),
        Of(1183, "3.2", 20).String("dns.idsn.address", "dns.idsn.length")
            .String("dns.idsn.sa.address", "dns.idsn.sa.length", DnsDataKind.OptionalString),
        Of(1183, "3.3", 21).UInt16("dns.rt.subtype").Name("dns.rt.intermediate_host"),
        Of(1706, "5", 22).Rest("dns.nsap.rdata"),
        Of(1706, "6", 23).Name("dns.nsap_ptr.owner"),
        Of(2163, "4", 26).UInt16("dns.px.preference").Name("dns.px.map822").Name("dns.px.map400"),
        Of(1712, "3", 27).String("dns.gpos.longitude", "dns.gpos.longitude_length")
            .String("dns.gpos.latitude", "dns.gpos.latitude_length").String("dns.gpos.altitude", "dns.gpos.altitude_length"),
    ];

    /// <summary>The shape of a type's data, or null.</summary>
    public static DnsDataShape? Find(ushort type) => ByType.GetValueOrDefault(type);

    /// <summary>All fields that the table names.</summary>
    public static IEnumerable<Field> Fields => All.SelectMany(shape => shape.Parts).SelectMany(part => part.Fields).Distinct();

    private static FrozenDictionary<ushort, DnsDataShape> ByType { get; } =
        All.SelectMany(shape => shape.Types.Select(type => KeyValuePair.Create(type, shape))).ToFrozenDictionary();
}
