using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Capture.Pumping;
using NetStack.Internet;

namespace NetStack.Samples;

/// <summary>Our host on a TAP device, as the command line says: DEVICE ADDRESS/LENGTH [GATEWAY].</summary>
internal sealed class TapHost : IDisposable
{
    private readonly TapDevice _device;

    public TapHost(string device, string address, string? gateway = null)
    {
        string[] parts = address.Split('/');
        if (parts.Length != 2 || !IpAddress.TryParse(parts[0], out IpAddress mine) || !int.TryParse(parts[1], out int length))
            throw new ArgumentException($"{address} is no address with a prefix length, such as 10.0.0.2/24.");
        _device = TapDevice.Open(new() { Name = device });
        // Nobody else is on this cable: an address may be used before it is known that nobody has it.
        InternetOptions internet = InternetOptions.Linux with { DuplicateAddressTransmits = 0 };
        Pump = new(_device, new() { Host = new() { Internet = internet } });
        Pump.Host.Internet.AddAddress(Pump.Interface, mine, length, Pump.Now);
        if (gateway is not null && IpAddress.TryParse(gateway, out IpAddress next))
            Pump.Host.Internet.AddRoute(next.Family == IpFamily.V4 ? IpAddress.V4(0) : IpAddress.V6(0, 0), 0, next, Pump.Interface);
        Pump.Start();
    }

    public HostPump Pump { get; }

    public void Dispose()
    {
        Pump.Dispose();
        _device.Dispose();
    }
}
