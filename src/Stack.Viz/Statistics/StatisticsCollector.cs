using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Viz.Statistics;

/// <summary>Counts what passes: protocols, addresses, traffic over time, findings. Give it every frame once. It keeps
/// nothing of a frame, some 150 octets for an address (up to <see cref="MaxEndpoints"/>), and needs no fields.</summary>
public sealed class StatisticsCollector
{
    /// <summary>The most addresses; traffic of further ones is counted elsewhere, but not by address.</summary>
    public const int MaxEndpoints = 1_000_000;

    private const int MaxNodes = 4096, MaxFindings = 4096;
    private readonly Dictionary<IpAddress, EndpointTraffic> _endpoints = [];
    private readonly Dictionary<(string Reason, Protocol Protocol), FindingCount> _findings = [];
    private readonly List<ProtocolNode> _path = [];
    private int _nodesLeft = MaxNodes;

    /// <summary>The frame, with the protocols in it below; null before the first frame.</summary>
    public ProtocolNode? Hierarchy { get; private set; }

    /// <summary>The addresses.</summary>
    public IReadOnlyCollection<EndpointTraffic> Endpoints => _endpoints.Values;

    /// <summary>The findings by kind.</summary>
    public IReadOnlyCollection<FindingCount> Findings => _findings.Values;

    /// <summary>Traffic over time.</summary>
    public Timeline Timeline { get; } = new();

    /// <summary>From the first frame to the latest.</summary>
    public Duration Span { get; private set; }

    /// <summary>Counts a frame.</summary>
    public void Add(DissectedFrame frame)
    {
        long octets = frame.Info.OriginalLength;
        CountProtocols(frame, octets);
        CountEndpoints(frame.Network, octets);
        foreach (Finding finding in frame.Findings) CountFinding(frame, finding);
        Timeline.Add(frame.Info.Time, octets);
        Span = frame.Info.Time - frame.Session.FirstTime;
    }

    /// <summary>A protocol counts once for each place that it has in a frame; where it is repeated in one place (two TLS
    /// records in a segment), the frame counts once.</summary>
    private void CountProtocols(DissectedFrame frame, long octets)
    {
        Hierarchy ??= new(frame.Layers[0].Dissector);
        _path.Clear();
        _path.Add(Hierarchy);
        Hierarchy.Count(octets);
        foreach (ref readonly LayerRecord layer in frame.Layers[1..])
        {
            int depth = Math.Min(layer.Depth, _path.Count);
            bool isRepeated = depth < _path.Count && _path[depth].Dissector == layer.Dissector;
            _path.RemoveRange(depth, _path.Count - depth);
            if (_path[^1].Child(layer.Dissector, ref _nodesLeft) is not { } node) return;
            _path.Add(node);
            if (!isRepeated) node.Count(octets);
        }
    }

    private void CountEndpoints(in NetworkContext network, long octets)
    {
        if (network.Source.Family == IpFamily.None) return;
        if (EndpointOf(network.Source) is { } source)
        {
            source.FramesSent++;
            source.OctetsSent += octets;
        }

        if (EndpointOf(network.Destination) is { } destination)
        {
            destination.FramesReceived++;
            destination.OctetsReceived += octets;
        }
    }

    private EndpointTraffic? EndpointOf(in IpAddress address)
    {
        if (_endpoints.TryGetValue(address, out EndpointTraffic? known)) return known;
        return _endpoints.Count >= MaxEndpoints ? null : _endpoints[address] = new(address);
    }

    private void CountFinding(DissectedFrame frame, in Finding finding)
    {
        Protocol protocol = frame.Layers[finding.Layer].Protocol;
        (string, Protocol) key = (finding.Reason, protocol);
        if (!_findings.TryGetValue(key, out FindingCount? count))
        {
            if (_findings.Count >= MaxFindings) return;
            _findings[key] = count = new(finding, protocol, frame.Info.Number);
        }

        count.Count++;
    }
}
