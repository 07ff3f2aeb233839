using NetStack.Bytes;

namespace NetStack.Internet;

/// <summary>IP as its users see it. Source: RFC 9293 §3.9.2, RFC 1122 §3.4.</summary>
public interface IDatagramService
{
    /// <summary>Finds the way to a destination.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="source">An address of this host that is to be used, or <c>default</c>.</param>
    /// <param name="path">The way.</param>
    /// <returns>False when no route leads there or the source is not ours.</returns>
    bool TryFindPath(in IpAddress destination, in IpAddress source, out DatagramPath path);

    /// <summary>True for an address that is assigned to an interface of this host.</summary>
    bool IsLocal(in IpAddress address);

    /// <summary>Sends a payload (transport header and data): writes the headers before it, fragments it where allowed, and
    /// gives it to the interface.</summary>
    /// <param name="payload">The transport's octets; used up by the call.</param>
    /// <param name="head">Addresses and the rest.</param>
    /// <param name="now">The time.</param>
    SendResult Send(PacketBuffer payload, in DatagramHead head, Timestamp now);

    /// <summary>Takes the path MTU to a destination down: TCP has found a black hole. Source: RFC 2923 §2.1, RFC 4821.</summary>
    void LowerPathMtu(in IpAddress destination, int mtu, Timestamp now);

    /// <summary>The neighbour on the way to a destination is alive: the transport makes progress. Source: RFC 4861 §7.3.1.</summary>
    void ConfirmReachable(in IpAddress destination, Timestamp now);
}
