using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Tls;

/// <summary>The fields of hello extensions.</summary>
internal static class TlsExtensionFields
{
    private static readonly RfcReference Extensions = Rfc.Section(8446, "4.2");
    private static readonly RfcReference ServerNames = Rfc.Section(6066, "3");
    private static readonly RfcReference StatusRequest = Rfc.Section(6066, "8");
    private static readonly RfcReference Signatures = Rfc.Section(8446, "4.2.3");
    private static readonly RfcReference GroupList = Rfc.Section(8446, "4.2.7");
    private static readonly RfcReference KeyShare = Rfc.Section(8446, "4.2.8");
    private static readonly RfcReference PreSharedKey = Rfc.Section(8446, "4.2.11");
    private static readonly RfcReference Alpn = Rfc.Section(7301, "3.1");

    internal static readonly Field Length = TlsFields.Number("tls.handshake.extensions_length", FieldType.UInt16, Extensions);
    internal static readonly Field Type = TlsFields.Number("tls.handshake.extension.type", FieldType.UInt16, Extensions, TlsNames.Extensions);
    internal static readonly Field DataLength = TlsFields.Number("tls.handshake.extension.len", FieldType.UInt16, Extensions);
    internal static readonly Field Data = TlsFields.Bytes("tls.handshake.extension.data", Extensions);

    internal static readonly Field ServerNameListLength =
        TlsFields.Number("tls.handshake.extensions_server_name_list_len", FieldType.UInt16, ServerNames);

    internal static readonly Field ServerNameType = TlsFields.Number("tls.handshake.extensions_server_name_type", FieldType.UInt8, ServerNames);
    internal static readonly Field ServerNameLength = TlsFields.Number("tls.handshake.extensions_server_name_len", FieldType.UInt16, ServerNames);
    internal static readonly Field ServerName = Field.Variable("tls.handshake.extensions_server_name", FieldType.Text, ServerNames);
    internal static readonly Field MaxFragmentLength = TlsFields.Number("tls.handshake.max_fragment_length", FieldType.UInt8, Rfc.Section(6066, "4"));

    internal static readonly Field StatusType =
        TlsFields.Number("tls.handshake.extensions_status_request_type", FieldType.UInt8, StatusRequest, TlsNames.StatusTypes);

    internal static readonly Field ResponderIdsLength =
        TlsFields.Number("tls.handshake.extensions_status_request_responder_ids_len", FieldType.UInt16, StatusRequest);

    internal static readonly Field StatusExtensionsLength =
        TlsFields.Number("tls.handshake.extensions_status_request_exts_len", FieldType.UInt16, StatusRequest);

    internal static readonly Field GroupsLength = TlsFields.Number("tls.handshake.extensions_supported_groups_length", FieldType.UInt16, GroupList);
    internal static readonly Field Groups = TlsFields.Node("tls.handshake.extensions_supported_groups", GroupList);
    internal static readonly Field Group = TlsFields.Hex("tls.handshake.extensions_supported_group", FieldType.UInt16, GroupList, TlsNames.Groups);

    internal static readonly Field PointFormatsLength =
        TlsFields.Number("tls.handshake.extensions_ec_point_formats_length", FieldType.UInt8, Rfc.Section(8422, "5.1.2"));

    internal static readonly Field PointFormats = TlsFields.Node("tls.handshake.extensions_ec_point_formats", Rfc.Section(8422, "5.1.2"));

    internal static readonly Field PointFormat =
        TlsFields.Number("tls.handshake.extensions_ec_point_format", FieldType.UInt8, Rfc.Section(8422, "5.1.2"), TlsNames.PointFormats);

    internal static readonly Field AlgorithmsLength = TlsFields.Number("tls.handshake.sig_hash_alg_len", FieldType.UInt16, Signatures);
    internal static readonly Field Algorithms = TlsFields.Node("tls.handshake.sig_hash_algs", Signatures);
    internal static readonly Field Algorithm = TlsFields.Hex("tls.handshake.sig_hash_alg", FieldType.UInt16, Signatures, TlsNames.SignatureSchemes);
    internal static readonly Field HashPart = TlsFields.Number("tls.handshake.sig_hash_hash", FieldType.UInt8, Rfc.Section(5246, "7.4.1.4.1"));
    internal static readonly Field SignaturePart = TlsFields.Number("tls.handshake.sig_hash_sig", FieldType.UInt8, Rfc.Section(5246, "7.4.1.4.1"));

    internal static readonly Field HeartbeatMode = TlsFields.Number("tls.handshake.extension.heartbeat.mode", FieldType.UInt8, Rfc.Section(6520, "2"));
    internal static readonly Field AlpnLength = TlsFields.Number("tls.handshake.extensions_alpn_len", FieldType.UInt16, Alpn);
    internal static readonly Field AlpnList = TlsFields.Node("tls.handshake.extensions_alpn_list", Alpn);
    internal static readonly Field AlpnNameLength = TlsFields.Number("tls.handshake.extensions_alpn_str_len", FieldType.UInt8, Alpn);
    internal static readonly Field AlpnName = Field.Variable("tls.handshake.extensions_alpn_str", FieldType.Text, Alpn);
    internal static readonly Field Padding = TlsFields.Bytes("tls.handshake.extensions_padding_data", Rfc.Section(7685, "4"));

    internal static readonly Field CompressionLength =
        TlsFields.Number("tls.compress_certificate.algorithms_length", FieldType.UInt8, Rfc.Section(8879, "3"));

