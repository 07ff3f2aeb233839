using System.Text.RegularExpressions;
using NetStack.Capture;
using NetStack.Dissection;
using NetStack.Dissection.Filtering;

namespace NetStack.Tests.Filtering;

/// <summary>What can be said of the names in a filter, so that a difference in a dissector is not taken for one in the
/// language.</summary>
internal sealed partial class FilterNames(ProtocolRegistry registry)
{
    // Of these protocols, no other reason for a difference is left than the filter itself.
    private static readonly string[] FirmProtocols = ["frame", "eth", "ip", "udp", "arp"];

    private readonly FieldNames _names = new(registry);

    /// <summary>True when a filter names a field or protocol that no dissector of ours has yet.</summary>
    public bool HasUnknown(string filter) =>
        Word().Matches(Quoted().Replace(filter, "")).Any(match => !_names.TryResolve(match.Value, out _));

    /// <summary>True when all names of a filter are of protocols that are settled.</summary>
    public bool AreFirm(DisplayFilter filter) => !HasUnknown(filter.Text)
        && filter.Names.All(name => FirmProtocols.Contains(name.Split('.')[0]) && name != "frame.protocols");

    /// <summary>The frames in which tshark and we see the same settled protocols.</summary>
    public IEnumerable<int> FramesDissectedAlike(string path)
    {
        string[] theirs = TsharkDifferentialTests.Tshark(path, "frame.protocols").Split('\n');
        DissectionSession session = new(registry);
        using CaptureFile file = CaptureFile.Open(path);
        while (file.TryRead(out CapturedFrame captured))
        {
            DissectedFrame frame = session.Dissect(captured.Octets, captured.Info);
            List<string> ours = [];
            foreach (LayerRecord layer in frame.Layers[1..]) ours.Add(layer.Protocol.Name);
            if (Settled(ours).SequenceEqual(Settled(theirs[captured.Info.Number - 1].Split(':')))) yield return captured.Info.Number;
        }
    }

    private static IEnumerable<string> Settled(IEnumerable<string> protocols) => protocols.Where(FirmProtocols.Contains);

    [GeneratedRegex("\"(\\\\.|[^\"])*\"")]
    private static partial Regex Quoted();

    /// <summary>A dotted name, or a protocol that the list of filters uses.</summary>
    [GeneratedRegex(@"(?<![\w.])(_?[a-z][\w]*(\.[a-z_]\w*)+|_ws\.expert|tcp|http|icmp|icmpv6|ipv6|arp|vlan|dns)(?![\w.])")]
    private static partial Regex Word();
}
