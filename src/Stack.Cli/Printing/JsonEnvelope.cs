using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Cli.Printing;

/// <summary>What <c>tshark -T json</c> puts around each frame's layers: an array of documents, as Elasticsearch takes
/// them, in an index for each day.</summary>
internal sealed class JsonEnvelope(Utf8Writer writer)
{
    private bool _any;

    /// <summary>Writes all up to the members of "layers".</summary>
    public void Open(DissectedFrame frame)
    {
        writer.Write(_any ? ",\n"u8 : "[\n"u8);
        _any = true;
        writer.Write("  {\n    \"_index\": \"packets-"u8);
        WriteDate(frame.Info.Time);
        writer.Write("\",\n    \"_type\": \"doc\",\n    \"_score\": null,\n    \"_source\": {\n      \"layers\": {"u8);
    }

    /// <summary>Writes what follows the members of "layers".</summary>
    public void Close() => writer.Write("\n      }\n    }\n  }"u8);

    /// <summary>Writes the end of the array, which may be empty.</summary>
    public void End() => writer.Write(_any ? "\n]\n"u8 : "[]\n"u8);

    private void WriteDate(Timestamp time)
    {
        DateTime day = DateTime.UnixEpoch.AddTicks(time.Nanoseconds / 100);
        writer.WriteDecimal((ulong)day.Year, 4);
        writer.Write((byte)'-');
        writer.WriteDecimal((ulong)day.Month, 2);
        writer.Write((byte)'-');
        writer.WriteDecimal((ulong)day.Day, 2);
    }
}
