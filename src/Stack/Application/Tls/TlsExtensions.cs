using NetStack.Dissection;

namespace NetStack.Application.Tls;

/// <summary>Which message extensions stand in: some are written differently in each.</summary>
internal enum TlsExtensionPlace : byte
{
    ClientHello,
    ServerHello,
    RetryRequest,
    Other,
}

/// <summary>Reads a list of extensions. Source: RFC 8446 §4.2, RFC 6066.</summary>
internal static class TlsExtensions
{
    /// <summary>supported_versions.</summary>
    internal const int SupportedVersions = 43;

    private const int SessionTicket = 35;

    /// <summary>Reads the list's length and the list; a message of old may have none.</summary>
    internal static void AddList(DissectedFrame frame, ref TlsCursor message, TlsExtensionPlace place, Ja3? print)
    {
        if (message.Left == 0) return;
        TlsCursor list = message.Cut((int)message.Number(TlsExtensionFields.Length, 2));
        while (list.Left > 0 && !list.Failed)
        {
            int type = (int)list.Number(TlsExtensionFields.Type, 2);
            int length = (int)list.Number(TlsExtensionFields.DataLength, 2);
            TlsCursor data = list.Cut(length);
            if (list.Failed) return;
            print?.AddExtension(type);
            Add(ref data, type, place, print);
        }
    }

    private static void Add(ref TlsCursor data, int type, TlsExtensionPlace place, Ja3? print)
    {
        switch (type)
        {
            case 0: AddServerName(ref data); break;
            case 1: data.Number(TlsExtensionFields.MaxFragmentLength, 1); break;
            case 5: AddStatusRequest(ref data); break;
            case 10: AddGroups(ref data, print); break;
            case 11: AddPointFormats(ref data, print); break;
            case 13 or 34 or 50: AddAlgorithms(ref data); break;
            case 15: data.Number(TlsExtensionFields.HeartbeatMode, 1); break;
            case 16: AddAlpn(ref data); break;
            case 21: data.Bytes(TlsExtensionFields.Padding, data.Left); break;
            case 27: AddCompression(ref data); break;
            case 28: data.Number(TlsExtensionFields.RecordSizeLimit, 2); break;
            case 41: AddPreSharedKey(ref data, place); break;
            case 42: AddEarlyData(ref data, place); break;
            case SupportedVersions: AddVersions(ref data, place); break;
            case 44: AddCookie(ref data); break;
            case 45: AddPskModes(ref data); break;
            case 51: AddKeyShare(ref data, place); break;
            case 13172: AddNextProtocols(ref data); break;
            case 65281: AddRenegotiation(ref data); break;
            case SessionTicket: data.BytesOrNone(TlsExtensionFields.Data, data.Left); break; // empty: the client would like one
            default: data.Bytes(TlsExtensionFields.Data, data.Left); break;
        }
    }

    /// <summary>RFC 6066 §3. A server answers with an empty extension.</summary>
    private static void AddServerName(ref TlsCursor data)
    {
        if (data.Left == 0) return;
        TlsCursor list = data.Cut((int)data.Number(TlsExtensionFields.ServerNameListLength, 2));
        while (list.Left > 0 && !list.Failed)
        {
            list.Number(TlsExtensionFields.ServerNameType, 1);
            list.Text(TlsExtensionFields.ServerName, (int)list.Number(TlsExtensionFields.ServerNameLength, 2));
        }
    }

    /// <summary>RFC 6066 §8. A server answers with an empty extension.</summary>
    private static void AddStatusRequest(ref TlsCursor data)
    {
        if (data.Left == 0) return;
        data.Number(TlsExtensionFields.StatusType, 1);
        data.Skip((int)data.Number(TlsExtensionFields.ResponderIdsLength, 2));
        data.Skip((int)data.Number(TlsExtensionFields.StatusExtensionsLength, 2));
    }

    private static void AddGroups(ref TlsCursor data, Ja3? print)
    {
        int length = (int)data.Number(TlsExtensionFields.GroupsLength, 2);
        int node = data.Open(TlsExtensionFields.Groups, length);
        TlsCursor list = data.Cut(length);
        while (list.Left > 0 && !list.Failed)
        {
            int group = (int)list.Number(TlsExtensionFields.Group, 2);
            print?.AddGroup(group);
        }

        data.Close(node);
    }

    private static void AddPointFormats(ref TlsCursor data, Ja3? print)
    {
        int length = (int)data.Number(TlsExtensionFields.PointFormatsLength, 1);
        int node = data.Open(TlsExtensionFields.PointFormats, length);
        TlsCursor list = data.Cut(length);
        while (list.Left > 0 && !list.Failed)
        {
            int format = (int)list.Number(TlsExtensionFields.PointFormat, 1);
            print?.AddPointFormat(format);
        }

        data.Close(node);
    }