    internal static readonly Field Compression = TlsFields.Number("tls.compress_certificate.algorithm", FieldType.UInt16, Rfc.Section(8879, "3"));
    internal static readonly Field RecordSizeLimit = TlsFields.Number("tls.record_size_limit", FieldType.UInt16, Rfc.Section(8449, "4"));

    internal static readonly Field IdentitiesLength = TlsFields.Number("tls.handshake.extensions.psk.identities.length", FieldType.UInt16, PreSharedKey);

    internal static readonly Field IdentityLength =
        TlsFields.Number("tls.handshake.extensions.psk.identity.identity_length", FieldType.UInt16, PreSharedKey);

    internal static readonly Field Identity = TlsFields.Bytes("tls.handshake.extensions.psk.identity.identity", PreSharedKey);

    internal static readonly Field TicketAge =
        TlsFields.Number("tls.handshake.extensions.psk.identity.obfuscated_ticket_age", FieldType.UInt32, PreSharedKey);

    internal static readonly Field BindersLength = TlsFields.Number("tls.handshake.extensions.psk.binders_len", FieldType.UInt16, PreSharedKey);
    internal static readonly Field Binders = TlsFields.Node("tls.handshake.extensions.psk.binders", PreSharedKey);
    internal static readonly Field SelectedIdentity = TlsFields.Number("tls.handshake.extensions.psk.identity.selected", FieldType.UInt16, PreSharedKey);
    internal static readonly Field MaxEarlyData = TlsFields.Number("tls.early_data.max_early_data_size", FieldType.UInt32, Rfc.Section(8446, "4.2.10"));

    internal static readonly Field VersionsLength =
        TlsFields.Number("tls.handshake.extensions.supported_versions_len", FieldType.UInt8, Rfc.Section(8446, "4.2.1"));

    internal static readonly Field SupportedVersion =
        TlsFields.Hex("tls.handshake.extensions.supported_version", FieldType.UInt16, Rfc.Section(8446, "4.2.1"), TlsNames.OfferedVersions);

    internal static readonly Field CookieLength = TlsFields.Number("tls.handshake.extensions.cookie_len", FieldType.UInt16, Rfc.Section(8446, "4.2.2"));
    internal static readonly Field Cookie = TlsFields.Bytes("tls.handshake.extensions.cookie", Rfc.Section(8446, "4.2.2"));
    internal static readonly Field PskModesLength = TlsFields.Number("tls.extension.psk_ke_modes_length", FieldType.UInt8, Rfc.Section(8446, "4.2.9"));
    internal static readonly Field PskMode = TlsFields.Number("tls.extension.psk_ke_mode", FieldType.UInt8, Rfc.Section(8446, "4.2.9"), TlsNames.PskModes);

    internal static readonly Field KeyShareLength = TlsFields.Number("tls.handshake.extensions_key_share_client_length", FieldType.UInt16, KeyShare);
    internal static readonly Field KeyShareGroup = TlsFields.Number("tls.handshake.extensions_key_share_group", FieldType.UInt16, KeyShare, TlsNames.Groups);

    internal static readonly Field KeyShareKeyLength =
        TlsFields.Number("tls.handshake.extensions_key_share_key_exchange_length", FieldType.UInt16, KeyShare);

    internal static readonly Field KeyShareKey = TlsFields.Bytes("tls.handshake.extensions_key_share_key_exchange", KeyShare);

    internal static readonly Field KeyShareSelected =
        TlsFields.Number("tls.handshake.extensions_key_share_selected_group", FieldType.UInt16, KeyShare, TlsNames.Groups);

    internal static readonly Field NextProtocolLength =
        TlsFields.Number("tls.handshake.extensions_npn_str_len", FieldType.UInt8, Rfc.Other("Next Protocol Negotiation, draft-agl-tls-nextprotoneg-04"));

    internal static readonly Field NextProtocol =
        Field.Variable("tls.handshake.extensions_npn", FieldType.Text, Rfc.Other("Next Protocol Negotiation, draft-agl-tls-nextprotoneg-04"));

    internal static readonly Field RenegotiationLength = TlsFields.Number("tls.handshake.extensions_reneg_info_len", FieldType.UInt8, Rfc.Section(5746, "3.2"));
    internal static readonly Field Renegotiation = TlsFields.Bytes("tls.handshake.extensions_reneg_info", Rfc.Section(5746, "3.2"));

    internal static ImmutableArray<Field> All { get; } =
    [
        Length, Type, DataLength, Data, ServerNameListLength, ServerNameType, ServerNameLength, ServerName, MaxFragmentLength,
        StatusType, ResponderIdsLength, StatusExtensionsLength, GroupsLength, Groups, Group, PointFormatsLength, PointFormats, PointFormat,
        AlgorithmsLength, Algorithms, Algorithm, HashPart, SignaturePart, HeartbeatMode, AlpnLength, AlpnList, AlpnNameLength, AlpnName,
        Padding, CompressionLength, Compression, RecordSizeLimit,
        IdentitiesLength, IdentityLength, Identity, TicketAge, BindersLength, Binders, SelectedIdentity, MaxEarlyData,
        VersionsLength, SupportedVersion, CookieLength, Cookie, PskModesLength, PskMode,
        KeyShareLength, KeyShareGroup, KeyShareKeyLength, KeyShareKey, KeyShareSelected,
        NextProtocolLength, NextProtocol, RenegotiationLength, Renegotiation,
    ];
}
