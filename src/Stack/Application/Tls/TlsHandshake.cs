using NetStack.Dissection;

namespace NetStack.Application.Tls;

/// <summary>Finds handshake messages in records (one record may hold several, one message may take several records) and
/// reads each. Source: RFC 8446 §4 and §5.1.</summary>
internal static class TlsHandshake
{
    /// <summary>Octets of a message's header: type and length.</summary>
    internal const int HeaderLength = 4;

    /// <summary>The most octets that a message may have: long certificate chains fit. The format would allow 16 MiB.</summary>
    internal const int MaxLength = 256 * 1024;

    /// <summary>A record this short after ChangeCipherSpec is too short to be encrypted: it would have to hold a MAC.</summary>
    private const int ShortestEncrypted = 17;

    /// <summary>Reads a record's contents.</summary>
    internal static void AddRecord(DissectedFrame frame, scoped in Octets contents, TlsConversation conversation, TlsDirection direction, TlsNotes notes)
    {
        if (direction.PendingLength == 0 && IsEncrypted(contents.Span, direction))
        {
            frame.Add(TlsFields.Message, contents, 0, contents.Length, 0);
            notes.Add(TlsNote.EncryptedHandshake);
            return;
        }

        int at = 0;
        if (direction.PendingLength > 0) at = AddContinued(frame, contents, conversation, direction, notes);
        while (at < contents.Length)
        {
            Octets rest = contents.From(at);
            int length = LengthOf(rest.Span);
            if (length < 0 || length > rest.Length)
            {
                Begin(rest.Span, direction, notes);
                return;
            }

            if (!TlsNames.HandshakeTypes.ContainsKey(rest[0])) return; // what follows is no message
            AddMessage(frame, rest.Slice(0, length), conversation, notes);
            at += length;
        }
    }

    /// <summary>Encrypted messages look like noise: no known type, or a length that no message has. After a
    /// ChangeCipherSpec they are certain to be so when there is room for a MAC; an AEAD's explicit nonce often begins
    /// with zeros, which would read as HelloRequest.</summary>
    private static bool IsEncrypted(ReadOnlySpan<byte> contents, TlsDirection direction) =>
        contents.Length > 0
        && ((direction.HasChangedCipherSpec && contents.Length >= ShortestEncrypted)
            || !TlsNames.HandshakeTypes.ContainsKey(contents[0])
            || LengthOf(contents) > MaxLength
            || (contents.Length > 8 && contents[..8].IndexOfAnyExcept((byte)0) < 0));

    /// <summary>Octets of the message with its header; -1 when the header is not whole.</summary>
    private static int LengthOf(ReadOnlySpan<byte> message) =>
        message.Length < HeaderLength ? -1 : HeaderLength + (int)TlsCursor.Peek(message.Slice(1, 3));

    private static void Begin(ReadOnlySpan<byte> message, TlsDirection direction, TlsNotes notes)
    {
        direction.Append(message);
        notes.Add(TlsNote.Fragment, message[0]);
    }

    /// <summary>Adds to the message that an earlier record began.</summary>
    /// <returns>Octets of the contents that belonged to it.</returns>
    private static int AddContinued(
        DissectedFrame frame, scoped in Octets contents, TlsConversation conversation, TlsDirection direction, TlsNotes notes)
    {
        int header = Math.Clamp(HeaderLength - direction.PendingLength, 0, contents.Length);
        int had = direction.PendingLength;
        direction.Append(contents.Span[..header]);
        int length = LengthOf(direction.Pending);
        if (length > MaxLength)
        {
            frame.Report(Severity.Warning, TlsDissector.HandshakeTooLong, contents, 0, length, MaxLength);
            direction.Clear();
            return contents.Length;
        }

        int used = length < 0 ? contents.Length : Math.Min(contents.Length, length - had);
        if (used > header) direction.Append(contents.Span[header..used]);
        if (length < 0 || direction.PendingLength < length) return contents.Length;
        Octets message = frame.AddSource("tls.handshake", direction.Pending);
        direction.Clear();
        if (message.Length > 0) AddMessage(frame, message, conversation, notes);
        return used;
    }

    private static void AddMessage(DissectedFrame frame, scoped in Octets message, TlsConversation conversation, TlsNotes notes)
    {
        int node = frame.Open(TlsFields.Message, message, 0, message.Length);
        TlsCursor cursor = new(frame, message);
        int type = (int)cursor.Number(TlsFields.MessageType, 1);
        TlsCursor body = cursor.Cut((int)cursor.Number(TlsFields.MessageLength, 3));
        bool retry = type == 2 && TlsHello.IsRetry(body.Octets.Span);
        notes.Add(TlsNote.Handshake, retry ? (byte)6 : (byte)type);
        AddBody(frame, body, type, conversation);
        frame.Close(node);
    }

    private static void AddBody(DissectedFrame frame, TlsCursor body, int type, TlsConversation conversation)
    {
        switch (type)
        {
            case 1: TlsHello.AddClientHello(frame, body, conversation); break;
            case 2: TlsHello.AddServerHello(frame, body, conversation); break;
            case 4: TlsKeyExchange.AddTicket(ref body, conversation); break;
            case 11: TlsCertificates.AddChain(frame, ref body, conversation); break;
            case 12: TlsKeyExchange.AddServer(ref body, conversation); break;
            case 13: TlsCertificates.AddRequest(ref body, conversation); break;
            case 15: TlsKeyExchange.AddVerify(ref body, conversation); break;
            case 16: TlsKeyExchange.AddClient(ref body, conversation); break;
            case 20: body.Mark(TlsFields.VerifyData, body.Left); break;
            case 24: body.Number(TlsFields.KeyUpdateRequest, 1); break;
        }
    }
}
