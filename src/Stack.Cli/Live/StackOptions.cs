using System.CommandLine;
using System.Globalization;
using NetStack.Bytes;
using NetStack.Transport.Tcp;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Live;

/// <summary>The options of every command that runs our own host on a device. Without any, they fit the playground that
/// <c>netstack tap up</c> makes.</summary>
internal sealed class StackOptions
{
    private readonly Option<string?> _tap = new("--tap") { HelpName = "NAME", Description = Texts.Of(LiveTexts.Tap) };
    private readonly Option<string?> _nic = new("-i") { HelpName = "DEV", Description = Texts.Of(LiveTexts.Nic) };
    private readonly Option<string[]> _ip = new("--ip") { HelpName = "A.B.C.D/N", Description = Texts.Of(LiveTexts.Ip) };
    private readonly Option<string[]> _ip6 = new("--ip6") { HelpName = "A:B::C/N", Description = Texts.Of(LiveTexts.Ip6) };
    private readonly Option<string[]> _gateway = new("--gateway") { HelpName = "ADDRESS", Description = Texts.Of(LiveTexts.Gateway) };
    private readonly Option<string[]> _dns = new("--dns") { HelpName = "ADDRESS", Description = Texts.Of(LiveTexts.Dns) };
    private readonly Option<bool> _dhcp = new("--dhcp") { Description = Texts.Of(LiveTexts.Dhcp) };
    private readonly Option<string?> _mac = new("--mac") { HelpName = "MAC", Description = Texts.Of(LiveTexts.Mac) };
    private readonly Option<int?> _mtu = new("--mtu") { HelpName = "N", Description = Texts.Of(LiveTexts.Mtu) };
    private readonly Option<bool> _noOffload = new("--no-offload") { Description = Texts.Of(LiveTexts.NoOffload) };
    private readonly Option<string?> _stack = new("--stack") { HelpName = "NAME=VALUE,…", Description = Texts.Of(LiveTexts.Stack) };
    private readonly Option<string?> _namespace = new("--netns") { HelpName = "NAME", Description = Texts.Of(LiveTexts.Netns) };
    private readonly ImpairmentOptions _link = new();
    private readonly Option<string?> _write = new("-w") { HelpName = "FILE", Description = Texts.Of(LiveTexts.Write) };
    private readonly Option<string?> _view = new("--view") { HelpName = LiveView.Names, Description = Texts.Of(LiveTexts.View) };

    /// <summary>The playground of <c>netstack tap up</c>.</summary>
    public const string DefaultTap = "netstack0";

    public static readonly (IpAddress Address, int PrefixLength) DefaultV4 = (IpAddress.V4(0x0A09_0002), 24); // 10.9.0.2/24
    public static readonly (IpAddress Address, int PrefixLength) DefaultV6 = (IpAddress.V6(0xFD00_0009_0000_0000, 2), 64); // fd00:9::2/64
    public static readonly IpAddress DefaultGatewayV4 = IpAddress.V4(0x0A09_0001), DefaultGatewayV6 = IpAddress.V6(0xFD00_0009_0000_0000, 1);

    public void AddTo(Command command)
    {
        Option[] all = [_tap, _nic, _ip, _ip6, _gateway, _dns, _dhcp, _mac, _mtu, _noOffload, _namespace, _stack, _write, _view];
        foreach (Option option in all) command.Options.Add(option);
        _link.AddTo(command);
    }

    public StackRequest Read(ParseResult parsed)
    {
        string[] own = [.. parsed.GetValue(_ip) ?? [], .. parsed.GetValue(_ip6) ?? []];
        bool usesDhcp = parsed.GetValue(_dhcp), isDefault = own.Length == 0 && !usesDhcp;
        string? nic = parsed.GetValue(_nic), tap = parsed.GetValue(_tap);
        if (nic is not null && tap is not null) throw UserError.Usage(Texts.Of(LiveTexts.TapOrNic));
        if (nic is not null && isDefault) throw UserError.Usage(Texts.Of(LiveTexts.NicNeedsAddress, nic));
        IpAddress[] gateways = [.. (parsed.GetValue(_gateway) ?? []).Select(text => ParseAddress("--gateway", text))];
        return new()
        {
            Nic = nic,
            Tap = nic is null ? tap ?? DefaultTap : null,
            Addresses = isDefault ? [DefaultV4, DefaultV6] : [.. own.Select(ParsePrefix)],
            Gateways = isDefault && gateways.Length == 0 ? [DefaultGatewayV4, DefaultGatewayV6] : gateways,
            NameServers = [.. (parsed.GetValue(_dns) ?? []).Select(text => ParseAddress("--dns", text))],
            Mac = parsed.GetValue(_mac) is { } mac ? ParseMac(mac) : null,
            Mtu = parsed.GetValue(_mtu),
            UseOffload = !parsed.GetValue(_noOffload),
            UseDhcp = usesDhcp,
            Namespace = parsed.GetValue(_namespace),
            Impairments = _link.Read(parsed),
            Seed = _link.SeedOf(parsed),
            Profile = ParseSwitches(parsed.GetValue(_stack)),
            WriteTo = parsed.GetValue(_write),
            View = parsed.GetValue(_view),
        };
    }

    public static IpAddress ParseAddress(string option, string text) =>
        IpAddress.TryParse(text, out IpAddress address) ? address : throw UserError.Usage(Texts.Of(LiveTexts.BadAddress, option, text));

    public static (IpAddress Address, int PrefixLength) ParsePrefix(string text)
    {
        string[] parts = text.Split('/');
        bool isRight = IpAddress.TryParse(parts[0], out IpAddress address) && parts.Length <= 2;
        int length = address.Family == IpFamily.V6 ? 64 : 24;
        isRight &= parts.Length < 2
            || (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= address.Bits);
        return isRight ? (address, length) : throw UserError.Usage(Texts.Of(LiveTexts.BadPrefix, text));
    }

    private static MacAddress ParseMac(string text)
    {
        string[] parts = text.Split(':', '-');
        ulong value = 0;
        bool isRight = parts.Length == 6;
        foreach (string part in parts)
        {
            isRight &= byte.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet);
            value = value << 8 | octet;
        }

        bool isGroup = (value >> 40 & 1) != 0;
        return isRight && !isGroup && value != 0 ? new(value) : throw UserError.Usage(Texts.Of(LiveTexts.BadMac, text));
    }

    private static TcpProfile ParseSwitches(string? text)
    {
        TcpProfile profile = TcpProfile.Linux;
        foreach (string item in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] parts = item.Split('=', 2);
            if (parts.Length == 2 && TcpSwitches.Apply(profile, parts[0], parts[1]) is { } changed)
            {
                profile = changed;
                continue;
            }

            string known = string.Join(", ", TcpSwitches.All.Select(known => $"{known.Name}={known.Values}"));
            throw UserError.Usage(Texts.Of(LiveTexts.BadSwitch, item, known));
        }

        return profile;
    }
}
