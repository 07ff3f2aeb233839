using NetStack.Dissection;
using NetStack.Dissection.Conversations;
using NetStack.Internet;
using NetStack.Transport.Tcp;
using NetStack.Transport.Udp;

namespace NetStack.Viz.Conversations;

/// <summary>The TCP and UDP conversations of a session, the largest first.</summary>
/// <param name="Rows">A row each.</param>
public sealed record ConversationsView(IReadOnlyList<ConversationRow> Rows)
{
    /// <summary>Reads what a session remembers after its last frame; it needs no fields for that.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isWanted">Told protocol number and stream: whether to show it; null for all.</param>
    public static ConversationsView Of(DissectionSession session, Func<byte, int, bool>? isWanted = null) => new(
    [
        .. TcpRows(session).Where(row => isWanted?.Invoke(IpProtocol.Tcp, row.Stream) != false)
            .Concat(UdpRows(session).Where(row => isWanted?.Invoke(IpProtocol.Udp, row.Stream) != false))
            .OrderByDescending(row => row.Octets).ThenBy(row => row.Began.Nanoseconds).ThenBy(row => row.Protocol).ThenBy(row => row.Stream),
    ]);

    private static IEnumerable<ConversationRow> TcpRows(DissectionSession session) =>
        StateOf<TcpSession>(session, "tcp")?.Conversations.All.Select(RowOf) ?? [];

    private static IEnumerable<ConversationRow> UdpRows(DissectionSession session) =>
        StateOf<UdpSession>(session, "udp")?.Conversations.All.Select(RowOf) ?? [];

    private static T? StateOf<T>(DissectionSession session, string protocol) where T : class
    {
        int entry = session.Registry.EntryOf(protocol);
        return entry < 0 ? null : session.State<T>(session.Registry.Dissectors[entry]);
    }

    /// <summary>The client stands first, also where the capture began with the server's answer.</summary>
    private static ConversationRow RowOf(TcpConversation conversation)
    {
        (TcpFlow client, TcpFlow server) = conversation.FirstIsClient
            ? (conversation.FromFirst, conversation.FromSecond) : (conversation.FromSecond, conversation.FromFirst);
        return new("tcp", conversation.Index, client.End, server.End, TrafficOf(client), TrafficOf(server),
            conversation.Began, conversation.Latest - conversation.Began,
            conversation.InitialRtt == default ? null : conversation.InitialRtt, EndingOf(client, server));
    }

    private static ConversationTraffic TrafficOf(TcpFlow flow) => new(flow.Segments, flow.FrameOctets, flow.Retransmissions);

    private static ConversationRow RowOf(UdpConversation conversation) => new(
        "udp", conversation.Index, conversation.First, conversation.Second,
        new(conversation.Datagrams.FromFirst, conversation.FrameOctets.FromFirst, 0),
        new(conversation.Datagrams.FromSecond, conversation.FrameOctets.FromSecond, 0),
        conversation.Began, conversation.Latest - conversation.Began, null, ConversationEnding.None);

    private static ConversationEnding EndingOf(TcpFlow client, TcpFlow server)
    {
        if (server.HasSentRst && client.HasSentSyn && !server.HasSentSyn) return ConversationEnding.Refused;
        if (client.HasSentRst || server.HasSentRst) return ConversationEnding.Reset;
        if (client.HasSentFin && server.HasSentFin) return ConversationEnding.Closed;
        if (client.HasSentFin || server.HasSentFin) return ConversationEnding.HalfClosed;
        return client.HasSentSyn && server.Segments == 0 ? ConversationEnding.Unanswered : ConversationEnding.Open;
    }
}
