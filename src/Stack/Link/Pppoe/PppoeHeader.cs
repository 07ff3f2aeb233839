using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Link.Pppoe;

/// <summary>The PPPoE header that discovery and session share. Source: RFC 2516 §4.</summary>
internal static class PppoeHeader
{
    /// <summary>Octets of the header.</summary>
    public const int Length = 6;

    private static readonly RfcReference Format = Rfc.Section(2516, "4");

    /// <summary>Kinds of packet.</summary>
    public static IReadOnlyDictionary<ulong, string> Codes { get; } = new Dictionary<ulong, string>
    {
        [0x00] = "Session Data",
        [0x07] = "Active Discovery Offer (PADO)",
        [0x09] = "Active Discovery Initiation (PADI)",
        [0x0A] = "Active Discovery Session-Grant (PADG)",
        [0x0B] = "Active Discovery Session-Credit Response (PADC)",
        [0x0C] = "Active Discovery Quality (PADQ)",
        [0x19] = "Active Discovery Request (PADR)",
        [0x65] = "Active Discovery Session-confirmation (PADS)",
        [0xA7] = "Active Discovery Terminate (PADT)",
        [0xD3] = "Active Discovery Message (PADM)",
        [0xD4] = "Active Discovery Network (PADN)",
    };

    /// <summary>The layout.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        Field.At("pppoe.version", 0, 4, FieldType.UInt8, Format),
        Field.At("pppoe.type", 4, 4, FieldType.UInt8, Format),
        Field.HexAt("pppoe.code", 8, 8, FieldType.UInt8, Format) with { Names = Codes },
        Field.HexAt("pppoe.session_id", 16, 16, FieldType.UInt16, Format),
        Field.At("pppoe.payload_length", 32, 16, FieldType.UInt16, Format),
    ];

    /// <summary>Adds the header's fields and cuts its payload.</summary>
    /// <returns>False when the header is not whole.</returns>
    public static bool TryDissect(DissectedFrame frame, scoped in Octets octets, out Octets payload)
    {
        payload = default;
        if (!frame.AddFixed(Fields, octets))
        {
            frame.ReportTooShort(octets, octets.Length, Length - octets.Length);
            return false;
        }

        frame.SetHeaderLength(Length);
        int claimed = (int)DissectedFrame.ReadBits(octets.Span, 32, 16);
        if (Length + claimed > octets.ReportedLength)
            frame.Report(Severity.Error, PppoeSessionDissector.LengthBeyondFrame, octets, 4, claimed, octets.ReportedLength - Length);
        Octets rest = octets.From(Length);
        payload = new(rest.Span[..Math.Min(claimed, rest.Length)], rest.Source, rest.Start, Math.Min(claimed, rest.ReportedLength));
        return true;
    }

    /// <summary>Writes the kind of packet.</summary>
    public static void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> header = frame.SourceOctets(layer.Source)[layer.Start..];
        if (header.Length > 1) writer.Write(Codes.GetValueOrDefault(header[1], "Unknown PPPoE code"));
    }
}
