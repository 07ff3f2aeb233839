using System.Runtime.InteropServices;
using NetStack.Capture;
using NetStack.Capture.Devices;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>What a user without rights meets, and how they get their device.</summary>
public sealed partial class PrivilegeTests
{
    private const uint Nobody = 65_534;

    [Fact]
    public void A_user_without_rights_is_told_how_to_get_a_device()
    {
        using Playground place = Playground.Create();
        CaptureException error = Assert.Throws<CaptureException>(() => OpenAsNobody(place));
        Assert.Equal((CaptureError.NoPermission, "device.error.may-not-create"), (error.Error, error.Reason));
        Assert.Contains("sudo ip tuntap add dev tap0 mode tap user ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_without_rights_attaches_to_a_device_that_is_theirs()
    {
        using Playground place = Playground.Create();
        place.Run("ip", "tuntap", "add", "dev", "tap0", "mode", "tap", "user", $"{Nobody}");
        CaptureException error = Assert.Throws<CaptureException>(() => OpenAsNobody(place)); // it is down, and that is not theirs to change
        Assert.Equal("device.error.may-not-configure", error.Reason);
        Assert.EndsWith("sudo ip link set tap0 up", error.Message, StringComparison.Ordinal);
        place.Run("ip", "link", "set", "tap0", "up");
        using TapDevice device = OpenAsNobody(place);
        Assert.Equal(1500, device.Mtu);
        Assert.NotEqual(NetStack.Internet.Offload.None, device.Offload);
    }

    /// <summary>On a thread that enters the namespace, gives its rights away for good, and ends.</summary>
    private static TapDevice OpenAsNobody(Playground place) => NetworkNamespace.Run(place.Name, () =>
    {
        // The bare system call changes this thread alone; the C library's function would change the whole process.
        nint setAllUserIds = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 147 : 117;
        Assert.Equal(0, SystemCall(setAllUserIds, (nint)Nobody, (nint)Nobody, (nint)Nobody));
        return TapDevice.Open(new() { Name = "tap0" });
    });

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c);
}
