using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Conformance.UnderTest;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>How a script is run: what its option lines and settings have said.</summary>
internal sealed record RunSettings
{
    /// <summary>Octets by which an IPv6 header is longer than an IPv4 header.</summary>
    public const int LongerHeader = 20;

    public IpFamily Family { get; init; } = IpFamily.V4;

    /// <summary>True when the script itself names the version of IP: then its MTU is that version's.</summary>
    public bool NamesFamily { get; init; }

    public int Mtu { get; init; } = 1500;

    public IpAddress LocalV4 { get; init; } = IpAddress.V4(0xC0A8_0001); // 192.168.0.1

    public IpAddress RemoteV4 { get; init; } = IpAddress.V4(0xC000_0201); // 192.0.2.1

    public IpAddress LocalV6 { get; init; } = IpAddress.V6(0xFD3D_0A0B_17D6_0000, 1); // fd3d:a0b:17d6::1

    public IpAddress RemoteV6 { get; init; } = IpAddress.V6(0x2001_0DB8_0000_0000, 1); // 2001:db8::1

    public ushort BindPort { get; init; } = 8080;

    public ushort ConnectPort { get; init; } = 8080;

    /// <summary>The least error of a time that is overlooked; one eighth of the time since the event before may be more.</summary>
    public Duration Tolerance { get; init; } = Duration.FromMilliseconds(4);

    /// <summary>The tick of the host's time stamp clock, when the script wants its values compared; otherwise zero.</summary>
    public Duration StampTick { get; init; }

    /// <summary>A packet that is left at the end of the script is a failure.</summary>
    public bool IsEndStrict { get; init; } = true;

    public TcpProfile Profile { get; init; } = TcpProfile.Linux;

    /// <summary>The profile that <see cref="Syntax.Setting.Defaults"/> goes back to.</summary>
    public TcpProfile BaseProfile { get; init; } = TcpProfile.Linux;

    /// <summary>The Fast Open key's 16 octets, or empty for the host's own.</summary>
    public (ulong Low, ulong High)? FastOpenKey { get; init; }

    /// <summary>What another stack has to know.</summary>
    public StackSetup Setup(Script script) => new(Local, Remote, RealMtu,
        [.. script.Setup.Select(item => item.Action).OfType<ScriptAction.Configure>().SelectMany(configure => configure.Settings)]);

    public bool IsVersion6 => Family == IpFamily.V6;

    public IpAddress Local => IsVersion6 ? LocalV6 : LocalV4;

    public IpAddress Remote => IsVersion6 ? RemoteV6 : RemoteV4;

    /// <summary>The interface's MTU. A script that names no version runs on IPv6 with so much more room that segments have
    /// the same size, and so all of its numbers hold.</summary>
    public int RealMtu => Mtu + (IsVersion6 && !NamesFamily ? LongerHeader : 0);
}
