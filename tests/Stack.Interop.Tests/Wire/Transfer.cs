using NetStack.Simulation.Links;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>One combination of the matrix: who sends how much to whom, over what.</summary>
internal sealed record Transfer(bool WeServe, int Version, long Octets)
{
    /// <summary>What the cable does, in both directions.</summary>
    public string Cable { get; init; } = "";

    public int Mtu { get; init; } = 1500;

    public bool UseOffload { get; init; } = true;

    /// <summary>The kernel's congestion control.</summary>
    public string Control { get; init; } = "cubic";

    /// <summary>The receiver reads a few megabytes a second, into a small buffer: the sender meets closed windows.</summary>
    public bool ReadsSlowly { get; init; }

    public string Address => Version == 4 ? TapRig.HostV4 : TapRig.HostV6;

    public string KernelAddress => Version == 4 ? TapRig.KernelV4 : TapRig.KernelV6;

    public TapRig CreateRig()
    {
        Assert.True(ImpairmentText.TryParse(Cable, out Impairments does, out _));
        TapRig rig = new(UseOffload, mtu: Mtu, cable: Cable.Length > 0 ? does : null);
        try
        {
            // A namespace may not choose each as its default, but a route may name it.
            rig.Place.Run("ip", "route", "change", "10.99.0.0/24", "dev", TapRig.Device, "src", TapRig.KernelV4, "congctl", Control);
            if (Mtu >= 1280) rig.Place.Run("ip", "route", "replace", "fd99::/64", "dev", TapRig.Device, "proto", "kernel", "metric", "256", "congctl", Control);
            if (ReadsSlowly) rig.Place.Run("sysctl", "-qw", "net.ipv4.tcp_rmem=4096 65536 65536");
            return rig;
        }
        catch
        {
            rig.Dispose();
            throw;
        }
    }

    public override string ToString() =>
        $"{(WeServe ? "serve" : "fetch")} {Octets / 1000} kB v{Version} {Control}{(UseOffload ? " offload" : "")}"
        + $"{(Mtu == 1500 ? "" : $" MTU {Mtu}")}{(Cable.Length > 0 ? " " : "")}{Cable}{(ReadsSlowly ? " slowly" : "")}";
}
