using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Cli.Printing;

/// <summary>Values of fields in JSON.</summary>
internal static class JsonValue
{
    /// <summary>Writes a value as a string, as <c>tshark -T json</c> does: octets with colons, a mere node empty.</summary>
    public static void WriteString(Utf8Writer writer, DissectedFrame frame, in FieldRecord record)
    {
        switch (record.Field.Type)
        {
            case FieldType.None:
                writer.Write("\"\""u8);
                break;
            case FieldType.Text:
                JsonText.Write(writer, frame.ValueOctets(record));
                break;
            case FieldType.Octets:
                writer.Write((byte)'"');
                WriteOctets(writer, frame.ValueOctets(record));
                writer.Write((byte)'"');
                break;
            default: // numbers, addresses and times have nothing to escape
                writer.Write((byte)'"');
                FieldFormatter.Write(writer, frame, record);
                writer.Write((byte)'"');
                break;
        }
    }

    /// <summary>Writes a value in JSON's own types: numbers (also of hexadecimal fields and times in seconds), true and
    /// false, strings.</summary>
    public static void WriteTyped(Utf8Writer writer, DissectedFrame frame, in FieldRecord record)
    {
        switch (record.Field.Type)
        {
            case FieldType.None:
                writer.Write("true"u8);
                break;
            case FieldType.Boolean:
                writer.Write(record.Value != 0 ? "true"u8 : "false"u8);
                break;
            case FieldType.Int32 or FieldType.Int64:
                writer.WriteDecimal(record.SignedValue);
                break;
            case FieldType.UInt8 or FieldType.UInt16 or FieldType.UInt24 or FieldType.UInt32 or FieldType.UInt64 or FieldType.FrameNumber:
                writer.WriteDecimal(record.Value);
                break;
            case FieldType.RelativeTime:
                writer.WriteSeconds(record.SignedValue);
                break;
            default:
                WriteString(writer, frame, record);
                break;
        }
    }

    private static void WriteOctets(Utf8Writer writer, ReadOnlySpan<byte> octets)
    {
        Span<byte> pairs = writer.GetSpan(octets.Length * 3);
        int at = 0;
        foreach (byte octet in octets)
        {
            if (at > 0) pairs[at++] = (byte)':';
            pairs[at++] = "0123456789abcdef"u8[octet >> 4];
            pairs[at++] = "0123456789abcdef"u8[octet & 0xF];
        }

        writer.Advance(at);
    }
}
