using System.Text;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Viz.Tree;

namespace NetStack.Cli.Printing;

/// <summary><c>-T json</c>: every field of every layer in the shape of <c>tshark -T json</c>. Children of a field stand
/// in an object named <c>FIELD_tree</c>, aliases beside their field, and a key may come more than once.</summary>
internal sealed class JsonPrinter(Utf8Writer writer) : FramePrinter
{
    private const int LayerIndent = 8;
    private readonly JsonEnvelope _envelope = new(writer);
    private readonly LayerFields _fields = new();
    private readonly Dictionary<Field, JsonKeys> _keys = [];
    private bool _isFirst; // in the innermost open object
    private int _indent;
    private FieldRecord _sourcePort;

    /// <inheritdoc/>
    public override IEnumerable<Field>? Wanted => null;

    /// <inheritdoc/>
    public override void Print(DissectedFrame frame)
    {
        _envelope.Open(frame);
        _fields.Sort(frame);
        (_isFirst, _indent, _sourcePort) = (true, LayerIndent, default);
        for (int layer = 0; layer < frame.Layers.Length;) layer = WriteLayer(frame, layer);
        _envelope.Close();
    }

    /// <inheritdoc/>
    public override void End() => _envelope.End();

    /// <summary>Writes a layer and what stands inside it.</summary>
    /// <returns>The layer after those.</returns>
    private int WriteLayer(DissectedFrame frame, int index)
    {
        LayerRecord layer = frame.Layers[index];
        OpenMember(Encoding.UTF8.GetBytes(layer.Protocol.Name));
        OpenObject();
        for (int at = _fields.First(index); at >= 0;) at = WriteField(frame, at);
        int next = index + 1;
        if (HoldsWhatItCarries(layer.Protocol))
        {
            while (next < frame.Layers.Length && frame.Layers[next].Depth > layer.Depth) next = WriteLayer(frame, next);
        }

        CloseObject();
        return next;
    }

    /// <summary>ICMP's tree holds the packet that a message quotes; elsewhere layers stand side by side.</summary>
    private static bool HoldsWhatItCarries(Protocol protocol) => protocol.Name is "icmp" or "icmpv6";

    /// <summary>Writes a field, its aliases and its children.</summary>
    /// <returns>The field after those, or -1.</returns>
    private int WriteField(DissectedFrame frame, int index)
    {
        ref readonly FieldRecord record = ref frame.Fields[index];
        JsonKeys keys = KeysOf(record.Field);
        int next = _fields.Next(index);
        bool hasChildren = next >= 0 && frame.Fields[next].Depth > record.Depth;
        bool isMereNode = record.Field.Type == FieldType.None && hasChildren;
        if (!isMereNode) WriteMember(keys.Name, frame, record);
        if (!hasChildren)
        {
            WriteAliases(keys, frame, record);
            return next;
        }

        OpenMember(isMereNode ? keys.Name : keys.Tree);
        OpenObject();
        WriteAliases(keys, frame, record);
        while (next >= 0 && frame.Fields[next].Depth > record.Depth) next = WriteField(frame, next);
        CloseObject();
        return next;
    }

    /// <summary>tshark writes both ports before it repeats them as tcp.port: the first waits for the second.</summary>
    private void WriteAliases(JsonKeys keys, DissectedFrame frame, in FieldRecord record)
    {
        if (keys.IsSourcePort)
        {
            _sourcePort = record;
            return;
        }

        if (_sourcePort.Field is { } port)
        {
            FieldRecord source = _sourcePort;
            _sourcePort = default;
            foreach (byte[] alias in KeysOf(port).Aliases) WriteMember(alias, frame, source);
        }

        foreach (byte[] alias in keys.Aliases) WriteMember(alias, frame, record);
    }

    private void WriteMember(byte[] key, DissectedFrame frame, in FieldRecord record)
    {
        OpenMember(key);
        JsonValue.WriteString(writer, frame, record);
    }

    private void OpenMember(ReadOnlySpan<byte> key)
    {
        writer.Write(_isFirst ? "\n"u8 : ",\n"u8);
        _isFirst = false;
        Indent();
        writer.Write((byte)'"');
        writer.Write(key);
        writer.Write("\": "u8);
    }

    private void OpenObject()
    {
        writer.Write((byte)'{');
        _isFirst = true;
        _indent += 2;
    }

    private void CloseObject()
    {
        _indent -= 2;
        _isFirst = false;
        writer.Write((byte)'\n');
        Indent();
        writer.Write((byte)'}');
    }

    private void Indent()
    {
        writer.GetSpan(_indent)[.._indent].Fill((byte)' ');
        writer.Advance(_indent);
    }

    private JsonKeys KeysOf(Field field)
    {
        if (!_keys.TryGetValue(field, out JsonKeys? keys)) _keys[field] = keys = new(field);
        return keys;
    }
}
