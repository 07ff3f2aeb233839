using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Capture.Devices;
using Xunit;

namespace NetStack.Tests.Devices;

public sealed class DeviceErrorsTests
{
    [Theory]
    [InlineData(1, "device.error.may-not-create", "sudo ip tuntap add dev tap0 mode tap user ")]
    [InlineData(16, "device.error.name-taken", "ip tuntap show")]
    [InlineData(22, "device.error.not-tap", "ip -d link show tap0")]
    [InlineData(28, "device.error.failed", "TUNSETIFF failed: ")]
    public void Attachings_errors_are_told_with_what_helps(int error, string reason, string help)
    {
        CaptureException told = DeviceErrors.Attaching("tap0", error);
        Assert.Equal(reason, told.Reason);
        Assert.StartsWith("tap0: ", told.Message, StringComparison.Ordinal);
        Assert.Contains(help, told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told.Message);
    }

    [Theory]
    [InlineData(2, "device.error.no-tun", "sudo modprobe tun")]
    [InlineData(13, "device.error.may-not-create", "sudo ip tuntap add")]
    public void A_missing_or_closed_tun_device_is_told(int error, string reason, string help)
    {
        CaptureException told = DeviceErrors.Opening("tap0", error);
        Assert.Equal(reason, told.Reason);
        Assert.Contains(help, told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("02:fc:00:00:00:01")]
    [InlineData("00:1b:21:00:00:01")]
    [InlineData("12:34:56:78:9a:bc")]
    public void A_host_gets_a_link_address_beside_the_devices_own(string text)
    {
        Assert.True(MacAddress.TryParse(text, out MacAddress device));
        MacAddress host = HostMac.Beside(device);
        Assert.NotEqual(device, host);
        Assert.False(host.IsMulticast);
        Assert.NotEqual(0UL, host.Value & (2UL << 40));
    }
}
