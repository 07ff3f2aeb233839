using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Viz.Values;

/// <summary>Writes values for people: the value's name before its number, octets and long text cut short.</summary>
public static class FieldText
{
    /// <summary>Octets that are written before the rest is only counted.</summary>
    public const int MaxOctets = 32;

    private const int MaxText = 240;

    /// <summary>Writes the value of a record: <c>TCP (6)</c>, <c>0x0800</c>, <c>192.0.2.1</c>.</summary>
    public static void Write(Utf8Writer writer, DissectedFrame frame, in FieldRecord record)
    {
        Field field = record.Field;
        switch (field.Type)
        {
            case FieldType.None:
                return;
            case FieldType.Octets:
                WriteOctets(writer, frame.ValueOctets(record));
                return;
            case FieldType.RelativeTime:
                writer.WriteSeconds(record.SignedValue);
                writer.Write(" s"u8);
                return;
            case FieldType.Text:
                int start = writer.Length;
                FieldFormatter.Write(writer, frame, record);
                CutText(writer, start);
                return;
        }

        if (field.Names?.TryGetValue(record.Value, out string? name) == true)
        {
            writer.Write(name);
            writer.Write(" ("u8);
            FieldFormatter.Write(writer, frame, record);
            writer.Write((byte)')');
        }
        else
        {
            FieldFormatter.Write(writer, frame, record);
        }
    }

    /// <summary>The value of a record as a string, for a field of flags with the names of those that are set.</summary>
    public static string Of(DissectedFrame frame, int index)
    {
        Utf8Writer writer = new(64);
        Write(writer, frame, frame.Fields[index]);
        FlagNames.Write(writer, frame, index);
        return SafeText.Of(writer.ToString());
    }

    private static void WriteOctets(Utf8Writer writer, ReadOnlySpan<byte> octets)
    {
        writer.WriteHex(octets[..Math.Min(octets.Length, MaxOctets)]);
        if (octets.Length > MaxOctets) writer.Write("…"u8);
    }

    /// <summary>Cuts what was written since a place to a line's length, between two characters.</summary>
    private static void CutText(Utf8Writer writer, int start)
    {
        if (writer.Length - start <= MaxText) return;
        int end = start + MaxText;
        while (end > start && (writer.Written[end] & 0xC0) == 0x80) end--; // the inside of a UTF-8 sequence
        writer.Truncate(end);
        writer.Write("…"u8);
    }
}
