using NetStack.Application.X509;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Streams;

namespace NetStack.Application.Tls;

/// <summary>TLS, as far as it is in the clear: records, the handshake, alerts. A message of the stream is a record.
/// Source: RFC 8446 (1.3), RFC 5246 (1.2).</summary>
public sealed class TlsDissector : StreamDissector
{
    /// <summary>A record holds nothing although its type must.</summary>
    public const string EmptyRecord = "tls.record.empty";

    /// <summary>A handshake message is longer than any that is put together here. Arguments: claimed, most.</summary>
    public const string HandshakeTooLong = "tls.handshake.too-long";

    /// <summary>HTTPS, and the ports of protocols that were given a TLS port of their own.</summary>
    private static readonly uint[] Ports =
        [443, 324, 465, 636, 802, 853, 993, 995, 1300, 2221, 2443, 3249, 3250, 3251, 3252, 3496, 5061, 5671, 5684, 5868, 8883, 11207, 19999, 27017];

    /// <summary>The fields of records, messages and extensions.</summary>
    public static Protocol Definition { get; } = new("tls", "TLS", "Transport Layer Security", TlsFields.All);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => Ports.Select(port => (DissectorTable.TcpPort, port));

    /// <inheritdoc/>
    public override IEnumerable<Protocol> MoreProtocols => [X509Certificate.Framework, X509Certificate.Extensions];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new TlsNotes();

    /// <inheritdoc/>
    public override object CreateConversationState() => new TlsConversation();

    /// <summary>On a port that says nothing, only a handshake or application data counts: alerts are too short to be told
    /// from chance.</summary>
    public override bool Recognizes(ReadOnlySpan<byte> octets) =>
        TlsRecord.TryParse(octets, out TlsRecord record)
        && record.IsPlausible && record.Length > 0
        && record.ContentType is TlsRecord.Handshake or TlsRecord.ApplicationData;

    /// <inheritdoc/>
    public override MessageLength Frame(StreamContext stream, ReadOnlySpan<byte> octets)
    {
        TlsConversation conversation = ConversationOf(stream);
        if (!TlsRecord.TryParse(octets, out TlsRecord record))
            return MayBegin(octets) ? MessageLength.NeedMore : MessageLength.NotThisProtocol;
        bool accepted = conversation.IsEstablished
            ? TlsRecord.IsKnownType(octets[0]) && record.Length <= TlsRecord.MaxLength : record.IsPlausible;
        if (accepted) return MessageLength.Of(TlsRecord.HeaderLength + record.Length);
        int hello = conversation.IsEstablished ? 0 : SslV2Hello.LengthOf(octets);
        return hello > 0 ? MessageLength.Of(hello) : MessageLength.NotThisProtocol;
    }

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        TlsConversation conversation = frame.Stream is null ? new() : ConversationOf(frame.Stream);
        TlsDirection direction = frame.Stream is { FromClient: false } ? conversation.Server : conversation.Client;
        TlsNotes notes = frame.Session.State<TlsNotes>(this);
        notes.Begin(frame.Info.Number);
        if (!conversation.IsEstablished && SslV2Hello.LengthOf(octets.Span) > 0)
        {
            conversation.IsEstablished = true;
            SslV2Hello.Add(frame, octets);
            notes.Add(TlsNote.Handshake, 1);
            return;
        }

        if (!TlsRecord.TryParse(octets.Span, out TlsRecord record))
        {
            frame.ReportTooShort(octets, 0, TlsRecord.HeaderLength);
            return;
        }

        conversation.IsEstablished = true;
        frame.SetHeaderLength(TlsRecord.HeaderLength);
        AddRecord(frame, octets, record, conversation, direction, notes);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) =>
        frame.Session.State<TlsNotes>(this).Write(writer);

    private static void AddRecord(
        DissectedFrame frame, scoped in Octets octets, TlsRecord record, TlsConversation conversation, TlsDirection direction, TlsNotes notes)
    {
        int node = frame.Open(TlsFields.Record, octets, 0, octets.Length);
        bool hidden = record.ContentType == TlsRecord.ApplicationData && conversation.IsTls13;
        frame.Add(hidden ? TlsFields.OpaqueType : TlsFields.ContentType, octets, 0, 1, (ulong)record.ContentType);
        frame.Add(TlsFields.RecordVersion, octets, 1, 2, (ulong)record.Version);
        frame.Add(TlsFields.RecordLength, octets, 3, 2, (ulong)record.Length);
        Octets contents = octets.From(TlsRecord.HeaderLength);
        if (contents.ReportedLength == 0)
            frame.Report(Severity.Warning, EmptyRecord, octets, 3);
        else
            AddContents(frame, contents, record.ContentType, conversation, direction, notes);
        frame.Close(node);
    }

    private static void AddContents(
        DissectedFrame frame, scoped in Octets contents, int type, TlsConversation conversation, TlsDirection direction, TlsNotes notes)
    {
        switch (type)
        {
            case TlsRecord.ChangeCipherSpec:
                direction.HasChangedCipherSpec = !conversation.IsTls13; // RFC 8446 §D.4: there it is for onlookers only
                frame.Add(TlsFields.ChangeCipherSpec, contents, 0, contents.Length, 0);
                notes.Add(TlsNote.ChangeCipherSpec);
                break;
            case TlsRecord.Alert:
                AddAlert(frame, contents, notes);
                break;
            case TlsRecord.Handshake:
                TlsHandshake.AddRecord(frame, contents, conversation, direction, notes);
                break;
            case TlsRecord.ApplicationData:
                frame.AddInPlace(TlsFields.ApplicationData, contents, 0, contents.Length);
                notes.Add(TlsNote.ApplicationData);
                break;
            default:
                notes.Add(TlsNote.Heartbeat);
                break;
        }
    }

    /// <summary>RFC 8446 §6: two octets. An alert of another length is an encrypted one.</summary>
    private static void AddAlert(DissectedFrame frame, scoped in Octets contents, TlsNotes notes)
    {
        int node = frame.Open(TlsFields.Alert, contents, 0, contents.Length);
        if (contents.ReportedLength == 2 && contents.Length == 2)
        {
            frame.Add(TlsFields.AlertLevel, contents, 0, 1, contents[0]);
            frame.Add(TlsFields.AlertDescription, contents, 1, 1, contents[1]);
            notes.Add(TlsNote.Alert, contents[0], contents[1]);
        }
        else
        {
            notes.Add(TlsNote.EncryptedAlert);
        }

        frame.Close(node);
    }

    /// <summary>True when the few octets may be the beginning of a record's header.</summary>
    private static bool MayBegin(ReadOnlySpan<byte> octets) =>
        TlsRecord.IsKnownType(octets[0]) && (octets.Length < 2 || octets[1] is 3 or 1);

    /// <summary>Both directions share what is remembered.</summary>
    private static TlsConversation ConversationOf(StreamContext stream)
    {
        if (stream.State is TlsConversation known) return known;
        TlsConversation conversation = new();
        stream.State = conversation;
        if (stream.Opposite is not null) stream.Opposite.State = conversation;
        return conversation;
    }
}
