using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Tracing;
using NetStack.Transport.Tcp.Congestion;
using NetStack.Transport.Tcp.Rtt;

namespace NetStack.Transport.Tcp;

/// <summary>The TCP of a host: its connections and listeners, who gets which segment, and what goes out.</summary>
public sealed partial class TcpLayer : ITransport
{
    /// <summary>The send MSS where the peer names none, over IPv4. Source: RFC 9293 §3.7.1 (MUST-15).</summary>
    public const int DefaultMss = 536;

    /// <summary>The same over IPv6.</summary>
    public const int DefaultMssV6 = 1220;

    /// <summary>The least MSS option that is believed: a hostile peer could ask for segments of one octet.</summary>
    public const int MinimumMss = 64;

    /// <summary>The least octets of data in a full segment, options taken off.</summary>
    public const int SmallestSendMss = 48;

    private readonly ConnectionTable _connections;
    private readonly Dictionary<(IpAddress Address, ushort Port), Listener> _listeners = [];
    private readonly SipHash _secret;
    private readonly SeededRandom _random;
    private int _lastId;

    /// <summary>A TCP over an Internet layer.</summary>
    /// <param name="datagrams">IP.</param>
    /// <param name="random">The host's random numbers.</param>
    /// <param name="pool">The memory for buffers.</param>
    /// <param name="packet">The packet that everything sent is built in.</param>
    /// <param name="profile">How connections behave unless told otherwise.</param>
    /// <param name="trace">Where events go, or null.</param>
    public TcpLayer(
        IDatagramService datagrams, SeededRandom random, OctetPool pool, PacketBuffer packet, TcpProfile profile, EventPublisher? trace)
    {
        Datagrams = datagrams;
        Pool = pool;
        Packet = packet;
        Profile = profile;
        Trace = trace;
        _random = random;
        _secret = new(random.NextBits(), random.NextBits());
        _connections = new(random.NextBits());
        FastOpen = new(random);
    }

    /// <summary>How new connections behave.</summary>
    public TcpProfile Profile { get; set; }

    /// <summary>Fast Open's keys and cookies.</summary>
    public FastOpenState FastOpen { get; }

    /// <summary>Connections there are, TIME-WAIT included.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>The most connections that the host keeps; more SYNs are ignored.</summary>
    public int MaxConnections { get; set; } = 2_000_000;

    /// <summary>The deadlines of all connections.</summary>
    public TimerHeap Timers { get; } = new();

    /// <summary>Makes the estimator of a new connection: a learner puts his own here.</summary>
    public Func<TcpProfile, IRttEstimator> MakeRttEstimator { get; set; } = static profile => new RttEstimator(profile);

    /// <summary>Makes the congestion control of a new connection: a learner puts his own here.</summary>
    public Func<TcpProfile, ICongestionControl> MakeCongestionControl { get; set; } = CongestionControls.Make;

    /// <summary>Segments whose checksum was wrong.</summary>
    public long BadChecksums { get; private set; }

    internal IDatagramService Datagrams { get; }

    internal OctetPool Pool { get; }

    internal PacketBuffer Packet { get; }

    internal LossRecovery.RetransmissionRings Rings { get; } = new();

    internal EventPublisher? Trace { get; }

    /// <summary>Every connection.</summary>
    public IEnumerable<Connection> Connections => _connections.All();

    /// <summary>The connection with these names, or null.</summary>
    public Connection? Find(in ConnectionKey key) => _connections.Find(key);

