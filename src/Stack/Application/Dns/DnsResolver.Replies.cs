using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Application.Dns;

/// <content>Which answers are believed. The socket is connected: what comes from another address or port never gets here.
/// Source: RFC 5452 §9.1, RFC 1035 §7.3.</content>
public sealed partial class DnsResolver
{
    private void TakeReply(DnsLookup lookup, ReadOnlySpan<byte> octets, Timestamp now)
    {
        if (!DnsMessage.TryRead(octets, out DnsMessage? message)) Ignore(lookup, DnsResolverReasons.Malformed, now);
        else if (!message.IsResponse || message.Id != lookup.Id) Ignore(lookup, DnsResolverReasons.WrongId, now);
        else if (IsRefusalOfEdns(lookup, message)) AskWithoutEdns(lookup, now);
        else if (!AnswersQuestion(lookup, message, out bool isMisspelled)) Ignore(lookup, DnsResolverReasons.WrongQuestion, now);
        else if (isMisspelled) AskByTcp(lookup, DnsResolverReasons.Suspicious, now);
        else if (message.IsTruncated && !lookup.IsTcp) AskByTcp(lookup, DnsResolverReasons.Truncated, now);
        else if (message.ResponseCode is 0 or NameError) Complete(lookup, DnsFinding.Of(message, lookup.Question, _options, now), now);
        else TakeFailure(lookup, now);
    }

    private static bool AnswersQuestion(DnsLookup lookup, DnsMessage message, out bool isMisspelled)
    {
        isMisspelled = false;
        if (message.Opcode != DnsCodes.Query || message.Questions.Count != 1) return false;
        DnsQuestion question = message.Questions[0];
        isMisspelled = !question.Name.IsSpelledLike(lookup.Spelled);
        return question == lookup.Question;
    }

    /// <summary>RFC 6891 §7: servers without EDNS say FORMERR, and may leave the question out.</summary>
    private static bool IsRefusalOfEdns(DnsLookup lookup, DnsMessage message)
    {
        if (lookup.UdpSize == 0 || message.ResponseCode is not (FormatError or NotImplemented or BadVersion)) return false;
        return message.Questions.Count == 0 || AnswersQuestion(lookup, message, out _);
    }

    private void AskWithoutEdns(DnsLookup lookup, Timestamp now)
    {
        lookup.UdpSize = 0;
        AskAgain(lookup, DnsResolverReasons.WithoutEdns, now);
    }

    private void AskByTcp(DnsLookup lookup, in Reason because, Timestamp now)
    {
        lookup.IsTcp = true;
        AskAgain(lookup, because, now);
    }

    /// <summary>SERVFAIL, REFUSED and the like: another server may know more. Source: RFC 2308 §7.1.</summary>
    private void TakeFailure(DnsLookup lookup, Timestamp now)
    {
        lookup.Worst = DnsOutcome.ServerFailure;
        lookup.Failed |= 1UL << lookup.Server;
        AskNext(lookup, now);
    }

    /// <summary>The right answer may still come; but so many wrong ones are no accident.</summary>
    private void Ignore(DnsLookup lookup, in Reason because, Timestamp now)
    {
        _trace?.Publish(new DnsReplyIgnored(
            _trace.Envelope(now, because), lookup.Question.Name.ToString(), lookup.Question.Type, lookup.Address));
        if (!lookup.IsTcp && ++lookup.WrongReplies >= _options.MaxWrongReplies) AskByTcp(lookup, DnsResolverReasons.Suspicious, now);
    }
}
