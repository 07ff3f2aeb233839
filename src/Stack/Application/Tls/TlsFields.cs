using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Tls;

/// <summary>The fields of records and of handshake messages; those of extensions are in <see cref="TlsExtensionFields"/>.</summary>
internal static class TlsFields
{
    private static readonly RfcReference RecordLayer = Rfc.Section(8446, "5.1");
    private static readonly RfcReference Handshake = Rfc.Section(8446, "4");
    private static readonly RfcReference Hello = Rfc.Section(8446, "4.1.2");
    private static readonly RfcReference KeyExchange = Rfc.Section(5246, "7.4.3");
    private static readonly RfcReference EcKeyExchange = Rfc.Section(8422, "5.4");
    private static readonly RfcReference Certificates = Rfc.Section(5246, "7.4.2");
    private static readonly RfcReference Ticket = Rfc.Section(5077, "3.3");
    private static readonly RfcReference SslV2 = Rfc.Section(5246, "E.2");
    private static readonly RfcReference Ja3 = Rfc.Other("JA3 (Salesforce, 2017)");

    internal static readonly Field Record = Node("tls.record", RecordLayer);
    internal static readonly Field ContentType = Number("tls.record.content_type", FieldType.UInt8, RecordLayer, TlsNames.ContentTypes);
    internal static readonly Field OpaqueType = Number("tls.record.opaque_type", FieldType.UInt8, Rfc.Section(8446, "5.2"), TlsNames.ContentTypes);
    internal static readonly Field RecordVersion = Hex("tls.record.version", FieldType.UInt16, RecordLayer, TlsNames.Versions);
    internal static readonly Field RecordLength = Number("tls.record.length", FieldType.UInt16, RecordLayer);
    internal static readonly Field ApplicationData = Bytes("tls.app_data", RecordLayer);
    internal static readonly Field ChangeCipherSpec = Node("tls.change_cipher_spec", Rfc.Section(5246, "7.1"));
    internal static readonly Field Alert = Node("tls.alert_message", Rfc.Section(8446, "6"));
    internal static readonly Field AlertLevel = Number("tls.alert_message.level", FieldType.UInt8, Rfc.Section(8446, "6"), TlsNames.AlertLevels);
    internal static readonly Field AlertDescription = Number("tls.alert_message.desc", FieldType.UInt8, Rfc.Section(8446, "6"), TlsNames.Alerts);

    internal static readonly Field Message = Node("tls.handshake", Handshake);
    internal static readonly Field MessageType = Number("tls.handshake.type", FieldType.UInt8, Handshake, TlsNames.HandshakeTypes);
    internal static readonly Field MessageLength = Number("tls.handshake.length", FieldType.UInt24, Handshake);
    internal static readonly Field Version = Hex("tls.handshake.version", FieldType.UInt16, Hello, TlsNames.Versions);
    internal static readonly Field Random = Bytes("tls.handshake.random", Hello);
    internal static readonly Field RandomTime = Number("tls.handshake.random_time", FieldType.AbsoluteTime, Rfc.Section(5246, "7.4.1.2"));
    internal static readonly Field RandomBytes = Bytes("tls.handshake.random_bytes", Rfc.Section(5246, "7.4.1.2"));
    internal static readonly Field SessionIdLength = Number("tls.handshake.session_id_length", FieldType.UInt16, Hello);
    internal static readonly Field SessionId = Bytes("tls.handshake.session_id", Hello);
    internal static readonly Field CipherSuitesLength = Number("tls.handshake.cipher_suites_length", FieldType.UInt16, Hello);
    internal static readonly Field CipherSuites = Node("tls.handshake.ciphersuites", Hello);
    internal static readonly Field CipherSuite = Hex("tls.handshake.ciphersuite", FieldType.UInt16, Hello, TlsCipherSuites.Names);
    internal static readonly Field CompressionLength = Number("tls.handshake.comp_methods_length", FieldType.UInt8, Hello);
    internal static readonly Field CompressionMethods = Node("tls.handshake.comp_methods", Hello);
    internal static readonly Field CompressionMethod = Number("tls.handshake.comp_method", FieldType.UInt8, Hello, TlsNames.CompressionMethods);
    internal static readonly Field Ja3Full = Field.Generated("tls.handshake.ja3_full", FieldType.Text, Ja3);
    internal static readonly Field Ja3Hash = Field.Generated("tls.handshake.ja3", FieldType.Text, Ja3);
    internal static readonly Field Ja3sFull = Field.Generated("tls.handshake.ja3s_full", FieldType.Text, Ja3);
    internal static readonly Field Ja3sHash = Field.Generated("tls.handshake.ja3s", FieldType.Text, Ja3);

    internal static readonly Field CertificatesLength = Number("tls.handshake.certificates_length", FieldType.UInt24, Certificates);
    internal static readonly Field CertificateList = Node("tls.handshake.certificates", Certificates);
    internal static readonly Field CertificateLength = Number("tls.handshake.certificate_length", FieldType.UInt24, Certificates);
    internal static readonly Field Certificate = Bytes("tls.handshake.certificate", Certificates);
    internal static readonly Field CertificateTypesCount = Number("tls.handshake.cert_types_count", FieldType.UInt8, Rfc.Section(5246, "7.4.4"));
    internal static readonly Field CertificateType = Number("tls.handshake.cert_type", FieldType.UInt8, Rfc.Section(5246, "7.4.4"));
    internal static readonly Field NamesLength = Number("tls.handshake.dnames_len", FieldType.UInt16, Rfc.Section(5246, "7.4.4"));
    internal static readonly Field NameLength = Number("tls.handshake.dname_len", FieldType.UInt16, Rfc.Section(5246, "7.4.4"));

