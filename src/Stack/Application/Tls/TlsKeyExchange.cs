namespace NetStack.Application.Tls;

/// <summary>Reads the messages up to TLS 1.2 by which keys are agreed on and proved. Source: RFC 5246 §7.4.3, §7.4.7 and
/// §7.4.8; RFC 8422 §5; RFC 5077 §3.3.</summary>
internal static class TlsKeyExchange
{
    private const int Tls12 = 0x0303;

    /// <summary>The server's half. What it holds depends on the cipher suite.</summary>
    internal static void AddServer(ref TlsCursor body, TlsConversation conversation)
    {
        switch (TlsCipherSuites.KeyAgreement(conversation.CipherSuite))
        {
            case TlsKeyAgreement.EllipticCurve:
                const int NamedCurve = 3; // RFC 8422 §5.4: the only type that is still in use
                if (body.Number(TlsFields.CurveType, 1) != NamedCurve) return;
                body.Number(TlsFields.NamedCurve, 2);
                body.Bytes(TlsFields.ServerPoint, (int)body.Number(TlsFields.ServerPointLength, 1));
                break;
            case TlsKeyAgreement.DiffieHellman:
                body.Bytes(TlsFields.Prime, (int)body.Number(TlsFields.PrimeLength, 2));
                body.Bytes(TlsFields.Generator, (int)body.Number(TlsFields.GeneratorLength, 2));
                body.Bytes(TlsFields.ServerPublic, (int)body.Number(TlsFields.ServerPublicLength, 2));
                break;
            default:
                return;
        }

        if (body.Left == 0) return; // anonymous: nothing is signed
        if (conversation.Version == Tls12) TlsExtensions.AddAlgorithm(ref body);
        body.Bytes(TlsFields.Signature, (int)body.Number(TlsFields.SignatureLength, 2));
    }

    /// <summary>The client's half.</summary>
    internal static void AddClient(ref TlsCursor body, TlsConversation conversation)
    {
        switch (TlsCipherSuites.KeyAgreement(conversation.CipherSuite))
        {
            case TlsKeyAgreement.EllipticCurve:
                body.Bytes(TlsFields.ClientPoint, (int)body.Number(TlsFields.ClientPointLength, 1));
                break;
            case TlsKeyAgreement.DiffieHellman:
                body.Bytes(TlsFields.ClientPublic, (int)body.Number(TlsFields.ClientPublicLength, 2));
                break;
            case TlsKeyAgreement.Rsa when conversation.Version != 0x0300: // SSL 3.0 wrote no length (RFC 5246 §7.4.7.1)
                body.Bytes(TlsFields.EncryptedSecret, (int)body.Number(TlsFields.EncryptedSecretLength, 2));
                break;
            case TlsKeyAgreement.Rsa:
                body.Bytes(TlsFields.EncryptedSecret, body.Left);
                break;
        }
    }

    /// <summary>CertificateVerify.</summary>
    internal static void AddVerify(ref TlsCursor body, TlsConversation conversation)
    {
        if (conversation.Version >= Tls12) TlsExtensions.AddAlgorithm(ref body);
        body.Bytes(TlsFields.VerifySignature, (int)body.Number(TlsFields.VerifyLength, 2));
    }

    /// <summary>NewSessionTicket of RFC 5077; that of TLS 1.3 is never in the clear.</summary>
    internal static void AddTicket(ref TlsCursor body, TlsConversation conversation)
    {
        if (conversation.IsTls13) return;
        body.Number(TlsFields.TicketLifetime, 4);
        body.Bytes(TlsFields.TicketOctets, (int)body.Number(TlsFields.TicketLength, 2));
    }
}
