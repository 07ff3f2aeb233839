using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Viz.Tree;

namespace NetStack.Cli.Printing;

/// <summary><c>-T ndjson</c>: one object a line for each frame (see docs/ndjson.md), for jq, DuckDB, pandas and the
/// like: numbers are numbers, a field that comes more than once in a layer has an array, and no key comes twice.</summary>
internal sealed class NdjsonPrinter(Utf8Writer writer) : FramePrinter
{
    private readonly LayerFields _fields = new();

    // The fields of one layer by name: where each was seen first and last, and the chain between.
    private readonly Dictionary<Field, (int First, int Last)> _seen = [];
    private int[] _next = new int[128];

    /// <inheritdoc/>
    public override IEnumerable<Field>? Wanted => null;

    /// <inheritdoc/>
    public override void Print(DissectedFrame frame)
    {
        _fields.Sort(frame);
        writer.Write("{\"frame\":"u8);
        writer.WriteDecimal((ulong)frame.Info.Number);
        writer.Write(",\"time\":"u8);
        writer.WriteSeconds(frame.Info.Time.Nanoseconds);
        writer.Write(",\"length\":"u8);
        writer.WriteDecimal((ulong)frame.Info.OriginalLength);
        writer.Write(",\"layers\":["u8);
        for (int layer = 1; layer < frame.Layers.Length; layer++) WriteLayer(frame, layer);
        writer.Write((byte)']');
        WriteFindings(frame);
        writer.Write("}\n"u8);
    }

    private void WriteLayer(DissectedFrame frame, int index)
    {
        writer.Write(index > 1 ? ",{\"protocol\":\""u8 : "{\"protocol\":\""u8);
        writer.Write(frame.Layers[index].Protocol.Name);
        writer.Write((byte)'"');
        Chain(frame, index);
        for (int at = _fields.First(index); at >= 0; at = _fields.Next(at))
        {
            Field field = frame.Fields[at].Field;
            if (_seen[field].First == at) WriteMember(frame, field.Name, at);
        }

        writer.Write((byte)'}');
    }

    private void Chain(DissectedFrame frame, int layer)
    {
        _seen.Clear();
        if (_next.Length < frame.Fields.Length) _next = new int[Math.Max(frame.Fields.Length, _next.Length * 2)];
        for (int at = _fields.First(layer); at >= 0; at = _fields.Next(at))
        {
            Field field = frame.Fields[at].Field;
            _next[at] = -1;
            bool again = _seen.TryGetValue(field, out (int First, int Last) chain);
            if (again) _next[chain.Last] = at;
            _seen[field] = (again ? chain.First : at, at);
        }
    }

    private void WriteMember(DissectedFrame frame, string name, int first)
    {
        writer.Write(",\""u8);
        writer.Write(name);
        writer.Write("\":"u8);
        bool isArray = _next[first] >= 0;
        if (isArray) writer.Write((byte)'[');
        for (int at = first; at >= 0; at = _next[at])
        {
            if (at != first) writer.Write((byte)',');
            JsonValue.WriteTyped(writer, frame, frame.Fields[at]);
        }

        if (isArray) writer.Write((byte)']');
    }

    private void WriteFindings(DissectedFrame frame)
    {
        if (frame.Findings.Count == 0) return;
        writer.Write(",\"findings\":["u8);
        for (int i = 0; i < frame.Findings.Count; i++)
        {
            Finding finding = frame.Findings[i];
            writer.Write(i > 0 ? ",{\"severity\":\""u8 : "{\"severity\":\""u8);
            writer.Write(NameOf(finding.Severity));
            writer.Write("\",\"reason\":\""u8);
            writer.Write(finding.Reason);
            writer.Write("\",\"protocol\":\""u8);
            writer.Write(frame.Layers[finding.Layer].Protocol.Name);
            writer.Write("\",\"at\":"u8);
            writer.WriteDecimal((long)finding.At);
            writer.Write((byte)'}');
        }

        writer.Write((byte)']');
    }

    private static ReadOnlySpan<byte> NameOf(Severity severity) => severity switch
    {
        Severity.Chat => "chat"u8,
        Severity.Note => "note"u8,
        Severity.Warning => "warning"u8,
        _ => "error"u8,
    };
}
