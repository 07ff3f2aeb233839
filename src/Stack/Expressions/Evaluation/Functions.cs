using System.Collections.Immutable;
using System.Text;
using NetStack.Bytes;

namespace NetStack.Expressions.Evaluation;

/// <summary>len(): octets of a value; of a protocol, those of its own part.</summary>
/// <param name="inner">The value.</param>
/// <param name="fixedLength">Octets of a number's type; 0 where the value says.</param>
internal sealed class LengthFunction(Calculation inner, int fixedLength) : Calculation
{
    /// <inheritdoc/>
    public override bool TryCompute(IValueSource source, scoped ref Cursors cursors, out Value value)
    {
        bool isThere = inner.TryCompute(source, ref cursors, out Value whole);
        value = Value.Unsigned(whole.Kind == ValueKind.Protocol ? whole.Low
            : (ulong)(fixedLength > 0 ? fixedLength : whole.Octets.Length));
        return isThere;
    }
}

/// <summary>upper() and lower(): ASCII letters only, so that octets of any text stay what they are.</summary>
internal sealed class CaseFunction(Calculation inner, bool toUpper) : Calculation
{
    /// <inheritdoc/>
    public override bool TryCompute(IValueSource source, scoped ref Cursors cursors, out Value value)
    {
        value = default;
        if (!inner.TryCompute(source, ref cursors, out Value whole)) return false;
        byte[] octets = whole.Octets.ToArray();
        if (toUpper)
            Ascii.ToUpperInPlace(octets, out _);
        else
            Ascii.ToLowerInPlace(octets, out _);
        value = Value.Text(octets);
        return true;
    }
}

/// <summary>string(): a number in decimal, an address as it is written.</summary>
internal sealed class TextFunction(Calculation inner) : Calculation
{
    /// <inheritdoc/>
    public override bool TryCompute(IValueSource source, scoped ref Cursors cursors, out Value value)
    {
        value = default;
        if (!inner.TryCompute(source, ref cursors, out Value whole)) return false;
        Utf8Writer writer = new(48);
        switch (whole.Kind)
        {
            case ValueKind.Mac: writer.WriteMac(new(whole.Low)); break;
            case ValueKind.Ipv4: writer.WriteIp(IpAddress.V4((uint)whole.Low)); break;
            case ValueKind.Ipv6: writer.WriteIp(IpAddress.V6(whole.High, whole.Low)); break;
            case ValueKind.Signed: writer.WriteDecimal(whole.SignedLow); break;
            case ValueKind.Duration: writer.WriteSeconds(whole.SignedLow); break;
            default: writer.WriteDecimal(whole.Low); break;
        }

        value = Value.Text(writer.Written.ToArray());
        return true;
    }
}

/// <summary>abs(), and the minus sign.</summary>
internal sealed class SignFunction(Calculation inner, bool isAbsolute) : Calculation
{
    /// <inheritdoc/>
    public override bool TryCompute(IValueSource source, scoped ref Cursors cursors, out Value value)
    {
        bool isThere = inner.TryCompute(source, ref cursors, out value);
        Int128 number = isThere ? Arithmetic.Number(value) : 0;
        if (isThere) value = Arithmetic.OfNumber(value.Kind, isAbsolute ? Int128.Abs(number) : -number);
        return isThere;
    }
}

/// <summary>count(): how many values a name has. A name without values has no count: the comparison is false.</summary>
internal sealed class CountFunction(Operand operand) : Calculation
{
    /// <inheritdoc/>
    public override bool TryCompute(IValueSource source, scoped ref Cursors cursors, out Value value)
    {
        Cursors own = default;
        ulong count = 0;
        while (operand.TryNext(source, ref own, out _)) count++;
        value = Value.Unsigned(count);
        return count > 0;
    }
}

/// <summary>max() and min(): the largest or smallest of all values of all arguments.</summary>
internal sealed class ExtremeFunction(ImmutableArray<Operand> operands, bool isMaximum) : Calculation
{
    /// <inheritdoc/>
    public override bool TryCompute(IValueSource source, scoped ref Cursors cursors, out Value value)
    {
        value = default;
        bool isThere = false;
        foreach (Operand operand in operands)
        {
            Cursors own = default;
            while (operand.TryNext(source, ref own, out Value candidate))
            {
                int order = isThere ? ValueOrder.Compare(candidate, value) : 0;
                if (!isThere || (isMaximum ? order > 0 : order < 0)) value = candidate;
                isThere = true;
            }
        }

        return isThere;
    }
}
