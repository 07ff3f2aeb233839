using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Benchmarks.Hosts;

/// <summary>A host's IP and TCP whose frames go into a list of reused arrays.</summary>
internal sealed class MemoryEnd : IFrameSink, ITcpUser
{
    private byte[][] _frames = new byte[64][];
    private int[] _lengths = new int[64];

    public MemoryEnd(string address, ulong seed, TcpProfile profile)
    {
        if (!IpAddress.TryParse(address, out IpAddress mine)) throw new ArgumentException("no address", nameof(address));
        Address = mine;
        SeededRandom random = new(seed);
        Ip = new(InternetOptions.Linux, random, this);
        int id = Ip.AddInterface(new(InterfaceKind.RawIp, "memory"));
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
        if (Pending == _frames.Length)
        {
            Array.Resize(ref _frames, Pending * 2);
            Array.Resize(ref _lengths, Pending * 2);
        }

        byte[] octets = _frames[Pending] ??= new byte[2048];
        frame.Octets.CopyTo(octets);
        _lengths[Pending++] = frame.Octets.Length;
    }

    /// <summary>Gives what was sent to the other end.</summary>
    public void Deliver(MemoryEnd other, Timestamp now)
    {
        int count = Pending;
        Pending = 0;
        (byte[][] frames, int[] lengths) = (_frames, _lengths);
        (_frames, _lengths) = (_spareFrames, _spareLengths);
        (_spareFrames, _spareLengths) = (frames, lengths);
        for (int i = 0; i < count; i++)
            other.Ip.Receive(1, new(frames[i].AsSpan(0, lengths[i])), now);
    }

    /// <summary>Drops what was sent.</summary>
    public void Forget() => Pending = 0;

    private byte[][] _spareFrames = new byte[64][];
    private int[] _spareLengths = new int[64];

    public ReadOnlySpan<byte> Frame(int index) => _frames[index].AsSpan(0, _lengths[index]);

    public void Advance(Timestamp now)
    {
        Ip.Advance(now);
        Tcp.Advance(now);
    }

    public void OnReady(Readiness what)
    {
    }
}
