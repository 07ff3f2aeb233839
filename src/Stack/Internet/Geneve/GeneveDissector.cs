using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Internet.Geneve;

/// <summary>Geneve: what VXLAN does, with options, and for any EtherType. Source: RFC 8926 §3.4.</summary>
public sealed class GeneveDissector : Dissector
{
    /// <summary>An option reaches beyond the options' end. Argument: its length.</summary>
    public const string BadOptionLength = "geneve.option.length.bad";

    private const int FixedLength = 8, OptionHeaderLength = 4;
    private static readonly RfcReference Format = Rfc.Section(8926, "3.4"), OptionFormat = Rfc.Section(8926, "3.5");
    private static readonly Field Flags = Field.HexAt("geneve.flags", 8, 8, FieldType.UInt8, Format);
    private static readonly Field OptionType = Field.HexAt("geneve.option.type", 16, 8, FieldType.UInt8, OptionFormat);
    private static readonly Field OptionFlags = Field.HexAt("geneve.option.flags", 24, 3, FieldType.UInt8, OptionFormat);
    private static readonly Field Options = Field.Variable("geneve.options", FieldType.Octets, OptionFormat);
    private static readonly Field Option = Field.Variable("geneve.option", FieldType.Octets, OptionFormat);
    private static readonly Field OptionData = Field.Variable("geneve.option.unknown.data", FieldType.Octets, OptionFormat);
    private static readonly Field OptionLength = Field.Variable("geneve.option.length", FieldType.UInt8, OptionFormat);

    private static readonly ImmutableArray<Field> Start =
    [
        Field.At("geneve.version", 0, 2, FieldType.UInt8, Format),
        Field.At("geneve.options_length", 2, 6, FieldType.UInt8, Format) with { Multiplier = 4, Aliases = ["geneve.option.length"] },
        Flags,
        Field.Part(Flags, "geneve.flags.oam", 8, 1, FieldType.Boolean),
        Field.Part(Flags, "geneve.flags.critical", 9, 1, FieldType.Boolean),
        Field.Part(Flags, "geneve.flags.reserved", 10, 6, FieldType.Boolean),
        Field.HexAt("geneve.proto_type", 16, 16, FieldType.UInt16, Format) with { Names = EtherType.Names },
        Field.HexAt("geneve.vni", 32, 24, FieldType.UInt24, Format),
        Field.HexAt("geneve.reserved", 56, 8, FieldType.UInt8, Format),
    ];

    private static readonly ImmutableArray<Field> OptionStart =
    [
        Field.HexAt("geneve.option.class", 0, 16, FieldType.UInt16, OptionFormat),
        OptionType,
        Field.Part(OptionType, "geneve.option.type.critical", 16, 1, FieldType.Boolean),
        OptionFlags,
        Field.At("geneve.option.words", 27, 5, FieldType.UInt8, OptionFormat) with { Multiplier = 4 },
    ];

    /// <summary>The header's fields and those of an option.</summary>
    public static Protocol Definition { get; } = new("geneve", "Geneve", "Generic Network Virtualization Encapsulation",
        [.. Start, Options, Option, OptionLength, OptionData], new Layout("option", OptionStart));

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.UdpPort, 6081)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!frame.AddFixed(Start, octets))
        {
            frame.ReportTooShort(octets, octets.Length, FixedLength - octets.Length);
            return;
        }

        int options = (octets[0] & 0x3F) * 4;
        frame.SetHeaderLength(FixedLength + options);
        if (options > 0) DissectOptions(frame, octets.Slice(FixedLength, options));
        if (FixedLength + options > octets.Length)
        {
            frame.ReportTooShort(octets, octets.Length, FixedLength + options - octets.Length);
            return;
        }

        Octets payload = octets.From(FixedLength + options);
        uint type = (uint)DissectedFrame.ReadBits(octets.Span, 16, 16);
        if (type < EtherType.Minimum || !frame.TryNext(DissectorTable.EtherType, type, payload)) frame.NextData(payload);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> header = frame.SourceOctets(layer.Source)[layer.Start..];
        if (header.Length < FixedLength) return;
        writer.Write("Geneve, VNI 0x"u8);
        writer.WriteHex(DissectedFrame.ReadBits(header, 32, 24), 6);
    }

    private static void DissectOptions(DissectedFrame frame, scoped in Octets options)
    {
        int node = frame.Open(Options, options, 0, options.Length);
        for (int at = 0; at + OptionHeaderLength <= options.Length;)
        {
            int length = ((options[at + 3] & 0x1F) * 4) + OptionHeaderLength;
            if (length > options.Length - at)
            {
                frame.AddFixed(OptionStart, options.From(at));
                frame.Report(Severity.Error, BadOptionLength, options, at + 3, length);
                break;
            }

            Octets option = options.Slice(at, length);
            int child = frame.Open(Option, option, 0, length);
            frame.AddFixed(OptionStart, option);
            frame.Add(OptionLength, option, 3, 1, (ulong)length);
            if (length > OptionHeaderLength) frame.AddInPlace(OptionData, option, OptionHeaderLength, length - OptionHeaderLength);
            frame.Close(child);
            at += length;
        }

        frame.Close(node);
    }
}
