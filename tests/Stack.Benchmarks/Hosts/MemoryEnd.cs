using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Benchmarks.Hosts;

/// <summary>A host's IP and TCP whose frames go into a list of reused arrays.</summary>
internal sealed class MemoryEnd : IFrameSink, ITcpUser
{
    private Kept[] _frames = new Kept[64], _spare = new Kept[64];

    private struct Kept
    {
        public byte[]? Octets;
        public int Length, SegmentSize;
        public ChecksumState Checksum;
    }

    public MemoryEnd(string address, ulong seed, TcpProfile profile, Offload offload = Offload.None)
    {
        if (!IpAddress.TryParse(address, out IpAddress mine)) throw new ArgumentException("no address", nameof(address));
        Address = mine;
        SeededRandom random = new(seed);
        Ip = new(InternetOptions.Linux, random, this);
        int id = Ip.AddInterface(new(InterfaceKind.RawIp, "memory", Offload: offload));
        Ip.SetUp(id, true, default);
        Ip.AddAddress(id, mine, 8, default);
        Tcp = new(Ip, random, Pool, new(), profile, null);
        Ip.Register(IpProtocol.Tcp, Tcp);
    }

    public OctetPool Pool { get; } = new(1L << 34);

    public IpAddress Address { get; }

    public InternetLayer Ip { get; }

    public TcpLayer Tcp { get; }

    public int Pending { get; private set; }

    /// <summary>Frames that are dropped instead of kept: for measuring one side alone.</summary>
    public bool Drops { get; set; }

    public long Sent { get; private set; }

    public void Send(int @interface, in Frame frame, Timestamp now)
    {
        Sent++;
        if (Drops) return;
        if (Pending == _frames.Length) Array.Resize(ref _frames, Pending * 2);
        ref Kept kept = ref _frames[Pending++];
        if (kept.Octets is null || kept.Octets.Length < frame.Octets.Length)
            kept.Octets = new byte[frame.Octets.Length <= 2048 ? 2048 : 1 << 16];
        frame.Octets.CopyTo(kept.Octets);
        (kept.Length, kept.Checksum, kept.SegmentSize) = (frame.Octets.Length, frame.Checksum, frame.SegmentSize);
    }

    /// <summary>Gives what was sent to the other end.</summary>
    public void Deliver(MemoryEnd other, Timestamp now)
    {
        int count = Pending;
        Pending = 0;
        (_frames, _spare) = (_spare, _frames);
        foreach (ref readonly Kept kept in _spare.AsSpan(0, count))
            other.Ip.Receive(1, new(kept.Octets.AsSpan(0, kept.Length), kept.Checksum, kept.SegmentSize), now);
    }

    /// <summary>Drops what was sent.</summary>
    public void Forget() => Pending = 0;

    public ReadOnlySpan<byte> Frame(int index) => _frames[index].Octets.AsSpan(0, _frames[index].Length);

    public void Advance(Timestamp now)
    {
        Ip.Advance(now);
        Tcp.Advance(now);
    }

    public void OnReady(Readiness what)
    {
    }
}
