using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Fragments;

/// <summary>The fields that tell of a datagram put together from fragments: the same for IPv4 and IPv6 under another
/// first word.</summary>
/// <param name="prefix">ip or ipv6.</param>
/// <param name="rfc">Where reassembly is defined.</param>
/// <param name="nodeType">How Wireshark types the node: octets for IPv4, nothing for IPv6.</param>
internal sealed class FragmentFields(string prefix, RfcReference rfc, FieldType nodeType)
{
    private readonly Field _fragments = Field.Variable(prefix + ".fragments", nodeType, rfc);
    private readonly Field _fragment = Field.Generated(prefix + ".fragment", FieldType.FrameNumber, rfc);
    private readonly Field _overlap = Field.Generated(prefix + ".fragment.overlap", FieldType.Boolean, rfc);
    private readonly Field _conflict = Field.Generated(prefix + ".fragment.overlap.conflict", FieldType.Boolean, rfc);
    private readonly Field _secondEnd = Field.Generated(prefix + ".fragment.multipletails", FieldType.Boolean, rfc);
    private readonly Field _tooLong = Field.Generated(prefix + ".fragment.toolongfragment", FieldType.Boolean, rfc);
    private readonly Field _count = Field.Generated(prefix + ".fragment.count", FieldType.UInt32, rfc);
    private readonly Field _length = Field.Generated(prefix + ".reassembled.length", FieldType.UInt32, rfc);
    private readonly Field _data = Field.Variable(prefix + ".reassembled.data", FieldType.Octets, rfc);

    /// <summary>All of them.</summary>
    public ImmutableArray<Field> All =>
        [_fragments, _fragment, _overlap, _conflict, _secondEnd, _tooLong, _count, _length, _data];

    /// <summary>Adds the tree of fragments to the frame that completed the datagram.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="octets">The datagram as a source of its own.</param>
    /// <param name="datagram">Its fragments.</param>
    public void Add(DissectedFrame frame, scoped in Octets octets, PartialDatagram datagram)
    {
        int node = frame.Open(_fragments, octets, 0, octets.Length);
        foreach (Fragment fragment in datagram.Fragments)
        {
            int child = frame.Open(_fragment, octets, Math.Min(fragment.Offset, octets.Length),
                Math.Clamp(octets.Length - fragment.Offset, 0, fragment.Data.Length), (ulong)fragment.Frame);
            if (fragment.Overlaps) frame.AddGenerated(_overlap, 1);
            if (fragment.Conflicts) frame.AddGenerated(_conflict, 1);
            if (fragment.IsSecondEnd) frame.AddGenerated(_secondEnd, 1);
            if (fragment.IsTooLong) frame.AddGenerated(_tooLong, 1);
            frame.Close(child);
        }

        frame.AddGenerated(_count, (ulong)datagram.Fragments.Count);
        frame.AddGenerated(_length, (ulong)octets.Length);
        frame.AddInPlace(_data, octets, 0, octets.Length);
        frame.Close(node);
    }

    /// <summary>Reports overlaps in the frame that completed the datagram.</summary>
    public static void Report(DissectedFrame frame, scoped in Octets octets, PartialDatagram datagram, string overlap, string conflict)
    {
        foreach (Fragment fragment in datagram.Fragments)
        {
            if (fragment.Overlaps)
                frame.Report(fragment.Conflicts ? Severity.Error : Severity.Warning, fragment.Conflicts ? conflict : overlap, octets, 0, fragment.Frame);
        }
    }
}
