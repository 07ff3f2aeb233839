using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Packetdrill;

// The wire between the host and the script: bare IP packets.
internal sealed partial class Session
{
    private const int ArrivingHelperMilliseconds = 200;
    private readonly Queue<(byte[] Octets, Timestamp At)> _sent = new();

    /// <inheritdoc/>
    public void Send(int @interface, in Frame frame, Timestamp now)
    {
        _sent.Enqueue((frame.Octets.ToArray(), now));
        Monitor.PulseAll(_gate);
    }

    /// <summary>netdev_send: a packet of the script arrives.</summary>
    public Outcome Inject(ReadOnlySpan<byte> packet)
    {
        if (OpensConnection(packet)) ReadSettings();
        Host.Receive(_interface, new Frame(packet), Now);
        return Errno.None;
    }

    /// <summary>netdev_receive: the next packet that the host has sent; if there is none yet, time jumps on from timer to timer.</summary>
    /// <returns>False when nothing will ever be sent.</returns>
    public bool TryTake(out byte[] packet, out Timestamp at)
    {
        for (int steps = 0; _sent.Count == 0 && steps < MostSteps; steps++)
        {
            if (NextEvent != Timestamp.Never) AdvanceTo(NextEvent);
            else if (!Monitor.Wait(_gate, ArrivingHelperMilliseconds)) break; // a call on the helper may be about to send
        }

        bool isSent = _sent.TryDequeue(out (byte[] Octets, Timestamp At) sent);
        (packet, at) = isSent ? sent : ([], Now);
        return isSent;
    }

    /// <summary>True for a SYN without ACK: the settings of this moment count for the connection.</summary>
    private static bool OpensConnection(ReadOnlySpan<byte> packet)
    {
        const int tcp = 6, ipv6Header = 40, flagsAt = 13, syn = 0x02, ack = 0x10;
        if (packet.IsEmpty) return false;
        bool isV4 = packet[0] >> 4 == 4;
        int header = isV4 ? (packet[0] & 0xF) * 4 : ipv6Header, protocolAt = isV4 ? 9 : 6;
        return packet.Length > header + flagsAt && packet[protocolAt] == tcp && (packet[header + flagsAt] & (syn | ack)) == syn;
    }
}
