using NetStack.Conformance.Syntax;

namespace NetStack.Capture.Kernel;

/// <summary>Why a script cannot be run against the kernel, and what helps.</summary>
internal static class KernelErrors
{
    public static CaptureException OtherSystem() => new(CaptureError.LibraryMissing, "kernel.error.other-system",
        $"only Linux has network namespaces and TUN devices: run this on Linux, in a virtual machine or a container");

    public static CaptureException MayNotMakeNamespace() => new(CaptureError.NoPermission, "kernel.error.no-namespace",
        $"a network namespace of its own is needed, and you may not make one; run: unshare -r -n {Environment.ProcessPath} …, or use sudo");

    public static CaptureException NoTun() => new(CaptureError.NoPermission, "kernel.error.no-tun",
        $"/dev/net/tun is missing or closed to you; as root: modprobe tun; then run: unshare -r -n {Environment.ProcessPath} …, or use sudo");

    public static CaptureException NoIpCommand() => new(CaptureError.LibraryMissing, "kernel.error.no-ip",
        $"the command ip is missing; install it: {"sudo apt-get install iproute2"}");

    public static CaptureException IpFailed(string arguments, string error) => new(CaptureError.DeviceFailure, "kernel.error.ip-failed",
        $"ip {arguments}: {error}");

    public static CaptureException MtuTooSmall(int mtu) => new(CaptureError.DeviceFailure, "kernel.error.mtu-too-small",
        $"the kernel has no IPv6 on a device whose MTU is {mtu}: 1280 is the least");

    public static CaptureException UnknownSetting(Setting setting) => new(CaptureError.DeviceFailure, "kernel.error.unknown-setting",
        $"this kernel does not take {setting.Name}={setting.Value}");
}