    /// <summary>RFC 8446 §4.2.3. The same list stands in a CertificateRequest of TLS 1.2.</summary>
    internal static void AddAlgorithms(ref TlsCursor data)
    {
        int length = (int)data.Number(TlsExtensionFields.AlgorithmsLength, 2);
        int node = data.Open(TlsExtensionFields.Algorithms, length);
        TlsCursor list = data.Cut(length);
        while (list.Left > 0 && !list.Failed) AddAlgorithm(ref list);
        data.Close(node);
    }

    /// <summary>One scheme; in TLS 1.2 its octets were a hash and a signature algorithm (RFC 5246 §7.4.1.4.1).</summary>
    internal static void AddAlgorithm(ref TlsCursor data)
    {
        if (data.Left < 2)
        {
            data.Skip(2);
            return;
        }

        int node = data.OpenNumber(TlsExtensionFields.Algorithm, 2);
        data.Number(TlsExtensionFields.HashPart, 1);
        data.Number(TlsExtensionFields.SignaturePart, 1);
        data.Close(node);
    }

    private static void AddAlpn(ref TlsCursor data)
    {
        int length = (int)data.Number(TlsExtensionFields.AlpnLength, 2);
        int node = data.Open(TlsExtensionFields.AlpnList, length);
        TlsCursor list = data.Cut(length);
        while (list.Left > 0 && !list.Failed)
            list.Text(TlsExtensionFields.AlpnName, (int)list.Number(TlsExtensionFields.AlpnNameLength, 1));
        data.Close(node);
    }

    private static void AddCompression(ref TlsCursor data)
    {
        TlsCursor list = data.Cut((int)data.Number(TlsExtensionFields.CompressionLength, 1));
        while (list.Left > 0 && !list.Failed) list.Number(TlsExtensionFields.Compression, 2);
    }

    private static void AddPreSharedKey(ref TlsCursor data, TlsExtensionPlace place)
    {
        if (place is TlsExtensionPlace.ServerHello)
        {
            data.Number(TlsExtensionFields.SelectedIdentity, 2);
            return;
        }

        TlsCursor identities = data.Cut((int)data.Number(TlsExtensionFields.IdentitiesLength, 2));
        while (identities.Left > 0 && !identities.Failed)
        {
            identities.Bytes(TlsExtensionFields.Identity, (int)identities.Number(TlsExtensionFields.IdentityLength, 2));
            identities.Number(TlsExtensionFields.TicketAge, 4);
        }

        data.Mark(TlsExtensionFields.Binders, (int)data.Number(TlsExtensionFields.BindersLength, 2));
    }

    /// <summary>RFC 8446 §4.2.10: empty in hellos, a limit in a ticket.</summary>
    private static void AddEarlyData(ref TlsCursor data, TlsExtensionPlace place)
    {
        if (place is TlsExtensionPlace.Other && data.Left > 0) data.Number(TlsExtensionFields.MaxEarlyData, 4);
    }

    private static void AddVersions(ref TlsCursor data, TlsExtensionPlace place)
    {
        if (place is not TlsExtensionPlace.ClientHello)
        {
            data.Number(TlsExtensionFields.SupportedVersion, 2);
            return;
        }

        TlsCursor list = data.Cut((int)data.Number(TlsExtensionFields.VersionsLength, 1));
        while (list.Left > 0 && !list.Failed) list.Number(TlsExtensionFields.SupportedVersion, 2);
    }

    private static void AddCookie(ref TlsCursor data) =>
        data.Bytes(TlsExtensionFields.Cookie, (int)data.Number(TlsExtensionFields.CookieLength, 2));

    private static void AddPskModes(ref TlsCursor data)
    {
        TlsCursor list = data.Cut((int)data.Number(TlsExtensionFields.PskModesLength, 1));
        while (list.Left > 0 && !list.Failed) list.Number(TlsExtensionFields.PskMode, 1);
    }

    private static void AddKeyShare(ref TlsCursor data, TlsExtensionPlace place)
    {
        if (place is TlsExtensionPlace.RetryRequest)
        {
            data.Number(TlsExtensionFields.KeyShareSelected, 2);
            return;
        }

        int length = place is TlsExtensionPlace.ClientHello ? (int)data.Number(TlsExtensionFields.KeyShareLength, 2) : data.Left;
        TlsCursor list = data.Cut(length);
        while (list.Left > 0 && !list.Failed)
        {
            list.Number(TlsExtensionFields.KeyShareGroup, 2);
            list.Bytes(TlsExtensionFields.KeyShareKey, (int)list.Number(TlsExtensionFields.KeyShareKeyLength, 2));
        }
    }

    private static void AddNextProtocols(ref TlsCursor data)
    {
        while (data.Left > 0 && !data.Failed)
            data.Text(TlsExtensionFields.NextProtocol, (int)data.Number(TlsExtensionFields.NextProtocolLength, 1));
    }

    private static void AddRenegotiation(ref TlsCursor data) =>
        data.Bytes(TlsExtensionFields.Renegotiation, (int)data.Number(TlsExtensionFields.RenegotiationLength, 1));
}