    /// <inheritdoc/>
    public bool Receive(in DatagramHead head, ReadOnlySpan<byte> payload, ChecksumState checksum, int segmentSize, Timestamp now)
    {
        if (!TcpHeader.TryParse(payload, out TcpHeader header, out _))
        {
            Trace?.Publish(new SegmentIgnored(Trace.Envelope(now, TcpReasons.BadHeader), TcpFlags.None, 0, 0));
            return true;
        }

        if (checksum == ChecksumState.Unverified && !HasGoodChecksum(head, payload))
        {
            BadChecksums++; // RFC 9293 §3.1 (MUST-3): dropped, for nobody knows whose it is
            int length = payload.Length - header.HeaderLength;
            Trace?.Publish(new SegmentIgnored(Trace.Envelope(now, TcpReasons.BadChecksum), header.Flags, 0, length));
            return true;
        }

        if (head.Source.IsMulticast || head.Destination.IsMulticast) return true; // RFC 9293 §3.9.2.3 (MUST-57)
        Segment seg = new(head, header, payload[header.HeaderLength..], segmentSize);
        ConnectionKey key = new(head.Destination, head.Source, header.DestinationPort, header.SourcePort);
        if (_connections.Find(key) is { } connection)
        {
            if (!connection.TryAnswerInTimeWait(seg, now)) connection.SegmentArrives(seg, now);
        }
        else if (FindListener(key) is { } listener)
        {
            ArriveListen(listener, key, seg, now);
        }
        else
        {
            ArriveClosed(key, seg, now);
        }

        return true;
    }

    private static bool HasGoodChecksum(in DatagramHead head, ReadOnlySpan<byte> segment)
    {
        ushort pseudo = InternetChecksum.PseudoHeader(head.Source, head.Destination, IpProtocol.Tcp, segment.Length);
        return InternetChecksum.Add(segment, pseudo) == 0xFFFF;
    }

    /// <summary>RFC 9293 §3.10.7.1: CLOSED: everything but a RST is answered by one.</summary>
    private void ArriveClosed(in ConnectionKey key, in Segment seg, Timestamp now)
    {
        if (!seg.Has(TcpFlags.Rst)) SendResetFor(key, seg, now);
    }

    /// <summary>RFC 9293 §3.5.2: the RST that answers a segment which belongs to nothing.</summary>
    internal void SendResetFor(in ConnectionKey key, in Segment seg, Timestamp now)
    {
        if (seg.Has(TcpFlags.Rst)) return;
        Packet.Clear();
        bool hasAck = seg.Has(TcpFlags.Ack);
        SeqNumber seq = hasAck ? seg.Ack : default, ack = hasAck ? default : seg.End;
        Trace?.Publish(new AnsweredWithoutConnection(Trace.Envelope(now, TcpTransitions.ResetSent), seg.Flags));
        Send(Packet, key, hasAck ? TcpFlags.Rst : TcpFlags.Rst | TcpFlags.Ack, seq, ack, 0, default, 0, 0, now);
    }

    /// <summary>Writes the TCP header before the data and sends the segment. Of the checksum the pseudo-header's part is
    /// written: IP completes it, or leaves that to a device that can.</summary>
    internal SendResult Send(
        PacketBuffer packet, in ConnectionKey key, TcpFlags flags, SeqNumber seq, SeqNumber ack, ushort window, in SegmentOptions options,
        byte trafficClass, byte hopLimit, Timestamp now)
    {
        Span<byte> optionOctets = stackalloc byte[TcpHeader.MaxLength - TcpHeader.MinLength];
        int optionsLength = SegmentOptionsWriter.Write(options, (flags & TcpFlags.Syn) != 0, optionOctets);
        Span<byte> header = packet.Prepend(TcpHeader.MinLength + optionsLength);
        TcpHeader.Write(header, key.LocalPort, key.RemotePort, seq, ack, flags, window);
        optionOctets[..optionsLength].CopyTo(header[TcpHeader.MinLength..]);
        ushort pseudo = InternetChecksum.PseudoHeader(key.LocalAddress, key.RemoteAddress, IpProtocol.Tcp, packet.Length);
        TcpHeader.WriteChecksum(header, pseudo);
        packet.Checksum = ChecksumState.Partial;
        return Datagrams.Send(packet, new(key.LocalAddress, key.RemoteAddress, IpProtocol.Tcp, trafficClass, hopLimit), now);
    }

    /// <summary>ACTIVE OPEN. Source: RFC 9293 §3.10.1.</summary>
    /// <returns>The connection in SYN-SENT, or null with the reason.</returns>
    public Connection? Open(in ConnectionKey key, TcpProfile profile, Action<Connection>? configure, out Errno error, Timestamp now)
    {
        error = Errno.None;
        Connection? old = _connections.Find(key);
        if (old is not null && !TryReplaceTimeWait(old, now)) error = Errno.EADDRNOTAVAIL;
        else if (_connections.Count >= MaxConnections) error = Errno.ENOBUFS;
        if (error != Errno.None) return null;
        Connection connection = new(this, ++_lastId, key, profile);
        if (old is not null) connection.InheritTimestamp(old);
        configure?.Invoke(connection);
        Add(connection);
        return connection;
    }

