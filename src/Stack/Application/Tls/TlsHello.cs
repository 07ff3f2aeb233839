using NetStack.Dissection;

namespace NetStack.Application.Tls;

/// <summary>Reads the two hello messages. Source: RFC 8446 §4.1.2 and §4.1.3; RFC 5246 §7.4.1.</summary>
internal static class TlsHello
{
    /// <summary>Octets of a random value.</summary>
    internal const int RandomLength = 32;

    /// <summary>RFC 8446 §4.1.3: the random value by which a ServerHello is a HelloRetryRequest (SHA-256 of those words).</summary>
    internal static ReadOnlySpan<byte> RetryRandom =>
    [
        0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
        0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
    ];

    /// <summary>True when the octets after a ServerHello's message header make it a HelloRetryRequest.</summary>
    internal static bool IsRetry(ReadOnlySpan<byte> hello) =>
        hello.Length >= 2 + RandomLength && hello.Slice(2, RandomLength).SequenceEqual(RetryRandom);

    internal static void AddClientHello(DissectedFrame frame, TlsCursor hello, TlsConversation conversation)
    {
        Ja3 print = new();
        print.Begin((int)hello.Number(TlsFields.Version, 2));
        AddRandomAndSession(frame, ref hello, conversation);
        int length = (int)hello.Number(TlsFields.CipherSuitesLength, 2);
        int node = hello.Open(TlsFields.CipherSuites, length);
        TlsCursor suites = hello.Cut(length);
        while (suites.Left > 0 && !suites.Failed) print.AddCipher((int)suites.Number(TlsFields.CipherSuite, 2));
        hello.Close(node);
        length = (int)hello.Number(TlsFields.CompressionLength, 1);
        node = hello.Open(TlsFields.CompressionMethods, length);
        TlsCursor methods = hello.Cut(length);
        while (methods.Left > 0 && !methods.Failed) methods.Number(TlsFields.CompressionMethod, 1);
        hello.Close(node);
        if (hello.Failed) return;
        TlsExtensions.AddList(frame, ref hello, TlsExtensionPlace.ClientHello, print);
        print.WriteClient(frame);
    }

    internal static void AddServerHello(DissectedFrame frame, TlsCursor hello, TlsConversation conversation)
    {
        bool retry = IsRetry(hello.Octets.Span);
        conversation.Version = NegotiatedVersion(hello.Octets.Span);
        Ja3 print = new();
        print.Begin((int)hello.Number(TlsFields.Version, 2));
        AddRandomAndSession(frame, ref hello, conversation);
        conversation.CipherSuite = (int)hello.Number(TlsFields.CipherSuite, 2);
        print.AddCipher(conversation.CipherSuite);
        hello.Number(TlsFields.CompressionMethod, 1);
        if (hello.Failed) return;
        TlsExtensions.AddList(frame, ref hello, retry ? TlsExtensionPlace.RetryRequest : TlsExtensionPlace.ServerHello, print);
        print.WriteServer(frame);
    }

    private static void AddRandomAndSession(DissectedFrame frame, ref TlsCursor hello, TlsConversation conversation)
    {
        int at = hello.At;
        hello.Bytes(TlsFields.Random, RandomLength);
        if (!hello.Failed && !conversation.IsTls13)
        {
            // RFC 5246 §7.4.1.2: the first four octets used to be the time; most senders fill them at random
            ulong seconds = TlsCursor.Peek(hello.Octets.Span.Slice(at, 4));
            frame.Add(TlsFields.RandomTime, hello.Octets, at, 4, seconds * 1_000_000_000);
            frame.AddInPlace(TlsFields.RandomBytes, hello.Octets, at + 4, RandomLength - 4);
        }

        int length = (int)hello.Number(TlsFields.SessionIdLength, 1);
        hello.Bytes(TlsFields.SessionId, length);
    }

    /// <summary>RFC 8446 §4.2.1: supported_versions overrides the old field, which stays at TLS 1.2.</summary>
    private static int NegotiatedVersion(ReadOnlySpan<byte> hello)
    {
        if (hello.Length < 2 + RandomLength + 1) return 0;
        int version = (int)TlsCursor.Peek(hello[..2]);
        int at = 2 + RandomLength + 1 + hello[2 + RandomLength] + 2 + 1 + 2; // session, suite, compression, list length
        while (at + 4 <= hello.Length)
        {
            int type = (int)TlsCursor.Peek(hello.Slice(at, 2)), length = (int)TlsCursor.Peek(hello.Slice(at + 2, 2));
            if (type == TlsExtensions.SupportedVersions && length == 2 && at + 6 <= hello.Length)
                return (int)TlsCursor.Peek(hello.Slice(at + 4, 2));
            at += 4 + length;
        }

        return version;
    }
}
