using System.Text;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Values;

namespace NetStack.Viz.Tree;

/// <summary>A dissected frame as indented text: a line for each layer, below it a line for each field, findings at
/// the field that they are about. Values that are not in the frame but were worked out stand in brackets.</summary>
/// <remarks>Keeps each field's label as octets, and so writes without allocating. One renderer serves many frames,
/// one at a time.</remarks>
/// <param name="catalogue">The language of labels and findings.</param>
public sealed class TreeRenderer(Catalogue catalogue)
{
    private readonly Dictionary<Field, byte[]> _labels = [];
    private readonly LayerFields _layerFields = new();
    private readonly byte[][] _octets = [.. catalogue.Text(TreeTexts.Octets, "|").Split('|').Select(Encoding.UTF8.GetBytes)];
    private readonly byte[] _set = Encoding.UTF8.GetBytes(catalogue.Text(TreeTexts.Set));
    private readonly byte[] _notSet = Encoding.UTF8.GetBytes(catalogue.Text(TreeTexts.NotSet));

    /// <summary>Writes a frame's tree; every line ends with a line feed.</summary>
    public void Write(Utf8Writer writer, DissectedFrame frame)
    {
        _layerFields.Sort(frame);
        for (int layer = 0; layer < frame.Layers.Length; layer++)
        {
            WriteLayer(writer, frame, layer);
            WriteFields(writer, frame, layer);
        }
    }

    private void WriteLayer(Utf8Writer writer, DissectedFrame frame, int index)
    {
        LayerRecord layer = frame.Layers[index];
        writer.Write(layer.Protocol.Title);
        if (index == 0)
        {
            writer.Write((byte)' ');
            writer.WriteDecimal((long)frame.Info.Number);
        }

        int octets = index == 0 ? frame.Info.OriginalLength : layer.HeaderLength > 0 ? layer.HeaderLength : layer.Length;
        writer.Write(", "u8);
        writer.Write(_octets[0]);
        writer.WriteDecimal((long)octets);
        writer.Write(_octets[1]);
        if (layer.Source != 0)
        {
            writer.Write(", "u8);
            writer.Write(frame.SourceName(layer.Source));
        }

        if (layer.IsQuoted)
        {
            writer.Write(", "u8);
            writer.Write(catalogue.Text(TreeTexts.Quoted));
        }

        writer.Write((byte)'\n');
    }

    private void WriteFields(Utf8Writer writer, DissectedFrame frame, int layer)
    {
        for (int i = _layerFields.First(layer); i >= 0; i = _layerFields.Next(i))
        {
            FieldRecord record = frame.Fields[i];
            WriteField(writer, frame, i);
            WriteFindings(writer, frame, layer, i, record.Depth + 1);
        }

        WriteFindings(writer, frame, layer, -1, 1);
    }

    private void WriteField(Utf8Writer writer, DissectedFrame frame, int index)
    {
        FieldRecord record = frame.Fields[index];
        Field field = record.Field;
        Indent(writer, record.Depth);
        if (field.IsGenerated) writer.Write((byte)'[');
        BitPattern.Write(writer, record);
        writer.Write(LabelOf(field));
        if (field.Type == FieldType.Boolean)
        {
            writer.Write(": "u8);
            writer.Write(record.Value != 0 ? _set : _notSet);
        }
        else if (field.Type != FieldType.None)
        {
            writer.Write(": "u8);
            FieldText.Write(writer, frame, record);
            FlagNames.Write(writer, frame, index);
        }

        if (field.IsGenerated) writer.Write((byte)']');
        writer.Write((byte)'\n');
    }

    /// <summary>Writes the findings of a layer that belong to a field, or (-1) to none of its fields.</summary>
    private void WriteFindings(Utf8Writer writer, DissectedFrame frame, int layer, int field, int depth)
    {
        if (frame.Findings.Count == 0) return;
        foreach (Finding finding in frame.Findings)
        {
            if (finding.Layer != layer || FieldOf(frame, finding) != field) continue;
            Indent(writer, depth);
            writer.Write("["u8);
            writer.Write(catalogue.Text(SeverityTexts.KeyOf(finding.Severity)));
            writer.Write(": "u8);
            writer.Write(catalogue.Sentence(finding));
            writer.Write("]\n"u8);
        }
    }

    /// <summary>The innermost field of the finding's layer that covers its octet, or -1.</summary>
    private int FieldOf(DissectedFrame frame, in Finding finding)
    {
        int found = -1;
        for (int i = _layerFields.First(finding.Layer); i >= 0; i = _layerFields.Next(i))
        {
            FieldRecord record = frame.Fields[i];
            bool covers = record.Source == finding.Source && record.Start >= 0
                && finding.At >= record.Start && finding.At < record.Start + record.Length;
            if (covers && (found < 0 || record.Depth > frame.Fields[found].Depth)) found = i;
        }

        return found;
    }

    private byte[] LabelOf(Field field)
    {
        if (!_labels.TryGetValue(field, out byte[]? label))
            _labels[field] = label = Encoding.UTF8.GetBytes(catalogue.Label(field));
        return label;
    }

    private static void Indent(Utf8Writer writer, int depth)
    {
        for (int i = 0; i < depth; i++) writer.Write("    "u8);
    }
}
