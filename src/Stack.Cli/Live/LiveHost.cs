using System.Net.NetworkInformation;
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
    private const int LongestWaitMilliseconds = 30_000;
    private readonly StackRequest _request;
    private DhcpClient? _dhcp;

    /// <summary>Opens the device and gives the host its addresses. It runs from <see cref="Start"/> on.</summary>
    /// <param name="request">What the command line says.</param>
    /// <param name="view">What is shown unless it says.</param>
    /// <exception cref="CaptureException">The device cannot be had; the message says what helps.</exception>
    public LiveHost(StackRequest request, string view)
    {
        _request = request;
        RefuseKernelAddresses();
        _display = new(request.View ?? view, request.WriteTo);
        _device = OpenDevice(request);
        if (request.Impairments is { } link) _device = new ImpairedDevice(_device, inwards: link.Back, outwards: link.Forth, request.Seed);
        bool isShared = request.Nic is not null; // on a cable of our own nobody else can have the address
        InternetOptions internet = InternetOptions.Linux with { DuplicateAddressTransmits = isShared ? 1 : 0, ProbeIpv4Addresses = isShared };
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

    /// <summary>Waits until the host has an address that it may use: one from DHCP, or its own, once nobody else claims it.</summary>
    /// <exception cref="UserError">There is none in time, or somebody has it.</exception>
    public void AwaitAddress()
    {
        long end = Environment.TickCount64 + LongestWaitMilliseconds;
        using StopSignals signals = new();
        while (Environment.TickCount64 < end && !signals.IsRequested)
        {
            (bool isUsable, IpAddress taken) = Pump.Call(LookAtAddresses).GetAwaiter().GetResult();
            if (taken.Family != IpFamily.None) throw UserError.Missing(Texts.Of(LiveTexts.AddressTaken, taken));
            if (isUsable) return;
            _display.Show();
        }

        throw UserError.Missing(Texts.Of(LiveTexts.NoLease));
    }

    private (bool IsUsable, IpAddress Taken) LookAtAddresses(Host host, Timestamp now)
    {
        bool isUsable = host.Internet.AddressesOf(Pump.Interface).Any();
        foreach (AssignedAddress address in host.Internet.AddressesOf(Pump.Interface))
        {
            if (address.State == AddressState.Duplicate && _dhcp is null) return (false, address.Address);
            isUsable &= address.IsUsable;
        }

        return (isUsable && (_dhcp is null || _dhcp.State == DhcpClientState.Bound), default);
    }

    /// <summary>This machine's kernel would answer in our host's place, with a RST to every connection that it does not know.</summary>
    private void RefuseKernelAddresses()
    {
        foreach (NetworkInterface card in NetworkInterface.GetAllNetworkInterfaces())
        {
            foreach (UnicastIPAddressInformation own in card.GetIPProperties().UnicastAddresses)
            {
                if (!IpAddress.TryParse(own.Address.ToString().Split('%')[0], out IpAddress address)) continue;
                if (_request.Namespace is not null || !_request.Addresses.Any(wanted => wanted.Address == address)) continue;
                throw UserError.Missing(Texts.Of(LiveTexts.KernelHasAddress, address, card.Name, $"sudo ip addr del {address}/{own.PrefixLength} dev {card.Name}"));
            }
        }
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
