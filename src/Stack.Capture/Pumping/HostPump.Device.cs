using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Internet;

namespace NetStack.Capture.Pumping;

// The device changes, goes away, comes back.
public sealed partial class HostPump
{
    private static readonly Duration ReopenEvery = Duration.FromMilliseconds(100);
    private bool _isGone;
    private Timestamp _reopenAt;

    private void Watch()
    {
        _waiter.Watch(DeviceSlot, _device.Handle);
        _waiter.Watch(ChangeSlot, _device.ChangeHandle);
    }

    private void LookAtDevice()
    {
        if (!_device.ReadChange() || _isGone) return;
        Host.Internet.SetMtu(Interface, Allowed(_device.Mtu));
        Notify(DeviceNoticeKind.MtuChanged);
    }

    /// <summary>The cable is pulled: routes through it do not count, neighbors are forgotten, connections retransmit in vain.</summary>
    private void LoseDevice(Timestamp now)
    {
        _sink.FoundGone = false;
        if (_isGone) return;
        _isGone = true;
        _reopenAt = now + ReopenEvery;
        _waiter.Watch(DeviceSlot, -1);
        Host.Internet.SetUp(Interface, false, now);
        Notify(DeviceNoticeKind.Gone, DeviceErrors.Gone(_device));
    }

    private void TryReopen()
    {
        Timestamp now = Reach();
        if (now < _reopenAt) return;
        _reopenAt = now + ReopenEvery;
        if (!_device.TryReopen()) return;
        _isGone = false;
        Watch();
        Host.Internet.SetMtu(Interface, Allowed(_device.Mtu));
        Host.Internet.SetUp(Interface, true, now);
        Notify(DeviceNoticeKind.Back);
    }

    private void Notify(DeviceNoticeKind kind, CaptureException? error = null) =>
        _options.Notices?.Invoke(new(kind, _device.Name, _device.Mtu, error));

    private static int Allowed(int mtu) => Math.Clamp(mtu, InternetLayer.MinIpv4Mtu, InternetLayer.MaxDatagram);
}
