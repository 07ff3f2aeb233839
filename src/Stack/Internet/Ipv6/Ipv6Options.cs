using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Ipv6;

/// <summary>The options of hop-by-hop and destination options headers. Source: RFC 8200 §4.2, IANA "IPv6 Parameters".</summary>
internal static class Ipv6Options
{
    public const byte Pad1 = 0x00, PadN = 0x01, RouterAlert = 0x05, HomeAddress = 0xC9, Jumbo = 0xC2, TunnelLimit = 0x04;

    private static readonly RfcReference Format = Rfc.Section(8200, "4.2");

    private static readonly Dictionary<ulong, string> Types = new()
    {
        [Pad1] = "Pad1", [PadN] = "PadN", [TunnelLimit] = "Tunnel Encapsulation Limit", [RouterAlert] = "Router Alert",
        [0x07] = "CALIPSO", [0x08] = "SMF_DPD", [0x0F] = "PDM", [0x26] = "Quick-Start", [0x30] = "Path MTU Record",
        [0x31] = "IOAM Option", [0x63] = "RPL Option", [0x6D] = "MPL Option", [Jumbo] = "Jumbo Payload", [HomeAddress] = "Home Address",
    };

    private static readonly Dictionary<ulong, string> Actions = new()
    {
        [0] = "skip and continue", [1] = "discard", [2] = "discard and send ICMP", [3] = "discard and send ICMP if not multicast",
    };

    private static readonly Dictionary<ulong, string> Alerts = new()
    {
        [0] = "MLD", [1] = "RSVP", [2] = "Active Networks",
    };

    private static readonly Field Type = Field.HexAt("ipv6.opt.type", 0, 8, FieldType.UInt8, Format) with { Names = Types };

    /// <summary>The first octet: the option, and what to do with it where it is not known.</summary>
    public static ImmutableArray<Field> TypeFields { get; } =
    [
        Type,
        Field.Part(Type, "ipv6.opt.type.action", 0, 2, FieldType.UInt8) with { Names = Actions },
        Field.Part(Type, "ipv6.opt.type.change", 2, 1, FieldType.Boolean),
        Field.Part(Type, "ipv6.opt.type.rest", 3, 5, FieldType.UInt8) with { Base = NumberBase.Hexadecimal },
    ];

    /// <summary>Type and length.</summary>
    public static ImmutableArray<Field> Start { get; } =
        [.. TypeFields, Field.At("ipv6.opt.length", 8, 8, FieldType.UInt8, Format)];

    /// <summary>ipv6.opt: the node of an option.</summary>
    public static Field Node { get; } = Field.Variable("ipv6.opt", FieldType.None, Format);

    private static readonly Field Padding1 = Field.Variable("ipv6.opt.pad1", FieldType.None, Format);
    private static readonly Field PaddingN = Field.Variable("ipv6.opt.padn", FieldType.Octets, Format) with { MayBeEmpty = true };
    private static readonly Field Alert = Field.Variable("ipv6.opt.router_alert", FieldType.UInt16, Rfc.Section(2711, "2.1")) with { Names = Alerts };
    private static readonly Field Limit = Field.Variable("ipv6.opt.tel", FieldType.UInt8, Rfc.Section(2473, "4.1.1"));
    private static readonly Field JumboLength = Field.Variable("ipv6.opt.jumbo", FieldType.UInt32, Rfc.Section(2675, "2"));
    private static readonly Field Home = Field.Variable("ipv6.opt.mipv6.home_address", FieldType.Ipv6, Rfc.Section(6275, "6.3"));
    private static readonly Field Unknown = Field.Variable("ipv6.opt.unknown", FieldType.Octets, Format);

    /// <summary>The fields without a fixed place.</summary>
    public static ImmutableArray<Field> Variable { get; } =
        [Node, Padding1, PaddingN, Alert, Limit, JumboLength, Home, Unknown];

    /// <summary>Adds all options of a header.</summary>
    public static void Dissect(DissectedFrame frame, scoped in Octets options)
    {
        for (int at = 0; at < options.Length;)
        {
            int length = options[at] == Pad1 ? 1 : at + 1 < options.Length ? options[at + 1] + 2 : int.MaxValue;
            if (length > options.Length - at)
            {
                frame.AddFixed(Start, options.From(at));
                frame.ReportTooShort(options, options.Length, 1);
                return;
            }

            Octets option = options.Slice(at, length);
            int node = frame.Open(Node, option, 0, length);
            DissectOne(frame, option);
            frame.Close(node);
            at += length;
        }
    }

    private static void DissectOne(DissectedFrame frame, scoped in Octets option)
    {
        const int ValueAt = 2;
        if (option[0] == Pad1)
        {
            frame.AddFixed(TypeFields, option);
            frame.Add(Padding1, option, 0, 1, 0);
            return;
        }

        frame.AddFixed(Start, option);
        int length = option.Length - ValueAt;
        switch (option[0], length)
        {
            case (PadN, _):
                frame.AddInPlace(PaddingN, option, ValueAt, length);
                break;
            case (RouterAlert, 2):
                frame.Add(Alert, option, ValueAt, 2, DissectedFrame.ReadBits(option.Span, 16, 16));
                break;
            case (TunnelLimit, 1):
                frame.Add(Limit, option, ValueAt, 1, option[ValueAt]);
                break;
            case (Jumbo, 4):
                frame.Add(JumboLength, option, ValueAt, 4, DissectedFrame.ReadBits(option.Span, 16, 32));
                break;
            case (HomeAddress, 16):
                frame.AddInPlace(Home, option, ValueAt, 16);
                break;
            default:
                if (length > 0) frame.AddInPlace(Unknown, option, ValueAt, length);
                break;
        }
    }
}
