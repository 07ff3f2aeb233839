using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Viz.Values;

namespace NetStack.Viz.Layers;

/// <summary>Makes a <see cref="LayersView"/> from a dissected frame.</summary>
internal sealed class LayersBuilder(DissectedFrame frame)
{
    private const int MaxFields = 12, MaxHeaderOctets = 64, MaxDataOctets = 48;

    /// <summary>Further main fields are not even counted: a hostile frame has thousands.</summary>
    private const int MaxSeen = 256;

    /// <summary>Octets that a field of octets may have and still be shown as a value; longer ones, and payloads, are
    /// seen below the fields anyway.</summary>
    private const int MaxFieldOctets = 8;

    public LayersView Build()
    {
        // Layer 0 is the frame as the capture point knows it: it has no octets of its own.
        ImmutableArray<LayerBox> boxes = ChildrenOf(0);
        return new(frame.Info.Number, frame.Info.Time, frame.Info.OriginalLength, frame.FrameOctets.Length,
            CountHeaders(), BuildStrip(), boxes);
    }

    private ImmutableArray<LayerBox> ChildrenOf(int parent)
    {
        ReadOnlySpan<LayerRecord> layers = frame.Layers;
        var children = ImmutableArray.CreateBuilder<LayerBox>();
        for (int i = parent + 1; i < layers.Length && layers[i].Depth > layers[parent].Depth; i++)
        {
            if (layers[i].Depth == layers[parent].Depth + 1) children.Add(BuildBox(i));
        }

        return children.ToImmutable();
    }

    private LayerBox BuildBox(int index)
    {
        LayerRecord layer = frame.Layers[index];
        StackLayer kind = StackLayers.Of(layer.Dissector);
        ImmutableArray<LayerBox> inside = ChildrenOf(index);
        bool isBody = kind >= StackLayer.Application && inside.IsEmpty;
        int header = isBody ? layer.Length : layer.HeaderLength;
        int covered = EndOfCovered(index, layer.Start + header);
        (ImmutableArray<BoxField> fields, int more) = MainFields(index);
        return new(layer.Protocol.Name, layer.Protocol.ShortName, layer.Protocol.Title, kind, layer.Length,
            layer.Source == 0 ? null : frame.SourceName(layer.Source), layer.IsQuoted, fields, more,
            Run(layer.Source, layer.Start, header, isBody ? MaxDataOctets : MaxHeaderOctets), inside,
            Run(layer.Source, covered, layer.Start + layer.Length - covered, MaxDataOctets));
    }

    /// <summary>Where the last layer inside ends that is in the same octets.</summary>
    private int EndOfCovered(int index, int headerEnd)
    {
        ReadOnlySpan<LayerRecord> layers = frame.Layers;
        int end = headerEnd;
        for (int i = index + 1; i < layers.Length && layers[i].Depth > layers[index].Depth; i++)
        {
            if (layers[i].Source == layers[index].Source) end = Math.Max(end, layers[i].Start + layers[i].Length);
        }

        return end;
    }

    /// <summary>The fields at the tree's first level (below a group, those of the group), without those that only the
    /// octets can show, and without a second reading of the same octets.</summary>
    private (ImmutableArray<BoxField>, int More) MainFields(int layer)
    {
        var fields = ImmutableArray.CreateBuilder<BoxField>();
        List<FieldRecord> shown = [];
        int more = 0, groupDepth = 0;
        ReadOnlySpan<FieldRecord> records = frame.Fields;
        for (int i = 0; i < records.Length; i++)
        {
            FieldRecord record = records[i];
            if (record.Layer != layer) continue;
            groupDepth = Math.Min(groupDepth, record.Depth - 1);
            if (record.Depth != groupDepth + 1) continue;
            if (record.Field.Type == FieldType.None && !record.Field.IsGenerated) groupDepth++;
            if (!IsMain(record) || shown.Exists(other => ReadsTheSame(other, record))) continue;
            shown.Add(record);
            if (fields.Count < MaxFields) fields.Add(new(record.Field, FieldText.Of(frame, i)));
            else more++;
            if (shown.Count == MaxSeen) break;
        }

        return (fields.ToImmutable(), more);
    }

    /// <summary>True when two fields cover the same octets, and not only different bits of them.</summary>
    private static bool ReadsTheSame(in FieldRecord a, in FieldRecord b) => !(a.Field.IsFixed && b.Field.IsFixed)
        && a.Source == b.Source && a.Start < b.Start + b.Length && b.Start < a.Start + a.Length;

    private static bool IsMain(in FieldRecord record) => !record.Field.IsGenerated && record.Field.Type switch
    {
        FieldType.None => false,
        FieldType.Octets => record.Field.IsFixed && record.Length <= MaxFieldOctets,
        _ => true,
    };

    private OctetRun Run(int source, int start, int length, int most)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(source);
        if (length <= 0 || start >= octets.Length) return new([], 0);
        return new([.. octets.Slice(start, Math.Min(Math.Min(length, most), octets.Length - start))], length);
    }

    /// <summary>Headers are what carries: the link, Internet and transport layers, and an application's layer when
    /// there is one of those inside (a tunnel). What an ICMP error quotes is its data.</summary>
    private bool IsHeader(int index)
    {
        ReadOnlySpan<LayerRecord> layers = frame.Layers;
        LayerRecord layer = layers[index];
        if (layer.Source != 0 || layer.IsQuoted || index == 0) return false;
        if (StackLayers.Of(layer.Dissector) < StackLayer.Application) return true;
        for (int i = index + 1; i < layers.Length && layers[i].Depth > layer.Depth; i++)
        {
            if (StackLayers.Of(layers[i].Dissector) < StackLayer.Application && !layers[i].IsQuoted) return true;
        }

        return false;
    }

    private int CountHeaders()
    {
        int count = 0;
        for (int i = 0; i < frame.Layers.Length; i++)
        {
            if (IsHeader(i)) count += frame.Layers[i].HeaderLength;
        }

        return count;
    }

    /// <summary>Every octet of the frame once: a layer's header where there is one, else the innermost layer that
    /// covers it.</summary>
    private ImmutableArray<StripPart> BuildStrip()
    {
        ReadOnlySpan<LayerRecord> layers = frame.Layers;
        var parts = ImmutableArray.CreateBuilder<StripPart>();
        int at = 0;
        for (int i = 1; i < layers.Length; i++)
        {
            LayerRecord layer = layers[i];
            if (layer.Source != 0 || layer.IsQuoted || layer.Start < at) continue;
            if (layer.Start > at) parts.Add(new("", StackLayer.Data, layer.Start - at));
            int length = IsHeader(i) ? layer.HeaderLength : layer.Length;
            if (length > 0) parts.Add(new(layer.Protocol.ShortName, StackLayers.Of(layer.Dissector), length));
            at = layer.Start + length;
        }

        int end = Math.Max(frame.Info.OriginalLength, frame.FrameOctets.Length);
        if (at < end) parts.Add(new("", StackLayer.Data, end - at));
        return parts.ToImmutable();
    }
}
