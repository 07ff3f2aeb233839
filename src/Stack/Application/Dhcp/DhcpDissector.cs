using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Dhcp;

/// <summary>DHCP, and BOOTP from which it grew. Source: RFC 2131, RFC 2132.</summary>
public sealed class DhcpDissector : Dissector
{
    /// <summary>The port that servers and relays listen on. Source: RFC 2131 §4.1.</summary>
    public const ushort ServerPort = 67;

    /// <summary>The port that clients listen on. Source: RFC 2131 §4.1.</summary>
    public const ushort ClientPort = 68;

    /// <summary>An option's value does not have the form of its code. Arguments: code, octets there.</summary>
    public const string BadOption = "dhcp.option.bad";

    /// <summary>The options have no end option. No arguments.</summary>
    public const string NoEnd = "dhcp.end_option_missing";

    private const ushort ProxyPort = 4011; // PXE's boot servers, beside the DHCP server
    private const int VendorAreaLength = 64; // RFC 951 §3
    private const int CookieLength = 4;

    /// <summary>The header's fields, and those of options.</summary>
    public static Protocol Definition { get; } = new("dhcp", "DHCP", "Dynamic Host Configuration Protocol",
        [.. DhcpHeader.Fields, DhcpHeader.HardwareAddress, .. DhcpFields.All]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
        [(DissectorTable.UdpPort, ServerPort), (DissectorTable.UdpPort, ClientPort), (DissectorTable.UdpPort, ProxyPort)];

    /// <inheritdoc/>
    public override object CreateState(DissectionSession session) => new Utf8Writer(256); // scratch for texts

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(DhcpHeader.FirstFields, octets);
        if (!DhcpHeader.TryParse(octets.Span, out DhcpHeader header, out ParseError error))
        {
            frame.ReportTooShort(octets, error.At, error.Needed - error.Available);
            return;
        }

        AddHardwareAddress(frame, octets, header);
        AddNames(frame, octets);
        int at = DhcpHeader.HeaderLength;
        if (!HasOptions(octets.Span))
        {
            AddVendorArea(frame, octets, at);
            return;
        }

        frame.AddFixed([DhcpHeader.Cookie], octets);
        DhcpOptionReader reader = new(frame, octets, frame.Session.State<Utf8Writer>(this));
        int optionsAt = at + CookieLength;
        at = reader.ReadOptions(optionsAt, octets.Length);
        if (at < octets.Length) frame.AddInPlace(DhcpFields.Padding, octets, at, octets.Length - at);
        if (at == octets.Length && (at == optionsAt || octets[at - 1] != DhcpOptionShapes.End) && !octets.IsCut)
            frame.Report(Severity.Error, NoEnd, octets, at);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length);
        if (DhcpHeader.TryParse(octets, out DhcpHeader header, out _)) DhcpSummary.Write(octets, header, writer);
    }

    /// <summary>RFC 2131 §3: options begin with a number that nobody would put there by chance.</summary>
    internal static bool HasOptions(ReadOnlySpan<byte> octets) => octets.Length >= DhcpHeader.HeaderLength + CookieLength
        && DissectedFrame.ReadBits(octets, DhcpHeader.HeaderLength * 8, 32) == DhcpHeader.MagicCookie;

    /// <summary>The value of the first option with a code; empty when there is none. Looks in the options field alone.</summary>
    internal static ReadOnlySpan<byte> FindOption(ReadOnlySpan<byte> octets, byte code)
    {
        if (!HasOptions(octets)) return default;
        for (int at = DhcpHeader.HeaderLength + CookieLength; at < octets.Length && octets[at] != DhcpOptionShapes.End;)
        {
            if (octets[at] == DhcpOptionShapes.Pad)
            {
                at++;
                continue;
            }

            if (at + 2 > octets.Length || at + 2 + octets[at + 1] > octets.Length) return default;
            if (octets[at] == code) return octets.Slice(at + 2, octets[at + 1]);
            at += 2 + octets[at + 1];
        }

        return default;
    }

    private static void AddHardwareAddress(DissectedFrame frame, scoped in Octets octets, DhcpHeader header)
    {
        int length = header.HardwareAddressOctets.Length, at = DhcpHeader.HardwareAddressAt;
        if (length == 0) return;
        if (header.HasMacAddress)
            frame.Add(DhcpHeader.MacAddress, octets, at, length, DissectedFrame.ReadBits(octets.Span, at * 8, 48));
        else
            frame.AddInPlace(DhcpHeader.HardwareAddress, octets, at, length);
        if (length < DhcpHeader.HardwareAddressRoom)
            frame.AddInPlace(DhcpHeader.HardwarePadding, octets, at + length, DhcpHeader.HardwareAddressRoom - length);
    }

    /// <summary>The two names, unless their fields hold options (RFC 2132 §9.3).</summary>
    private void AddNames(DissectedFrame frame, scoped in Octets octets)
    {
        ReadOnlySpan<byte> overload = FindOption(octets.Span, DhcpOptionShapes.Overload);
        int overloaded = overload.IsEmpty ? 0 : overload[0];
        if ((overloaded & 2) == 0) AddName(frame, octets, DhcpHeader.ServerName, DhcpHeader.ServerNameAt, DhcpHeader.ServerNameLength);
        if ((overloaded & 1) == 0) AddName(frame, octets, DhcpHeader.BootFile, DhcpHeader.FileAt, DhcpHeader.FileLength);
    }

    private void AddName(DissectedFrame frame, scoped in Octets octets, Field field, int at, int length)
    {
        ReadOnlySpan<byte> name = octets.Span.Slice(at, length);
        if (name[0] == 0 || !frame.Wants(field)) return;
        Utf8Writer text = frame.Session.State<Utf8Writer>(this);
        text.Clear();
        AsciiText.Write(text, name);
        frame.AddDecoded(field, octets, at, length, text.Written);
    }

    private static void AddVendorArea(DissectedFrame frame, scoped in Octets octets, int at)
    {
        if (octets.Length < at + CookieLength)
            frame.ReportTooShort(octets, octets.Length, at + CookieLength - octets.Length);
        else
            frame.AddInPlace(DhcpFields.VendorArea, octets, at, Math.Min(VendorAreaLength, octets.Length - at));
    }
}
