using NetStack.Bytes;
using NetStack.Dissection.Conversations;

namespace NetStack.Transport.Udp;

/// <summary>What a session remembers of the datagrams between two UDP ends.</summary>
/// <param name="index">udp.stream.</param>
/// <param name="first">The end that sent first.</param>
/// <param name="second">The other end.</param>
/// <param name="began">When the first datagram was captured.</param>
public sealed class UdpConversation(int index, Endpoint first, Endpoint second, Timestamp began)
{
    /// <summary>udp.stream.</summary>
    public int Index { get; } = index;

    /// <summary>The end that sent first.</summary>
    public Endpoint First { get; } = first;

    /// <summary>The other end.</summary>
    public Endpoint Second { get; } = second;

    /// <summary>When the first datagram was captured.</summary>
    public Timestamp Began { get; } = began;

    /// <summary>When the latest datagram was captured.</summary>
    public Timestamp Latest { get; set; } = began;

    /// <summary>Datagrams from the first end and from the second.</summary>
    public (int FromFirst, int FromSecond) Datagrams { get; set; }

    /// <summary>Octets of whole frames from the first end and from the second.</summary>
    public (long FromFirst, long FromSecond) FrameOctets { get; set; }
}
