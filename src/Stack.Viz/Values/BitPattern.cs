using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Viz.Values;

/// <summary>Shows where in its octets a field of a few bits stands: <c>.... ..1. = </c>.</summary>
public static class BitPattern
{
    private const int MaxBits = 32;

    /// <summary>Writes the pattern and an equals sign; nothing for a field of whole octets.</summary>
    public static void Write(Utf8Writer writer, in FieldRecord record)
    {
        Field field = record.Field;
        if (!field.IsFixed || field.BitWidth is 0 or > MaxBits || IsWholeOctets(field)) return;
        (int first, int end) = Extent(field);
        int fieldEnd = field.BitOffset + field.BitWidth;
        if (end - first > MaxBits || field.BitOffset < first || fieldEnd > end) return;
        ulong bits = record.Value / (uint)field.Multiplier;
        for (int bit = first; bit < end; bit++)
        {
            if (bit > first && (bit - first) % 4 == 0) writer.Write((byte)' ');
            bool inside = bit >= field.BitOffset && bit < fieldEnd;
            writer.Write(!inside ? (byte)'.' : (byte)('0' + (int)(bits >> (fieldEnd - 1 - bit) & 1)));
        }

        writer.Write(" = "u8);
    }

    private static bool IsWholeOctets(Field field) => (field.BitOffset | field.BitWidth) % 8 == 0;

    /// <summary>From where to where the pattern reaches: the outermost parent's bits from a multiple of four, or the
    /// octets that hold the field; at least eight bits.</summary>
    private static (int First, int End) Extent(Field field)
    {
        Field outer = field;
        while (outer.Parent is { IsFixed: true } parent) outer = parent;
        int first = outer == field ? field.BitOffset & ~7 : outer.BitOffset & ~3;
        int width = outer.BitOffset + outer.BitWidth - first;
        return (first, first + Math.Max(8, outer == field ? (width + 7) & ~7 : (width + 3) & ~3));
    }
}
