using NetStack.Bytes;

namespace NetStack.Dissection;

/// <summary>Writes a value as <c>tshark -T fields</c> does: numbers in the field's base, octets without separators,
/// times in seconds, flags as 0 and 1.</summary>
public static class FieldFormatter
{
    /// <summary>Writes the value of one record.</summary>
    public static void Write(Utf8Writer writer, DissectedFrame frame, in FieldRecord record)
    {
        ulong value = record.Value;
        switch (record.Field.Type)
        {
            case FieldType.None:
                writer.Write((byte)'1');
                break;
            case FieldType.Int32 or FieldType.Int64:
                writer.WriteDecimal((long)value);
                break;
            case FieldType.Ipv4:
                writer.WriteIp(IpAddress.V4((uint)value));
                break;
            case FieldType.Ipv6:
                ReadOnlySpan<byte> octets = frame.ValueOctets(record);
                if (octets.Length == 16) writer.WriteIp(IpAddress.Read(octets));
                break;
            case FieldType.Mac:
                writer.WriteMac(new(value));
                break;
            case FieldType.Octets:
                writer.WriteHex(frame.ValueOctets(record));
                break;
            case FieldType.Text:
                WriteEscaped(writer, frame.ValueOctets(record));
                break;
            case FieldType.RelativeTime:
                writer.WriteSeconds((long)value);
                break;
            case FieldType.AbsoluteTime:
                CalendarText.Write(writer, new((long)value));
                break;
            default:
                WriteNumber(writer, record.Field, value);
                break;
        }
    }

    /// <summary>Digits of a hexadecimal number of a type.</summary>
    public static int HexDigits(FieldType type) => type switch
    {
        FieldType.UInt8 => 2,
        FieldType.UInt16 => 4,
        FieldType.UInt24 => 6,
        FieldType.UInt64 => 16,
        _ => 8,
    };

    private static void WriteNumber(Utf8Writer writer, Field field, ulong value)
    {
        if (field.Base == NumberBase.Hexadecimal)
        {
            writer.Write("0x"u8);
            writer.WriteHex(value, HexDigits(field.Type));
        }
        else
        {
            writer.WriteDecimal(value);
        }
    }

    /// <summary>Text stays on its line: control characters become escapes. Invalid UTF-8 becomes U+FFFD.</summary>
    private static void WriteEscaped(Utf8Writer writer, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyInRange((byte)0, (byte)0x1F);
            int foreign = text.IndexOfAnyExceptInRange((byte)0, (byte)0x7E);
            int end = Math.Min(plain < 0 ? text.Length : plain, foreign < 0 ? text.Length : foreign);
            writer.Write(text[..end]);
            text = text[end..];
            if (text.IsEmpty) return;
            int used = 1;
            switch (text[0])
            {
                case (byte)'\n': writer.Write("\\n"u8); break;
                case (byte)'\r': writer.Write("\\r"u8); break;
                case (byte)'\t': writer.Write("\\t"u8); break;
                case < 0x20 or 0x7F:
                    writer.Write("\\x"u8);
                    writer.WriteHex(text[0], 2);
                    break;
                default:
                    System.Text.Rune.DecodeFromUtf8(text, out System.Text.Rune rune, out used);
                    writer.Advance(rune.EncodeToUtf8(writer.GetSpan(4)));
                    break;
            }

            text = text[used..];
        }
    }
}
