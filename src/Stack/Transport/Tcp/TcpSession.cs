using NetStack.Dissection;
using NetStack.Dissection.Conversations;
using NetStack.Transport.Tcp.Analysis;

namespace NetStack.Transport.Tcp;

/// <summary>What a session remembers of TCP.</summary>
/// <param name="seed">Keys the conversations' hash.</param>
public sealed class TcpSession(ulong seed)
{
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
}
