using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Icmp;
using NetStack.Tracing;

namespace NetStack.Tests.Internet.Hosts;

/// <summary>A host's Internet layer with everything around it that a test looks at.</summary>
internal sealed class Node : IFrameSink, ITransport, IEchoListener
{
    public const byte Protocol = 200; // none of the host's own

    public Node(InternetOptions? options = null, ulong seed = 1)
    {
        Layer = new(options ?? InternetOptions.Linux, new(seed), this, new(Events));
        Layer.Register(Protocol, this);
        Layer.Register(IpProtocol.Udp, this);
        Layer.Register((IEchoListener)this);
    }

    public InternetLayer Layer { get; }

    public EventList Events { get; } = new();

    /// <summary>Frames sent, that nobody has taken yet.</summary>
    public List<(int Interface, byte[] Octets, ChecksumState Checksum, int SegmentSize)> Sent { get; } = [];

    public List<(DatagramHead Head, byte[] Payload, ChecksumState Checksum)> Received { get; } = [];

    public List<(DeliveryError Error, byte[] Quoted)> Errors { get; } = [];

    public List<(IpAddress From, ushort Sequence, byte[] Data, byte HopLimit)> Echoes { get; } = [];

    public List<(DeliveryError Error, ushort Sequence)> EchoErrors { get; } = [];

    public bool Wants { get; set; } = true;

    public static IpAddress Ip(string text) => IpAddress.TryParse(text, out IpAddress address)
        ? address : throw new ArgumentException(text);

    public static MacAddress Mac(int number) => new(0x0200_0000_0000UL | (uint)number);

    /// <summary>A node with one Ethernet interface and addresses that can be used at once.</summary>
    public static Node OnEthernet(int number, params string[] addresses) => OnEthernet(number, false, addresses);

    /// <summary>The same; on demand it reports its groups, which adds frames that most tests do not want.</summary>
    public static Node OnEthernet(int number, bool reportsGroups, params string[] addresses)
    {
        Node node = new(InternetOptions.Linux with { DuplicateAddressTransmits = 0, ReportGroups = reportsGroups }, (ulong)number);
        node.Layer.AddInterface(new(InterfaceKind.Ethernet, "eth0", 1500, Mac(number)));
        foreach (string address in addresses) node.Add(address);
        return node;
    }

    /// <summary>A node with one interface without link header: a datagram is a frame.</summary>
    public static Node OnTun(params string[] addresses) => OnTun(InternetOptions.Linux, addresses);

    public static Node OnTun(InternetOptions options, params string[] addresses)
    {
        Node node = new(options);
        node.Layer.AddInterface(new(InterfaceKind.RawIp, "tun0"));
        foreach (string address in addresses) node.Add(address);
        node.Layer.AddRoute(IpAddress.V4(0), 0, default, 1);
        node.Layer.AddRoute(IpAddress.V6(0, 0), 0, default, 1);
        return node;
    }

    /// <summary>Adds an address given as 192.0.2.1/24.</summary>
    public void Add(string address, int @interface = 1, Timestamp now = default)
    {
        string[] parts = address.Split('/');
        Layer.AddAddress(@interface, Ip(parts[0]), int.Parse(parts[1], null), now);
    }

    public SendResult Send(string destination, byte[] payload, Timestamp now = default, string? source = null, bool mayFragment = false,
        byte hopLimit = 0, byte protocol = Protocol, int @interface = 0)
    {
        PacketBuffer buffer = new();
        payload.CopyTo(buffer.Append(payload.Length));
        IpAddress from = source is null ? default : Ip(source);
        return Layer.Send(buffer, new(from, Ip(destination), protocol, 0, hopLimit, mayFragment, @interface), now);
    }

    /// <summary>Advances until nothing is due.</summary>
    public void Settle(Timestamp now)
    {
        for (int i = 0; Layer.NextDeadline <= now; i++)
        {
            Assert.True(i < 1000, "the deadline never moves");
            Layer.Advance(now);
        }
    }

    public byte[] TakeOne()
    {
        byte[] octets = Assert.Single(Sent).Octets;
        Sent.Clear();
        return octets;
    }

    public void Receive(byte[] octets, Timestamp now = default, int @interface = 1) => Layer.Receive(@interface, new(octets), now);

    public IEnumerable<string> DropReasons => Events.Events.OfType<DatagramDropped>().Select(drop => drop.Envelope.Reason.Id);

    void IFrameSink.Send(int @interface, in Frame frame, Timestamp now) =>
        Sent.Add((@interface, frame.Octets.ToArray(), frame.Checksum, frame.SegmentSize));

    bool ITransport.Receive(in DatagramHead head, ReadOnlySpan<byte> payload, ChecksumState checksum, int segmentSize, Timestamp now)
    {
        Received.Add((head, payload.ToArray(), checksum));
        return Wants;
    }

    void ITransport.ReceiveError(in DeliveryError error, ReadOnlySpan<byte> quoted, Timestamp now) => Errors.Add((error, quoted.ToArray()));

    void IEchoListener.ReceiveEcho(in DatagramHead head, ushort identifier, ushort sequence, ReadOnlySpan<byte> data, Timestamp now) =>
        Echoes.Add((head.Source, sequence, data.ToArray(), head.HopLimit));

    void IEchoListener.ReceiveError(in DeliveryError error, ushort identifier, ushort sequence, Timestamp now) =>
        EchoErrors.Add((error, sequence));
}
