using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Serving;

/// <summary>A socket for datagrams, which come from anybody.</summary>
public abstract class DatagramSession : SocketSession
{
    private const int DatagramsAtATime = 32;

    /// <summary>Datagrams received.</summary>
    public long Received { get; private set; }

    /// <summary>Datagrams sent.</summary>
    public long Sent { get; private set; }

    /// <inheritdoc/>
    protected internal sealed override Readiness Step(Timestamp now)
    {
        for (int i = 0; i < DatagramsAtATime; i++)
        {
            int count = Sockets.ReceiveFrom(Descriptor, Scratch, SocketFlags.None, out SocketAddress from, out Errno error, now);
            if (count < 0)
            {
                if (error == Errno.EAGAIN) break;
                continue; // an ICMP error of an earlier answer: it concerns one peer, not the service
            }

            Received++;
            Take(Scratch[..count], from, now);
        }

        return Reading;
    }

    /// <summary>Takes a datagram.</summary>
    /// <param name="datagram">Its data, within <see cref="SocketSession.Scratch"/>: an answer may be written over
    /// it.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="now">The time.</param>
    protected abstract void Take(Span<byte> datagram, in SocketAddress from, Timestamp now);

    /// <summary>Sends an answer. One that cannot be sent is lost, as datagrams are.</summary>
    protected void Answer(ReadOnlySpan<byte> data, in SocketAddress to, Timestamp now)
    {
        if (IsService(to.Port))
        {
            EventPublisher? trace = Owner.Trace;
            trace?.Publish(new AnswerRefused(trace.Envelope(now, ServiceReasons.WouldLoop), Owner.Name, to.Address, to.Port));
            return;
        }

        if (Sockets.SendTo(Descriptor, data, SocketFlags.None, to, out _, now) >= 0) Sent++;
    }

    /// <summary>Services that answer whatever comes (RFC 862, 864, 865, 867, 868). Two of them, joined by one
    /// datagram with a false source, would talk to each other for ever.</summary>
    private static bool IsService(ushort port) => port is 0 or 7 or 13 or 17 or 19 or 37;
}
