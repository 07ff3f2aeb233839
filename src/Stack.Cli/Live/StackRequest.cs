using NetStack.Bytes;
using NetStack.Simulation.Links;
using NetStack.Transport.Tcp;

namespace NetStack.Cli.Live;

/// <summary>What the command line says of the host that is to run on a device.</summary>
internal sealed record StackRequest
{
    /// <summary>The TAP device; null when a NIC is asked for.</summary>
    public string? Tap { get; init; }

    /// <summary>The NIC that it shares with this machine's kernel, or null.</summary>
    public string? Nic { get; init; }

    public required IReadOnlyList<(IpAddress Address, int PrefixLength)> Addresses { get; init; }

    public required IReadOnlyList<IpAddress> Gateways { get; init; }

    /// <summary>Servers that names are asked of.</summary>
    public required IReadOnlyList<IpAddress> NameServers { get; init; }

    public MacAddress? Mac { get; init; }

    public int? Mtu { get; init; }

    public bool UseOffload { get; init; } = true;

    public bool UseDhcp { get; init; }

    public TcpProfile Profile { get; init; } = TcpProfile.Linux;

    /// <summary>The network namespace that the device is in, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>What the link to the device does to frames; null for a good link.</summary>
    public (Impairments Forth, Impairments Back)? Impairments { get; init; }

    /// <summary>Where the random numbers of the link start.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>A capture file to write, or null.</summary>
    public string? WriteTo { get; init; }

    /// <summary>What is shown; null for the command's own.</summary>
    public string? View { get; init; }
}
