using NetStack.Dissection;
using NetStack.Dissection.Conversations;
using NetStack.Dissection.Recall;
using NetStack.Transport.Tcp.Analysis;

namespace NetStack.Transport.Tcp;

/// <summary>What a session remembers of TCP.</summary>
/// <param name="seed">Keys the conversations' hash.</param>
public sealed class TcpSession(ulong seed)
{
    private readonly List<ConnectionFacts> _facts = [];
    private readonly Dictionary<int, TcpConversation> _recalled = [];

    /// <summary>What a session whose registry knows TCP remembers of it.</summary>
    public static TcpSession Of(DissectionSession session) =>
        session.State<TcpSession>(session.Registry.Dissectors.First(dissector => dissector is TcpDissector));

    /// <summary>All connections; tcp.stream is an index.</summary>
    public ConversationTable<TcpConversation> Conversations { get; } = new(seed);

    /// <summary>The latest segment's connection.</summary>
    public TcpConversation? Current { get; internal set; }

    /// <summary>The latest segment.</summary>
    public SegmentFacts Segment { get; internal set; }

    /// <summary>What the analysis says of the latest segment.</summary>
    public SegmentAnalysis Analysis { get; internal set; }

    /// <summary>The latest segment's direction.</summary>
    internal TcpFlow? Flow { get; set; }

    /// <summary>Keeps in a frame's record what is known of its connection.</summary>
    internal void Keep(TcpConversation conversation, JournalPage page)
    {
        ConnectionFacts facts = ConnectionFacts.Of(conversation);
        if (conversation.Facts < 0 || _facts[conversation.Facts] != facts)
        {
            conversation.Facts = _facts.Count;
            _facts.Add(facts);
        }

        page.Put((ulong)conversation.Facts);
    }

    /// <summary>The connection that a frame's record names, as it was known then.</summary>
    /// <param name="learned">The connections of the pass that wrote the record.</param>
    /// <param name="page">The record.</param>
    internal TcpConversation Recall(TcpSession learned, JournalPage page)
    {
        int which = page.TakeInt32();
        ConnectionFacts facts = which >= 0 && which < learned._facts.Count ? learned._facts[which] : default;
        return _recalled[facts.Stream] = facts.Restore(_recalled.GetValueOrDefault(facts.Stream));
    }
}
