using NetStack.Bytes;
using NetStack.Dissection.Conversations;

namespace NetStack.Viz.Conversations;

/// <summary>What two ends have exchanged.</summary>
/// <param name="Protocol">tcp or udp.</param>
/// <param name="Stream">tcp.stream or udp.stream.</param>
/// <param name="First">The end that sent first: for TCP usually the client.</param>
/// <param name="Second">The other end.</param>
/// <param name="FromFirst">What the first end sent.</param>
/// <param name="FromSecond">What the second end sent.</param>
/// <param name="Began">When its first frame was captured.</param>
/// <param name="Duration">From its first to its latest frame.</param>
/// <param name="HandshakeRtt">From the SYN to the ACK that ended the handshake; null when that was not seen.</param>
/// <param name="Ending">How it ended.</param>
public sealed record ConversationRow(
    string Protocol, int Stream, Endpoint First, Endpoint Second, ConversationTraffic FromFirst, ConversationTraffic FromSecond,
    Timestamp Began, Duration Duration, Duration? HandshakeRtt, ConversationEnding Ending)
{
    /// <summary>Frames in both directions.</summary>
    public long Packets => FromFirst.Packets + FromSecond.Packets;

    /// <summary>Octets of whole frames in both directions.</summary>
    public long Octets => FromFirst.Octets + FromSecond.Octets;

    /// <summary>Segments sent again, in both directions.</summary>
    public long Retransmissions => FromFirst.Retransmissions + FromSecond.Retransmissions;
}

/// <summary>What one end has sent.</summary>
/// <param name="Packets">Frames.</param>
/// <param name="Octets">Octets of whole frames.</param>
/// <param name="Retransmissions">Segments sent again.</param>
public readonly record struct ConversationTraffic(long Packets, long Octets, long Retransmissions);
