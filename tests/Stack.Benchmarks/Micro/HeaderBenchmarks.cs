using BenchmarkDotNet.Attributes;
using NetStack.Benchmarks.Peers;
using NetStack.Bytes;

namespace NetStack.Benchmarks.Micro;

/// <summary>Reading Ethernet, IPv4 and TCP headers: by hand, through our views, through PacketDotNet. Figures are for a frame.</summary>
[MemoryDiagnoser]
public class HeaderBenchmarks
{
    private const int Frames = 100;
    private (byte[] Octets, FrameInfo Info)[] _frames = [];

    [GlobalSetup]
    public void Read() => _frames = Samples.Read(Samples.Transfer)[..Frames];

    [Benchmark(Baseline = true, OperationsPerInvoke = Frames)]
    public ulong ByHand()
    {
        ulong sum = 0;
        foreach ((byte[] octets, _) in _frames) sum += HandWritten.ReadHeaders(octets);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public ulong OurViews()
    {
        ulong sum = 0;
        foreach ((byte[] octets, _) in _frames) sum += Views.ReadHeaders(octets);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public ulong PacketDotNet()
    {
        ulong sum = 0;
        foreach ((byte[] octets, _) in _frames) sum += PacketDotNetPeer.ReadHeaders(octets);
        return sum;
    }
}
