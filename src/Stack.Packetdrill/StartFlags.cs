using System.Globalization;
using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Packetdrill;

/// <summary>The text of --so_flags: <c>mtu=1500,local=192.168.0.1,sysctls=/proc/sys/net/ipv4</c>, in any order, all optional.</summary>
/// <param name="Mtu">The interface's MTU.</param>
/// <param name="Local">The host's address; the tool's --local_ip.</param>
/// <param name="SysctlFolder">Where the settings are read.</param>
internal sealed record StartFlags(int Mtu, IpAddress Local, string SysctlFolder)
{
    private static readonly StartFlags Default = new(1500, IpAddress.V4(0xC0A8_0001), "/proc/sys/net/ipv4");

    /// <summary>Reads the text.</summary>
    /// <exception cref="FormatException">A flag that is not known, or a value that makes no sense.</exception>
    public static StartFlags Parse(string? text)
    {
        StartFlags flags = Default;
        foreach (string flag in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] parts = flag.Split('=', 2);
            flags = (parts is [var name, var value] ? flags.With(name, value) : null)
                ?? throw new FormatException($"--so_flags knows mtu=N, local=ADDRESS and sysctls=FOLDER, but says {flag}");
        }

        return flags;
    }

    private StartFlags? With(string name, string value) => name switch
    {
        "mtu" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int mtu)
            && mtu is >= InternetLayer.MinIpv4Mtu and <= InternetLayer.MaxDatagram => this with { Mtu = mtu },
        "local" when IpAddress.TryParse(value, out IpAddress local) => this with { Local = local },
        "sysctls" => this with { SysctlFolder = value },
        _ => null,
    };
}
