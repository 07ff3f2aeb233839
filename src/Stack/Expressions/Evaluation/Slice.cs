using System.Collections.Immutable;
using NetStack.Expressions.Syntax;

namespace NetStack.Expressions.Evaluation;

/// <summary>Some octets of a value; of a protocol, those of its own part. One range is a view; several are put together in an array of their own.</summary>
/// <param name="inner">What is cut.</param>
/// <param name="ranges">Which octets, in the order of the result.</param>
internal sealed class Slice(Calculation inner, ImmutableArray<ValueRange> ranges) : Calculation
{
    /// <inheritdoc/>
    public override bool TryCompute(IValueSource source, scoped ref Cursors cursors, out Value value)
    {
        value = default;
        if (!inner.TryCompute(source, ref cursors, out Value whole)) return false;
        ReadOnlySpan<byte> octets = whole.Kind == ValueKind.Protocol ? whole.Octets[..(int)whole.Low] : whole.Octets;
        if (octets.IsEmpty) octets = whole.OctetsOr(new byte[Value.MaxFixedOctets]);
        if (ranges.Length > 1) return TryJoin(octets, out value);
        if (!ranges[0].TryLocate(octets.Length, out int from, out int length)) return false;
        value = Value.FromOctets(octets.Slice(from, length));
        return true;
    }

    private bool TryJoin(ReadOnlySpan<byte> octets, out Value value)
    {
        value = default;
        int total = 0;
        foreach (ValueRange range in ranges)
        {
            if (!range.TryLocate(octets.Length, out _, out int length)) return false;
            total += length;
        }

        byte[] joined = new byte[total];
        int at = 0;
        foreach (ValueRange range in ranges)
        {
            range.TryLocate(octets.Length, out int from, out int length);
            octets.Slice(from, length).CopyTo(joined.AsSpan(at));
            at += length;
        }

        value = Value.FromOctets(joined);
        return true;
    }
}
