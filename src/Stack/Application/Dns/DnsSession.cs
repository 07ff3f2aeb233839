using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Recall;

namespace NetStack.Application.Dns;

/// <summary>What a session remembers for one of the DNS protocols, and how a message is dissected with it.</summary>
internal sealed class DnsSession
{
    private readonly DnsTransactions _transactions = new();
    private readonly Utf8Writer _text = new(1024);

    /// <summary>Dissects a message.</summary>
    public void Dissect(DissectedFrame frame, scoped in Octets message, DnsFlavour flavour)
    {
        Relation relation = Relate(frame, message);
        DnsMessageReader reader = new(frame, message, flavour, _text);
        if (reader.ReadMessage()) AddRelation(frame, message, relation);
    }

    private Relation Relate(DissectedFrame frame, scoped in Octets message)
    {
        if (frame.IsQuoted || !DnsHeader.TryParse(message.Span, out DnsHeader header, out _)) return default;
        Relation relation = frame.Session.Recalled is { } page ? Recall(page, header.IsResponse)
            : header.IsResponse ? AnswerOf(frame, _transactions.Answer(frame, header.Id))
            : new(Response: false, _transactions.Ask(frame, header.Id), 0, 0, default);
        if (frame.Session.Kept is { } kept) Keep(kept, relation);
        return relation;
    }

    private static Relation AnswerOf(DissectedFrame frame, in DnsTransactions.Transaction known) =>
        new(Response: true, 0, known.AskedIn, known.AnsweredIn, known.AskedIn == 0 ? default : frame.Info.Time - known.AskedAt);

    private static void Keep(JournalPage page, in Relation relation)
    {
        page.PutFrame(relation.Response ? relation.AskedIn : relation.AskedBefore);
        if (!relation.Response) return;
        page.PutFrame(relation.AnsweredIn);
        page.PutSigned(relation.After.Nanoseconds);
    }

    private static Relation Recall(JournalPage page, bool isResponse) => isResponse
        ? new(Response: true, 0, page.TakeFrame(), page.TakeFrame(), new(page.TakeSigned()))
        : new(Response: false, page.TakeFrame(), 0, 0, default);

    private static void AddRelation(DissectedFrame frame, scoped in Octets message, in Relation relation)
    {
        if (relation.AskedBefore > 0)
        {
            frame.AddGenerated(DnsFields.RetransmitRequest, 0);
            frame.AddGenerated(DnsFields.RetransmitRequestIn, (ulong)relation.AskedBefore);
            frame.AddGenerated(DnsFields.Retransmission, 1);
            frame.Report(Severity.Warning, DnsDissector.RetransmittedRequest, message, 0, relation.AskedBefore);
        }
        else if (relation.Response && relation.AskedIn == 0)
        {
            frame.AddGenerated(DnsFields.Unsolicited, 1);
        }
        else if (relation.AnsweredIn > 0)
        {
            frame.AddGenerated(DnsFields.RetransmitResponse, 0);
            frame.AddGenerated(DnsFields.RetransmitResponseIn, (ulong)relation.AnsweredIn);
            frame.AddGenerated(DnsFields.Retransmission, 1);
            frame.Report(Severity.Warning, DnsDissector.RetransmittedResponse, message, 0, relation.AnsweredIn);
        }
        else if (relation.Response)
        {
            frame.AddGenerated(DnsFields.ResponseTo, (ulong)relation.AskedIn);
            frame.AddGenerated(DnsFields.Time, relation.After);
        }
    }

    /// <summary>What a message is to those before it.</summary>
    private readonly record struct Relation(bool Response, int AskedBefore, int AskedIn, int AnsweredIn, Duration After);
}
