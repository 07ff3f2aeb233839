using NetStack.Application.X509;
using NetStack.Dissection;

namespace NetStack.Application.Tls;

/// <summary>Reads a chain of certificates and the request for one, up to TLS 1.2 (later they are encrypted). Source:
/// RFC 5246 §7.4.2 and §7.4.4.</summary>
internal static class TlsCertificates
{
    internal static void AddChain(DissectedFrame frame, ref TlsCursor body, TlsConversation conversation)
    {
        if (conversation.IsTls13) return;
        int length = (int)body.Number(TlsFields.CertificatesLength, 3);
        int node = body.Open(TlsFields.CertificateList, length);
        TlsCursor list = body.Cut(length);
        while (list.Left > 0 && !list.Failed)
        {
            int certificate = (int)list.Number(TlsFields.CertificateLength, 3);
            Octets octets = list.Octets.Slice(list.At, certificate);
            list.Bytes(TlsFields.Certificate, certificate);
            if (!list.Failed) X509Certificate.Add(frame, octets);
        }

        frame.Close(node);
    }

    internal static void AddRequest(ref TlsCursor body, TlsConversation conversation)
    {
        if (conversation.IsTls13) return;
        TlsCursor types = body.Cut((int)body.Number(TlsFields.CertificateTypesCount, 1));
        while (types.Left > 0 && !types.Failed) types.Number(TlsFields.CertificateType, 1);
        if (conversation.Version == 0x0303) TlsExtensions.AddAlgorithms(ref body);
        TlsCursor names = body.Cut((int)body.Number(TlsFields.NamesLength, 2));
        while (names.Left > 0 && !names.Failed) names.Skip((int)names.Number(TlsFields.NameLength, 2));
    }
}
