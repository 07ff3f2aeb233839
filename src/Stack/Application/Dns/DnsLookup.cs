using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Application.Dns;

/// <summary>One name and type on its way from server to server, for all who ask for it: equal questions are asked once, for
/// each further one would be a chance more for a forger. Source: RFC 5452 §5.</summary>
internal sealed class DnsLookup(DomainName name, ushort type, ushort udpSize)
{
    public DnsQuestion Question { get; } = new(name, type);

    /// <summary>Who waits for it.</summary>
    public List<DnsQuery> Queries { get; } = [];

    public int Server { get; set; } = -1;

    /// <summary>Who is asked now.</summary>
    public SocketAddress Address { get; set; }

    /// <summary>Grows whenever what was asked before is over.</summary>
    public int Attempt { get; private set; }

    public int Round { get; set; }

    /// <summary>Servers that have failed, a bit for each: they are not asked again.</summary>
    public ulong Failed { get; set; }

    /// <summary>What is told when nobody knows more.</summary>
    public DnsOutcome Worst { get; set; } = DnsOutcome.NoServer;

    /// <summary>0 asks without EDNS.</summary>
    public ushort UdpSize { get; set; } = udpSize;

    public bool IsTcp { get; set; }

    public int Socket { get; set; } = -1;

    public ushort Id { get; set; }

    /// <summary>The name as it was sent, letters in a case by chance.</summary>
    public DomainName Spelled { get; set; } = name;

    public int WrongReplies { get; set; }

    public Timestamp Deadline { get; set; } = Timestamp.Never;

    /// <summary>TCP: the question with its length, until it is sent.</summary>
    public byte[]? Outgoing { get; set; }

    /// <summary>TCP: what has come of the answer, the two octets of its length first. Source: RFC 1035 §4.2.2.</summary>
    public byte[] Incoming { get; set; } = [];

    public int IncomingLength { get; set; }

    public void Close(SocketTable sockets, Timestamp now)
    {
        if (Socket >= 0) sockets.Close(Socket, now);
        Attempt++;
        (Socket, Outgoing, Incoming, IncomingLength, Deadline) = (-1, null, [], 0, Timestamp.Never);
    }
}
