using NetStack.Application.Dhcp;
using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Capture.Devices;
using NetStack.Capture.Pumping;
using NetStack.Cli.Output;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Transport;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Live;

/// <summary>Our own host on a device, made as the command line says; and whoever looks at it.</summary>
internal sealed class LiveHost : IDisposable
{
    private readonly IFrameDevice _device;
    private readonly LiveDisplay _display;
    private readonly StackRequest _request;
    private DhcpClient? _dhcp;

    /// <summary>Opens the device and gives the host its addresses. It runs from <see cref="Start"/> on.</summary>
    /// <param name="request">What the command line says.</param>
    /// <param name="view">What is shown unless it says.</param>
    /// <exception cref="CaptureException">The device cannot be had; the message says what helps.</exception>
    public LiveHost(StackRequest request, string view)
    {
        _request = request;
        _display = new(request.View ?? view, request.WriteTo);
        _device = OpenDevice(request);
        if (request.Impairments is { } link) _device = new ImpairedDevice(_device, inwards: link.Back, outwards: link.Forth, request.Seed);
        InternetOptions internet = InternetOptions.Linux with { DuplicateAddressTransmits = request.Nic is null ? 0 : 1 };
        HostOptions options = new() { Name = "netstack", Tcp = request.Profile, Internet = internet };
        Pump = new(_device, new()
        {
            Host = options, Events = _display.Events, Observer = _display.Frames, Notices = LiveDisplay.Notice,
        });
        Configure();
    }

    public HostPump Pump { get; }

    public Host Host => Pump.Host;

    /// <summary>Writes lines for people between what the view shows.</summary>
    public LiveDisplay Display => _display;

    /// <summary>Starts the host; what it runs from the beginning is started first.</summary>
    public void Start(params ReadOnlySpan<IApplication> applications)
    {
        if (_request.UseDhcp) Begin(_dhcp = new(Host, Pump.Interface, _device.Mac, unchecked((ulong)Environment.TickCount64 ^ _device.Mac.Value)), "dhcp");
        foreach (IApplication application in applications) Begin(application, application.GetType().Name);
        _display.Begin(_device.Name, Pump);
        Pump.Start();
    }

    /// <summary>Shows what happens until somebody says stop or something is done; then what is left.</summary>
    /// <param name="isDone">Whether it is done.</param>
    /// <param name="isLast">False when more is to be done on the host afterwards: the summary waits.</param>
    /// <returns>False when somebody said stop.</returns>
    public bool Run(Func<bool> isDone, bool isLast = true)
    {
        using StopSignals signals = new();
        while (!signals.IsRequested && !isDone() && !Pump.Completion.IsCompleted)
            _display.Show();
        if (isLast || signals.IsRequested) _display.End();
        if (Pump.Completion.IsFaulted) Pump.Completion.GetAwaiter().GetResult();
        return !signals.IsRequested;
    }

    /// <summary>With --dhcp: waits for the address.</summary>
    /// <returns>False when there is none in time.</returns>
    public bool AwaitAddress(TimeSpan atMost)
    {
        if (_dhcp is null) return true;
        long end = Environment.TickCount64 + (long)atMost.TotalMilliseconds;
        using StopSignals signals = new();
        while (Environment.TickCount64 < end && !signals.IsRequested)
        {
            _display.Show();
            if (Pump.Call((_, _) => _dhcp.State == DhcpClientState.Bound).GetAwaiter().GetResult()) return true;
        }

        return false;
    }

    public void Dispose()
    {
        Pump.Dispose();
        _device.Dispose();
        _display.Dispose();
    }

    private static IFrameDevice OpenDevice(StackRequest request) => request.Nic is { } nic
        ? PcapNic.Open(new() { Name = nic, Mac = request.Mac, NetworkNamespace = request.Namespace })
        : TapDevice.Open(new()
        {
            Name = request.Tap!, Mtu = request.Mtu, Mac = request.Mac, UseOffload = request.UseOffload, NetworkNamespace = request.Namespace,
        });

    private void Configure()
    {
        Timestamp now = Pump.Now;
        foreach ((IpAddress address, int prefixLength) in _request.Addresses)
            Host.Internet.AddAddress(Pump.Interface, address, prefixLength, now);
        foreach (IpAddress gateway in _request.Gateways)
            Host.Internet.AddRoute(gateway.Family == IpFamily.V6 ? IpAddress.V6(0, 0) : IpAddress.V4(0), 0, gateway, Pump.Interface);
    }

    private void Begin(IApplication application, string name)
    {
        Errno error = Host.Run(application, Pump.Now);
        if (error != Errno.None) throw UserError.Missing(Texts.Of(LiveTexts.CannotStart, name, error));
    }
}
