using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Tests.Internet;

/// <summary>Ways are remembered until anything changes that they follow from.</summary>
public sealed class KnownWayTests
{
    private static readonly IpAddress Near = IpAddress.V4(0x0A00_0001), Far = IpAddress.V4(0xC633_6401), Second = IpAddress.V4(0x0A01_0001);
    private readonly InternetLayer _ip = new(InternetOptions.Linux, new(1), new Nowhere());
    private readonly int _first, _second;

    public KnownWayTests()
    {
        _first = _ip.AddInterface(new(InterfaceKind.RawIp, "first"));
        _second = _ip.AddInterface(new(InterfaceKind.RawIp, "second", 1400));
        _ip.AddAddress(_first, Near, 24, default);
        _ip.AddAddress(_second, Second, 24, default);
        _ip.AddRoute(IpAddress.V4(0), 0, IpAddress.V4(0x0A00_0002), _first);
        Assert.True(_ip.TryFindPath(Far, default, out DatagramPath path));
        Assert.Equal(new DatagramPath(Near, 1500, _first, 1500), path);
    }

    [Fact]
    public void A_longer_prefix_takes_the_way_over_and_gives_it_back()
    {
        _ip.AddRoute(Far, 24, IpAddress.V4(0x0A01_0002), _second);
        Assert.Equal(new DatagramPath(Second, 1400, _second, 1400), Path());
        _ip.RemoveRoute(Far, 24, IpAddress.V4(0x0A01_0002), _second);
        Assert.Equal(_first, Path().Interface);
    }

    [Fact]
    public void A_smaller_path_MTU_counts_at_once_and_until_it_has_aged()
    {
        _ip.LowerPathMtu(Far, 1000, default);
        Assert.Equal(1000, Path().Mtu);
        _ip.Advance(new(InternetOptions.Linux.PathMtuAge.Nanoseconds + 1));
        Assert.Equal(1500, Path().Mtu);
    }

    [Fact]
    public void The_interface_s_MTU_counts_at_once()
    {
        _ip.SetMtu(_first, 900);
        Assert.Equal((900, 900), (Path().Mtu, Path().LinkMtu));
    }

    [Fact]
    public void An_interface_that_goes_down_takes_its_ways_along()
    {
        _ip.SetUp(_first, false, default);
        Assert.False(_ip.TryFindPath(Far, default, out _));
        _ip.SetUp(_first, true, default);
        Assert.Equal(_first, Path().Interface);
    }

    [Fact]
    public void An_address_that_goes_is_no_source_any_more_and_one_that_comes_stays_in_the_host()
    {
        _ip.AddAddress(_second, Far, 32, default);
        Assert.Equal(Far, Path().Source);
        _ip.RemoveAddress(_second, Far, default);
        _ip.RemoveAddress(_first, Near, default);
        Assert.Equal(Second, Path().Source);
    }

    private DatagramPath Path() => _ip.TryFindPath(Far, default, out DatagramPath path) ? path : default;

    private sealed class Nowhere : IFrameSink
    {
        public void Send(int @interface, in Frame frame, Timestamp now)
        {
        }
    }
}
