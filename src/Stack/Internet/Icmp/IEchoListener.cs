using NetStack.Bytes;

namespace NetStack.Internet.Icmp;

/// <summary>Hears the answers to echo requests: ping and traceroute.</summary>
public interface IEchoListener
{
    /// <summary>An echo reply came.</summary>
    /// <param name="head">Who answers, its hop limit.</param>
    /// <param name="identifier">Which program asked.</param>
    /// <param name="sequence">Which of its questions.</param>
    /// <param name="data">The data, brought back.</param>
    /// <param name="now">The time.</param>
    void ReceiveEcho(in DatagramHead head, ushort identifier, ushort sequence, ReadOnlySpan<byte> data, Timestamp now);

    /// <summary>An error came about an echo request.</summary>
    void ReceiveError(in DeliveryError error, ushort identifier, ushort sequence, Timestamp now);
}
