using NetStack.Bytes;
using NetStack.Dissection;

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
        return header.IsResponse
            ? new(Response: true, 0, _transactions.Answer(frame, header.Id))
            : new(Response: false, _transactions.Ask(frame, header.Id), default);
    }

    private static void AddRelation(DissectedFrame frame, scoped in Octets message, in Relation relation)
    {
        DnsTransactions.Transaction known = relation.Answered;
        if (relation.AskedBefore > 0)
        {
            frame.AddGenerated(DnsFields.RetransmitRequest, 0);
            frame.AddGenerated(DnsFields.RetransmitRequestIn, (ulong)relation.AskedBefore);
            frame.AddGenerated(DnsFields.Retransmission, 1);
            frame.Report(Severity.Warning, DnsDissector.RetransmittedRequest, message, 0, relation.AskedBefore);
        }
        else if (relation.Response && known.AskedIn == 0)
        {
            frame.AddGenerated(DnsFields.Unsolicited, 1);
        }
        else if (known.AnsweredIn > 0)
        {
            frame.AddGenerated(DnsFields.RetransmitResponse, 0);
            frame.AddGenerated(DnsFields.RetransmitResponseIn, (ulong)known.AnsweredIn);
            frame.AddGenerated(DnsFields.Retransmission, 1);
            frame.Report(Severity.Warning, DnsDissector.RetransmittedResponse, message, 0, known.AnsweredIn);
        }
        else if (relation.Response)
        {
            frame.AddGenerated(DnsFields.ResponseTo, (ulong)known.AskedIn);
            frame.AddGenerated(DnsFields.Time, (ulong)(frame.Info.Time - known.AskedAt).Nanoseconds);
        }
    }

    /// <summary>What a message is to those before it.</summary>
    private readonly record struct Relation(bool Response, int AskedBefore, DnsTransactions.Transaction Answered);
}
