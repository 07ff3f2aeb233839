using NetStack.Bytes;
using NetStack.Dissection.Conversations;

namespace NetStack.Transport.Tcp;

/// <summary>What was known of a connection from some frame on: it changes with the handshake and hardly ever again, so a
/// session keeps a few of these for a connection, and each frame's record only says which.</summary>
/// <param name="Stream">tcp.stream.</param>
/// <param name="Began">When its first segment was captured.</param>
/// <param name="FirstFrame">The frame that it began with.</param>
/// <param name="InitialRtt">From the SYN to the ACK that ends the handshake; zero as long as it is not known.</param>
/// <param name="First">The end that sent first.</param>
/// <param name="Second">The other end.</param>
internal readonly record struct ConnectionFacts(
    int Stream, Timestamp Began, int FirstFrame, Duration InitialRtt, ConnectionFacts.Side First, ConnectionFacts.Side Second)
{
    /// <summary>What is known now.</summary>
    public static ConnectionFacts Of(TcpConversation conversation) => new(conversation.Index, conversation.Began, conversation.FirstFrame,
        conversation.InitialRtt, SideOf(conversation.FromFirst), SideOf(conversation.FromSecond));

    /// <summary>The connection as it was then, as far as these facts tell.</summary>
    /// <param name="known">The connection as an earlier frame gave it; null for none.</param>
    public TcpConversation Restore(TcpConversation? known)
    {
        TcpConversation conversation = known ?? new(Stream, First.End, Second.End, Began) { FirstFrame = FirstFrame };
        conversation.InitialRtt = InitialRtt;
        Restore(conversation.FromFirst, First);
        Restore(conversation.FromSecond, Second);
        return conversation;
    }

    private static Side SideOf(TcpFlow flow) =>
        new(flow.End, flow.HasFirstSequence ? flow.FirstSequence : null, flow.WindowShift, flow.MaximumSegmentSize);

    private static void Restore(TcpFlow flow, in Side side)
    {
        (flow.HasFirstSequence, flow.FirstSequence) = (side.FirstSequence is not null, side.FirstSequence ?? 0);
        (flow.WindowShift, flow.MaximumSegmentSize) = (side.WindowShift, side.MaximumSegmentSize);
    }

    /// <summary>One end, and what is known of the direction in which it sends.</summary>
    /// <param name="End">The end.</param>
    /// <param name="FirstSequence">What relative numbers count from; null before the first.</param>
    /// <param name="WindowShift">The window scale.</param>
    /// <param name="MaximumSegmentSize">The largest segment that it takes, 0 when unknown.</param>
    public readonly record struct Side(Endpoint End, uint? FirstSequence, int WindowShift, ushort MaximumSegmentSize);
}
