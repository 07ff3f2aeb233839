namespace NetStack.Capture.Pumping;

/// <summary>Something about a device that people want to know.</summary>
/// <param name="Kind">What.</param>
/// <param name="Device">Its name.</param>
/// <param name="Mtu">Its MTU.</param>
/// <param name="Error">For a device that went away: the line to show.</param>
public sealed record DeviceNotice(DeviceNoticeKind Kind, string Device, int Mtu, CaptureException? Error = null);
