using BenchmarkDotNet.Attributes;
using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Filtering;

namespace NetStack.Benchmarks.Micro;

/// <summary>Dissecting a TCP transfer with conversations and analysis, asking for more or less. Figures are for a frame.</summary>
[MemoryDiagnoser]
public class DissectionBenchmarks
{
    private const int Frames = 100;
    private static readonly string[] EightFields =
        ["frame.number", "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "tcp.seq", "tcp.ack", "tcp.len"];

    private readonly ProtocolRegistry _registry = StandardProtocols.CreateRegistry();
    private readonly Utf8Writer _line = new();
    private (byte[] Octets, FrameInfo Info)[] _frames = [];
    private FieldSelection _eight = new();
    private FieldSelection _forFilter = new();
    private DisplayFilter? _filter;

    [GlobalSetup]
    public void Read()
    {
        _frames = Samples.Read(Samples.Transfer)[..Frames];
        _eight = new();
        foreach (string name in EightFields)
        {
            if (_registry.TryGetFields(name, out var fields)) _eight.Add(fields[0]);
        }

        const string Text = "tcp.analysis.retransmission && ip.src == 192.0.2.2";
        if (!DisplayFilter.TryCompile(Text, _registry, out _filter, out _)) throw new InvalidOperationException(Text);
        _forFilter = new();
        _filter.AddTo(_forFilter);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Frames)]
    public int FullTree() => Dissect(null);

    [Benchmark(OperationsPerInvoke = Frames)]
    public int EightOfTheFields() => Dissect(_eight);

    [Benchmark(OperationsPerInvoke = Frames)]
    public int NoField() => Dissect(new());

    [Benchmark(OperationsPerInvoke = Frames)]
    public int Filter()
    {
        DissectionSession session = new(_registry) { Selection = _forFilter };
        int matches = 0;
        foreach ((byte[] octets, FrameInfo info) in _frames)
        {
            if (_filter!.Matches(session.Dissect(octets, info))) matches++;
        }

        return matches;
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public int InfoColumn()
    {
        DissectionSession session = new(_registry) { Selection = new() };
        int length = 0;
        foreach ((byte[] octets, FrameInfo info) in _frames)
        {
            DissectedFrame frame = session.Dissect(octets, info);
            LayerRecord told = frame.Layers[frame.SummaryLayer];
            _line.Clear();
            told.Dissector.Summarize(frame, told, _line);
            length += _line.Length;
        }

        return length;
    }

    private int Dissect(FieldSelection? selection)
    {
        DissectionSession session = new(_registry) { Selection = selection };
        int fields = 0;
        foreach ((byte[] octets, FrameInfo info) in _frames) fields += session.Dissect(octets, info).Fields.Length;
        return fields;
    }
}
