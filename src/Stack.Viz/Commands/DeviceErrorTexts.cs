namespace NetStack.Viz.Commands;

/// <summary>Lines for devices that cannot be had: what opens them names them by these keys.</summary>
public static class DeviceErrorTexts
{
    /// <summary>{0}: TAP devices and network namespaces are Linux's, and this is {1}</summary>
    public const string OtherSystem = "device.error.other-system";

    /// <summary>{0}: this machine has no /dev/net/tun</summary>
    public const string NoTun = "device.error.no-tun";

    /// <summary>{0}: you may not make or attach to this TAP device; make one that is yours: {1}</summary>
    public const string MayNotCreate = "device.error.may-not-create";

    /// <summary>{0}: another program uses this device</summary>
    public const string NameTaken = "device.error.name-taken";

    /// <summary>{0}: is no TAP device, or no name for one; look at it with: ip -d link show {1}</summary>
    public const string NotTap = "device.error.not-tap";

    /// <summary>{0}: you may not configure it; do it once: sudo ip link set {1} {2}</summary>
    public const string MayNotConfigure = "device.error.may-not-configure";

    /// <summary>{0}: does not take an MTU of {1}; the limits are in: ip -d link show {2}</summary>
    public const string BadMtu = "device.error.bad-mtu";

    /// <summary>{0}: the device went away; it is taken again when it is there, such as after: {1}</summary>
    public const string Gone = "device.error.gone";

    /// <summary>{0}: there is no such network namespace; make it: sudo ip netns add {1}</summary>
    public const string NoNamespace = "device.error.no-namespace";

    /// <summary>{0}: you may not enter this network namespace</summary>
    public const string MayNotEnter = "device.error.may-not-enter";

    /// <summary>{0}: {1} failed: {2}</summary>
    public const string Failed = "device.error.failed";

    /// <summary>{0}: libpcap cannot tell here which frames are our own</summary>
    public const string NoDirection = "device.error.no-direction";
}
