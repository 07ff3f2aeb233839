using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Viz.Values;

/// <summary>The names of the flags that are set in a field of flags.</summary>
public static class FlagNames
{
    /// <summary>Writes <c> (SYN, ACK)</c> behind a field of flags; nothing for any other field.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="index">The record of the whole field; its flags follow it.</param>
    public static void Write(Utf8Writer writer, DissectedFrame frame, int index)
    {
        ReadOnlySpan<FieldRecord> fields = frame.Fields;
        FieldRecord whole = fields[index];
        bool any = false;
        for (int i = index + 1; i < fields.Length && fields[i].Depth > whole.Depth && fields[i].Layer == whole.Layer; i++)
        {
            if (fields[i].Field.Type != FieldType.Boolean || fields[i].Value == 0 || fields[i].Field.Parent != whole.Field)
                continue;
            writer.Write(any ? ", "u8 : " ("u8);
            writer.Write(ShortNames.Of(fields[i].Field));
            any = true;
        }

        if (any) writer.Write((byte)')');
    }
}
