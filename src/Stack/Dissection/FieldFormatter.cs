using System.Buffers;
using NetStack.Bytes;

namespace NetStack.Dissection;

/// <summary>Writes a value as <c>tshark -T fields</c> does: numbers in the field's base, octets without separators,
/// times in seconds, flags as 0 and 1.</summary>
public static class FieldFormatter
{
    /// <summary>Octets that stand for themselves: ASCII without what would move the cursor.</summary>
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(0, 0x80).Select(octet => (byte)octet).Except("\b\t\n\f\r"u8.ToArray())]);

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
                writer.WriteDecimal(record.SignedValue);
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
                WriteOctets(writer, record.Field, frame.ValueOctets(record));
                break;
            case FieldType.Text:
                WriteEscaped(writer, frame.ValueOctets(record));
                break;
            case FieldType.RelativeTime:
                writer.WriteSeconds(record.SignedValue);
                break;
            case FieldType.Milliseconds:
                WriteMilliseconds(writer, record.SignedValue);
                break;
            case FieldType.AbsoluteTime:
                CalendarText.Write(writer, new(record.SignedValue));
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

    private static void WriteMilliseconds(Utf8Writer writer, long nanoseconds)
    {
        writer.WriteSeconds((long)Int128.Clamp((Int128)nanoseconds * 1000, long.MinValue, long.MaxValue));
        int length = writer.Length;
        while (writer.Written[length - 1] == (byte)'0') length--;
        writer.Truncate(writer.Written[length - 1] == (byte)'.' ? length - 1 : length);
    }

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

    /// <summary>A field that is there without a single octet has a word of its own.</summary>
    private static void WriteOctets(Utf8Writer writer, Field field, ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) writer.Write(field.MayBeEmpty ? "<none>"u8 : "<MISSING>"u8);
        else writer.WriteHex(octets);
    }

    /// <summary>Text stays on its line: what would move the cursor becomes an escape, as tshark has it; other control
    /// characters stay. Invalid UTF-8 becomes U+FFFD.</summary>
    private static void WriteEscaped(Utf8Writer writer, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyExcept(Plain);
            writer.Write(plain < 0 ? text : text[..plain]);
            if (plain < 0) return;
            text = text[plain..];
            int used = 1;
            switch (text[0])
            {
                case (byte)'\b': writer.Write("\\b"u8); break;
                case (byte)'\t': writer.Write("\\t"u8); break;
                case (byte)'\n': writer.Write("\\n"u8); break;
                case (byte)'\f': writer.Write("\\f"u8); break;
                case (byte)'\r': writer.Write("\\r"u8); break;
                default:
                    System.Text.Rune.DecodeFromUtf8(text, out System.Text.Rune rune, out used);
                    writer.Advance(rune.EncodeToUtf8(writer.GetSpan(4)));
                    break;
            }

            text = text[used..];
        }
    }
}
