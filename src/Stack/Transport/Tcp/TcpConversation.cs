using NetStack.Bytes;
using NetStack.Dissection.Conversations;
using NetStack.Transport.Tcp.Observation;
using NetStack.Transport.Tcp.Streams;

namespace NetStack.Transport.Tcp;

/// <summary>What a session remembers of a TCP connection, seen from outside: some 600 octets, and what its
/// reassembly holds back (see <see cref="Streams.StreamReassembler"/>).</summary>
public sealed class TcpConversation
{
    /// <summary>The largest window scale that counts. Source: RFC 7323 §2.3.</summary>
    public const int MaxWindowShift = 14;

    /// <summary>No SYN was seen: the scale cannot be known.</summary>
    public const int ShiftUnknown = -1;

    /// <summary>One side did not offer to scale: nobody does. Source: RFC 7323 §2.2.</summary>
    public const int ShiftNotUsed = -2;

    /// <summary>A conversation that begins with a segment from one end to the other.</summary>
    /// <param name="index">tcp.stream.</param>
    /// <param name="source">The end that sent the first segment seen.</param>
    /// <param name="destination">The other end.</param>
    /// <param name="began">When that segment was captured.</param>
    public TcpConversation(int index, Endpoint source, Endpoint destination, Timestamp began)
    {
        Index = index;
        (FromFirst, FromSecond) = (new(source), new(destination));
        Began = Latest = began;
    }

    /// <summary>tcp.stream.</summary>
    public int Index { get; }

    /// <summary>The direction of the first segment seen.</summary>
    public TcpFlow FromFirst { get; }

    /// <summary>The other direction.</summary>
    public TcpFlow FromSecond { get; }

    /// <summary>When the first segment was captured.</summary>
    public Timestamp Began { get; }

    /// <summary>When the latest segment was captured.</summary>
    public Timestamp Latest { get; internal set; }

    /// <summary>The number of the first frame.</summary>
    public int FirstFrame { get; internal init; }

    /// <summary>From the SYN to the ACK that ends the handshake; zero when it was not seen.</summary>
    public Duration InitialRtt { get; internal set; }

    /// <summary>True when the end that sent first also opened the connection (its SYN, or nothing, was seen).</summary>
    public bool FirstIsClient => !(FromFirst.HasSentSyn && FromFirst.AcknowledgedSyn) && FirstLooksLikeClient;

    /// <summary>When the latest SYN without ACK was captured; null when none was.</summary>
    internal Timestamp? SynTime { get; set; }

    /// <summary>Which facts the session kept of it last; -1 for none.</summary>
    internal int Facts { get; set; } = -1;

    /// <summary>The frame of the segment before, 0 for none.</summary>
    internal int LatestFrame { get; set; }

    /// <summary>Who reads the stream; found when the first data comes.</summary>
    internal StreamApplication? Application { get; set; }

    /// <summary>Infers the states of both ends; made when somebody listens to events.</summary>
    internal TcpObserver? Observer { get; set; }

    private bool FirstLooksLikeClient => FromFirst.HasSentSyn || FromFirst.End.Port >= FromSecond.End.Port;

    /// <summary>The direction of a segment from an end.</summary>
    internal TcpFlow FlowFrom(in Endpoint source) => source == FromFirst.End ? FromFirst : FromSecond;

    /// <summary>The opposite direction.</summary>
    internal TcpFlow Opposite(TcpFlow flow) => ReferenceEquals(flow, FromFirst) ? FromSecond : FromFirst;
}
