using NetStack.Bytes;

namespace NetStack.Viz.Conversations;

/// <summary>The conversations for other programs: JSON or CSV (RFC 4180). Times and durations are seconds.</summary>
public static class ConversationsData
{
    private static readonly string[] Columns =
    [
        "protocol", "stream", "first", "first_port", "second", "second_port", "packets_from_first", "packets_from_second",
        "octets_from_first", "octets_from_second", "began", "duration", "handshake_rtt", "retransmissions", "ending",
    ];

    /// <summary>Writes an array of objects, one a line.</summary>
    public static void WriteJson(Utf8Writer writer, ConversationsView view)
    {
        writer.Write((byte)'[');
        for (int i = 0; i < view.Rows.Count; i++)
        {
            writer.Write(i == 0 ? "\n  {"u8 : ",\n  {"u8);
            for (int column = 0; column < Columns.Length; column++)
            {
                writer.Write(column == 0 ? "\""u8 : ", \""u8);
                writer.Write(Columns[column]);
                writer.Write("\": "u8);
                WriteJsonCell(writer, view.Rows[i], column);
            }

            writer.Write((byte)'}');
        }

        writer.Write("\n]\n"u8);
    }

    /// <summary>Writes a line with the names of the columns, then one for each conversation. Nothing needs quotes.</summary>
    public static void WriteCsv(Utf8Writer writer, ConversationsView view)
    {
        writer.Write(string.Join(',', Columns));
        writer.Write((byte)'\n');
        foreach (ConversationRow row in view.Rows)
        {
            for (int column = 0; column < Columns.Length; column++)
            {
                if (column > 0) writer.Write((byte)',');
                WriteCell(writer, row, column);
            }

            writer.Write((byte)'\n');
        }
    }

    private static void WriteJsonCell(Utf8Writer writer, ConversationRow row, int column)
    {
        int start = writer.Length;
        bool isText = Columns[column] is "protocol" or "first" or "second" or "ending";
        if (isText) writer.Write((byte)'"');
        WriteCell(writer, row, column);
        if (isText) writer.Write((byte)'"');
        if (writer.Length == start) writer.Write("null"u8);
    }

    private static void WriteCell(Utf8Writer writer, ConversationRow row, int column)
    {
        switch (Columns[column])
        {
            case "protocol": writer.Write(row.Protocol); break;
            case "stream": writer.WriteDecimal((long)row.Stream); break;
            case "first": writer.WriteIp(row.First.Address); break;
            case "first_port": writer.WriteDecimal((ulong)row.First.Port); break;
            case "second": writer.WriteIp(row.Second.Address); break;
            case "second_port": writer.WriteDecimal((ulong)row.Second.Port); break;
            case "packets_from_first": writer.WriteDecimal(row.FromFirst.Packets); break;
            case "packets_from_second": writer.WriteDecimal(row.FromSecond.Packets); break;
            case "octets_from_first": writer.WriteDecimal(row.FromFirst.Octets); break;
            case "octets_from_second": writer.WriteDecimal(row.FromSecond.Octets); break;
            case "began": writer.WriteSeconds(row.Began.Nanoseconds); break;
            case "duration": writer.WriteSeconds(row.Duration.Nanoseconds); break;
            case "handshake_rtt":
                if (row.HandshakeRtt is { } rtt) writer.WriteSeconds(rtt.Nanoseconds);
                break;
            case "retransmissions": writer.WriteDecimal(row.Retransmissions); break;
            default: writer.Write(NameOf(row.Ending)); break;
        }
    }

    private static ReadOnlySpan<byte> NameOf(ConversationEnding ending) => ending switch
    {
        ConversationEnding.Open => "open"u8,
        ConversationEnding.Unanswered => "unanswered"u8,
        ConversationEnding.Refused => "refused"u8,
        ConversationEnding.HalfClosed => "half-closed"u8,
        ConversationEnding.Closed => "closed"u8,
        ConversationEnding.Reset => "reset"u8,
        _ => ""u8,
    };
}