    /// <summary>Sends the SYN of an opened connection, with data and cookie where Fast Open was asked for.</summary>
    public void Connect(Connection connection, bool fastOpen, Timestamp now)
    {
        FastOpenRequest? request = null;
        if (fastOpen)
        {
            bool withoutCookie = connection.Profile.FastOpenClientWithoutCookie;
            FastOpenCookie cookie = withoutCookie ? default : FastOpen.Recall(connection.Key.RemoteAddress);
            request = new(cookie, MayBearData: withoutCookie || cookie.Length > 0);
        }

        connection.OpenActive(InitialSequence(connection.Key, now), request, now);
    }

    /// <summary>True when a connection (it may be in TIME-WAIT) has this local port.</summary>
    public bool IsPortInUse(ushort port) => _connectionsOnPort.ContainsKey(port);

    private readonly Dictionary<ushort, int> _connectionsOnPort = [];

    private void Add(Connection connection)
    {
        _connections.Add(connection);
        CollectionsMarshal.GetValueRefOrAddDefault(_connectionsOnPort, connection.Key.LocalPort, out _)++;
    }

    private void ReleasePort(ushort port)
    {
        if (--CollectionsMarshal.GetValueRefOrNullRef(_connectionsOnPort, port) == 0) _connectionsOnPort.Remove(port);
    }

    /// <summary>A connection is no more.</summary>
    internal void Remove(Connection connection)
    {
        Timers.Remove(connection);
        if (!_connections.Remove(connection)) return;
        ReleasePort(connection.Key.LocalPort);
        connection.EndFastOpen();
        if (connection.Listener is { } listener && !connection.WasOffered) listener.HalfOpen--;
    }

    /// <summary>Does whatever is due.</summary>
    public void Advance(Timestamp now) => Timers.Advance(now);

    /// <inheritdoc/>
    public void ReceiveError(in DeliveryError error, ReadOnlySpan<byte> quoted, Timestamp now)
    {
        if (FindQuoted(error, quoted) is not { } connection) return;
        if (error.Problem == DeliveryProblem.TooBig) connection.OnPathMtu(now);
        else connection.OnDeliveryError(error.Problem, now);
    }

    /// <inheritdoc/>
    public bool IsUnderWay(in DeliveryError error, ReadOnlySpan<byte> quoted) => FindQuoted(error, quoted) is not null;

    /// <summary>The connection that a quoted segment is out of; null when none is: RFC 5927 §4.1.</summary>
    private Connection? FindQuoted(in DeliveryError error, ReadOnlySpan<byte> quoted)
    {
        if (quoted.Length < 8) return null;
        ushort local = BinaryPrimitives.ReadUInt16BigEndian(quoted), remote = BinaryPrimitives.ReadUInt16BigEndian(quoted[2..]);
        if (_connections.Find(new(error.Source, error.Destination, local, remote)) is not { } connection) return null;
        return connection.IsOut(new(BinaryPrimitives.ReadUInt32BigEndian(quoted[4..]))) ? connection : null;
    }

    /// <summary>The way to the peer; where none is known, the least that every way takes.</summary>
    internal DatagramPath FindPath(in ConnectionKey key)
    {
        if (Datagrams.TryFindPath(key.RemoteAddress, key.LocalAddress, out DatagramPath path)) return path;
        int mtu = DefaultMss + HeaderOctets(key);
        return new(key.LocalAddress, mtu, 0, mtu);
    }

    /// <summary>Octets of the IP and TCP headers without options.</summary>
    internal static int HeaderOctets(in ConnectionKey key) => (key.RemoteAddress.Family == IpFamily.V6 ? 40 : 20) + TcpHeader.MinLength;

    internal static int DefaultMssFor(in ConnectionKey key) => key.RemoteAddress.Family == IpFamily.V6 ? DefaultMssV6 : DefaultMss;
}
