using System.Runtime.InteropServices;
using NetStack.Capture.Devices.Linux;

namespace NetStack.Capture.Devices;

/// <summary>Why a device cannot be had, and the command that helps. What the catalogues say under the same keys is the same.</summary>
internal static class DeviceErrors
{
    public static CaptureException OtherSystem(string device) => new(CaptureError.DeviceFailure, "device.error.other-system",
        $"{device}: TAP devices and network namespaces are Linux's, and this is {RuntimeInformation.OSDescription.Trim()}; use a NIC: netstack devices lists them");

    public static CaptureException NoTun(string device) => new(CaptureError.LibraryMissing, "device.error.no-tun",
        $"{device}: this machine has no /dev/net/tun; load it: sudo modprobe tun (a container needs --device /dev/net/tun)");

    public static CaptureException MayNotCreate(string device) => new(CaptureError.NoPermission, "device.error.may-not-create",
        $"{device}: you may not make or attach to this TAP device; make one that is yours: {AddCommand(device)}");

    public static CaptureException NameTaken(string device) => new(CaptureError.DeviceFailure, "device.error.name-taken",
        $"{device}: another program uses this device; see which TAP devices there are with: ip tuntap show, or take another name");

    public static CaptureException NotTap(string device) => new(CaptureError.DeviceFailure, "device.error.not-tap",
        $"{device}: is no TAP device, or no name for one; look at it with: ip -d link show {device}, or take another name");

    public static CaptureException MayNotConfigure(string device, string command) => new(
        CaptureError.NoPermission, "device.error.may-not-configure", $"{device}: you may not configure it; do it once: sudo ip link set {device} {command}");

    public static CaptureException BadMtu(string device, int mtu) => new(CaptureError.DeviceFailure, "device.error.bad-mtu",
        $"{device}: does not take an MTU of {mtu}; the limits are in: ip -d link show {device}");

    public static CaptureException Gone(IFrameDevice device) => new(CaptureError.DeviceGone, "device.error.gone",
        $"{device.Name}: the device went away; it is taken again when it is there, such as after: {(device is TapDevice ? AddCommand(device.Name) : $"sudo ip link set {device.Name} up")}");

    public static CaptureException NoNamespace(string name) => new(CaptureError.NoSuchDevice, "device.error.no-namespace",
        $"{name}: there is no such network namespace; make it: sudo ip netns add {name}");

    public static CaptureException MayNotEnter(string name) => new(CaptureError.NoPermission, "device.error.may-not-enter",
        $"{name}: you may not enter this network namespace; run this with sudo");

    public static CaptureException NoDirection(string device) => new(CaptureError.DeviceFailure, "device.error.no-direction",
        $"{device}: libpcap cannot tell here which frames are our own, so this device cannot be a side of a middlebox; use another one");

    public static CaptureException Failed(string device, string call, int error) => new(CaptureError.DeviceFailure, "device.error.failed",
        $"{device}: {call} failed: {Marshal.GetPInvokeErrorMessage(error)}");

    /// <summary>What TUNSETIFF's error means.</summary>
    public static CaptureException Attaching(string device, int error) => error switch
    {
        LibC.ErrorNotPermitted or LibC.ErrorAccess => MayNotCreate(device),
        LibC.ErrorBusy => NameTaken(device),
        LibC.ErrorInvalid => NotTap(device),
        _ => Failed(device, "TUNSETIFF", error),
    };

    /// <summary>What the error of opening /dev/net/tun means.</summary>
    public static CaptureException Opening(string device, int error) => error switch
    {
        LibC.ErrorNoEntry or LibC.ErrorNoDevice or LibC.ErrorNoDeviceOrAddress => NoTun(device),
        LibC.ErrorNotPermitted or LibC.ErrorAccess => MayNotCreate(device),
        _ => Failed(device, "/dev/net/tun", error),
    };

    private static string AddCommand(string device) => $"sudo ip tuntap add dev {device} mode tap user {Environment.UserName}";
}
