using NetStack.Dissection;

namespace NetStack.Application.Tls;

/// <summary>The ClientHello of SSL 2.0, in which old clients asked for anything up to TLS 1.2. Source: RFC 5246 §E.2.</summary>
internal static class SslV2Hello
{
    private const int HeaderLength = 11;

    /// <summary>Octets of the record that begins here: two of length and what they count; 0 when it is no such hello.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < HeaderLength || (octets[0] & 0x80) == 0 || octets[2] != 1) return 0;
        int length = (octets[0] & 0x7F) << 8 | octets[1];
        int version = (int)TlsCursor.Peek(octets.Slice(3, 2));
        int specs = (int)TlsCursor.Peek(octets.Slice(5, 2));
        int rest = (int)TlsCursor.Peek(octets.Slice(7, 2)) + (int)TlsCursor.Peek(octets.Slice(9, 2));
        bool plausible = (version == 0x0002 || TlsRecord.IsKnownVersion(version)) && specs > 0 && specs % 3 == 0;
        return plausible && HeaderLength - 2 + specs + rest == length ? length + 2 : 0;
    }

    internal static void Add(DissectedFrame frame, scoped in Octets octets)
    {
        TlsCursor record = new(frame, octets);
        record.Skip(2);
        int node = record.Open(TlsFields.Record, octets.Length);
        frame.Add(TlsFields.RecordVersion, octets, 0, 2, 0x0002);
        frame.Add(TlsFields.RecordLength, octets, 0, 2, (ulong)(octets.Length - 2));
        record.Number(TlsFields.MessageType, 1);
        record.Number(TlsFields.Version, 2);
        int specs = (int)record.Number(TlsFields.V2CipherSpecsLength, 2);
        int session = (int)record.Number(TlsFields.SessionIdLength, 2);
        int challenge = (int)record.Number(TlsFields.V2ChallengeLength, 2);
        TlsCursor list = record.Cut(specs);
        while (list.Left > 0 && !list.Failed) list.Number(TlsFields.V2CipherSpec, 3);
        record.Bytes(TlsFields.SessionId, session);
        record.Mark(TlsFields.V2Challenge, challenge);
        record.Close(node);
    }
}