    internal static readonly Field CurveType = Hex("tls.handshake.server_curve_type", FieldType.UInt8, EcKeyExchange, TlsNames.CurveTypes);
    internal static readonly Field NamedCurve = Hex("tls.handshake.server_named_curve", FieldType.UInt16, EcKeyExchange, TlsNames.Groups);
    internal static readonly Field ServerPointLength = Number("tls.handshake.server_point_len", FieldType.UInt8, EcKeyExchange);
    internal static readonly Field ServerPoint = Bytes("tls.handshake.server_point", EcKeyExchange);
    internal static readonly Field ClientPointLength = Number("tls.handshake.client_point_len", FieldType.UInt8, Rfc.Section(8422, "5.7"));
    internal static readonly Field ClientPoint = Bytes("tls.handshake.client_point", Rfc.Section(8422, "5.7"));
    internal static readonly Field PrimeLength = Number("tls.handshake.p_len", FieldType.UInt16, KeyExchange);
    internal static readonly Field Prime = Bytes("tls.handshake.p", KeyExchange);
    internal static readonly Field GeneratorLength = Number("tls.handshake.g_len", FieldType.UInt16, KeyExchange);
    internal static readonly Field Generator = Bytes("tls.handshake.g", KeyExchange);
    internal static readonly Field ServerPublicLength = Number("tls.handshake.ys_len", FieldType.UInt16, KeyExchange);
    internal static readonly Field ServerPublic = Bytes("tls.handshake.ys", KeyExchange);
    internal static readonly Field ClientPublicLength = Number("tls.handshake.yc_len", FieldType.UInt16, Rfc.Section(5246, "7.4.7.2"));
    internal static readonly Field ClientPublic = Bytes("tls.handshake.yc", Rfc.Section(5246, "7.4.7.2"));
    internal static readonly Field EncryptedSecretLength = Number("tls.handshake.epms_len", FieldType.UInt16, Rfc.Section(5246, "7.4.7.1"));
    internal static readonly Field EncryptedSecret = Bytes("tls.handshake.epms", Rfc.Section(5246, "7.4.7.1"));
    internal static readonly Field SignatureLength = Number("tls.handshake.sig_len", FieldType.UInt16, KeyExchange);
    internal static readonly Field Signature = Bytes("tls.handshake.sig", KeyExchange);
    internal static readonly Field VerifyLength = Number("tls.handshake.client_cert_vrfy.sig_len", FieldType.UInt16, Rfc.Section(5246, "7.4.8"));
    internal static readonly Field VerifySignature = Bytes("tls.handshake.client_cert_vrfy.sig", Rfc.Section(5246, "7.4.8"));
    internal static readonly Field VerifyData = Node("tls.handshake.verify_data", Rfc.Section(5246, "7.4.9"));

    internal static readonly Field TicketLifetime = Number("tls.handshake.session_ticket_lifetime_hint", FieldType.UInt32, Ticket);
    internal static readonly Field TicketLength = Number("tls.handshake.session_ticket_length", FieldType.UInt16, Ticket);
    internal static readonly Field TicketOctets = Bytes("tls.handshake.session_ticket", Ticket);
    internal static readonly Field KeyUpdateRequest = Number("tls.handshake.key_update.request_update", FieldType.UInt8, Rfc.Section(8446, "4.6.3"));

    internal static readonly Field V2CipherSpecsLength = Number("tls.handshake.cipher_spec_len", FieldType.UInt16, SslV2);
    internal static readonly Field V2CipherSpec = Hex("tls.handshake.cipherspec", FieldType.UInt24, SslV2, TlsCipherSuites.Names);
    internal static readonly Field V2ChallengeLength = Number("tls.handshake.challenge_length", FieldType.UInt16, SslV2);
    internal static readonly Field V2Challenge = Node("tls.handshake.challenge", SslV2);

    internal static ImmutableArray<Field> All { get; } =
    [
        Record, ContentType, OpaqueType, RecordVersion, RecordLength, ApplicationData, ChangeCipherSpec, Alert, AlertLevel, AlertDescription,
        Message, MessageType, MessageLength, Version, Random, RandomTime, RandomBytes, SessionIdLength, SessionId,
        CipherSuitesLength, CipherSuites, CipherSuite, CompressionLength, CompressionMethods, CompressionMethod,
        .. TlsExtensionFields.All,
        Ja3Full, Ja3Hash, Ja3sFull, Ja3sHash,
        CertificatesLength, CertificateList, CertificateLength, Certificate,
        CertificateTypesCount, CertificateType, NamesLength, NameLength,
        CurveType, NamedCurve, ServerPointLength, ServerPoint, ClientPointLength, ClientPoint,
        PrimeLength, Prime, GeneratorLength, Generator, ServerPublicLength, ServerPublic, ClientPublicLength, ClientPublic,
        EncryptedSecretLength, EncryptedSecret, SignatureLength, Signature, VerifyLength, VerifySignature, VerifyData,
        TicketLifetime, TicketLength, TicketOctets, KeyUpdateRequest,
        V2CipherSpecsLength, V2CipherSpec, V2ChallengeLength, V2Challenge,
    ];

    internal static Field Node(string name, RfcReference rfc) => Field.Variable(name, FieldType.None, rfc);

    internal static Field Bytes(string name, RfcReference rfc) => Field.Variable(name, FieldType.Octets, rfc);

    internal static Field Number(string name, FieldType type, RfcReference rfc, IReadOnlyDictionary<ulong, string>? names = null) =>
        Field.Variable(name, type, rfc) with { Names = names };

    internal static Field Hex(string name, FieldType type, RfcReference rfc, IReadOnlyDictionary<ulong, string>? names = null) =>
        Field.VariableHex(name, type, rfc) with { Names = names };
}
