using System.Globalization;
using System.Text;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Tests;

/// <summary>All that was found in a frame, as text: two dissections are equal when their texts are.</summary>
internal static class FrameTexts
{
    public static string Of(DissectedFrame frame)
    {
        StringBuilder text = new();
        foreach (LayerRecord layer in frame.Layers)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"layer {layer.Protocol.Name} {layer.Source} {layer.Start} {layer.HeaderLength} {layer.Length} {layer.FirstField} {layer.Depth} {layer.IsQuoted}");
        }

        foreach (FieldRecord field in frame.Fields)
        {
            ulong value = field.Place == ValuePlace.Record ? field.Value : 0;
            string octets = field.Place == ValuePlace.Record ? "" : Digest(frame.ValueOctets(field));
            text.AppendLine(CultureInfo.InvariantCulture,
                $"field {field.Field.Name} {value} {octets} {field.Start} {field.Length} {field.Layer} {field.Source} {field.Depth} {field.Place}");
        }

        for (int source = 0; source < frame.SourceCount; source++)
            text.AppendLine(CultureInfo.InvariantCulture, $"source {frame.SourceName(source)} {Digest(frame.SourceOctets(source))}");
        foreach (Finding finding in frame.Findings) text.AppendLine(CultureInfo.InvariantCulture, $"{finding}");
        Utf8Writer summary = new();
        LayerRecord told = frame.Layers[frame.SummaryLayer];
        told.Dissector.Summarize(frame, told, summary);
        return text.Append(summary.ToString()).ToString();
    }

    private static string Digest(ReadOnlySpan<byte> octets) => octets.Length <= 32 ? Convert.ToHexString(octets)
        : string.Create(CultureInfo.InvariantCulture, $"{octets.Length}:{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(octets))}");
}
