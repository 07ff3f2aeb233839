using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Capture.Pumping;
using NetStack.Hosting;
using NetStack.Simulation.Links;
using NetStack.Transport;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>A namespace whose kernel has one end of a TAP device, and a host of ours at the other.</summary>
internal sealed class TapRig : IDisposable
{
    public const string KernelV4 = "10.99.0.1", HostV4 = "10.99.0.2", KernelV6 = "fd99::1", HostV6 = "fd99::2";
    public const string Device = "tap0";

    /// <summary>With a bad cable.</summary>
    public TapRig(Impairments cable)
        : this(true, null, 1500, cable)
    {
    }

    public TapRig(bool useOffload = true, PumpOptions? options = null, int mtu = 1500, Impairments? cable = null, bool useNapi = false)
    {
        Place = Playground.Create();
        try
        {
            Tap = TapDevice.Open(new() { Name = Device, NetworkNamespace = Place.Name, UseOffload = useOffload, UseNapi = useNapi, Mtu = mtu });
            Place.Run("ip", "addr", "add", $"{KernelV4}/24", "dev", Device);
            if (mtu >= 1280) Place.Run("ip", "addr", "add", $"{KernelV6}/64", "dev", Device, "nodad");
            if (cable is not null)
            {
                KnowNeighbor();
                Cable = new(Tap, cable, cable);
            }

            Pump = new(Cable is null ? Tap : Cable, Plain(options ?? new()));
            Add(HostV4, 24);
            Add(HostV6, 64);
        }
        catch
        {
            Place.Dispose();
            throw;
        }
    }

    public Playground Place { get; }

    public TapDevice Tap { get; }

    public HostPump Pump { get; }

    /// <summary>The bad cable, if there is one.</summary>
    public ImpairedDevice? Cable { get; }

    public TapRig Run(params IApplication[] programs)
    {
        foreach (IApplication program in programs)
            Assert.Equal(Errno.None, Pump.Host.Run(program, Pump.Now));
        Pump.Start();
        return this;
    }

    public void Dispose()
    {
        Pump.Dispose();
        Tap.Dispose();
        Place.Dispose();
        Assert.Null(Pump.Completion.Exception);
    }

    /// <summary>Addresses can be used at once: nobody else is on this cable.</summary>
    public static PumpOptions Plain(PumpOptions options) => options with
    {
        Host = options.Host with { Internet = options.Host.Internet with { DuplicateAddressTransmits = 0 } },
    };

    /// <summary>The kernel asks for a neighbor three times only: on a bad cable that is not what is tested.</summary>
    private void KnowNeighbor()
    {
        foreach (string address in (string[])[HostV4, HostV6])
            Place.Run("ip", "neigh", "replace", address, "lladdr", Tap.Mac.ToString(), "dev", Device);
    }

    private void Add(string address, int prefixLength)
    {
        Assert.True(IpAddress.TryParse(address, out IpAddress mine));
        Pump.Host.Internet.AddAddress(Pump.Interface, mine, prefixLength, Pump.Now);
    }
}
