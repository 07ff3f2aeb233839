using System.Runtime.InteropServices;
using System.Text;
using NetStack.Bytes;
using NetStack.Capture.Devices.Linux;
using NetStack.Internet;

namespace NetStack.Capture.Devices;

// Opening: the one part that needs rights, and that can fail in many ways.
public sealed unsafe partial class TapDevice
{
    // <linux/if_tun.h>: what TUNSETIFF takes, and the requests.
    private const short TapFlag = 0x0002, ThroughNapi = 0x0010, NoPacketInformation = 0x1000, WithVirtioHeader = 0x4000;
    private const nuint SetInterface = 0x4004_54CA, SetOffload = 0x4004_54D0, SetHeaderSize = 0x4004_54D8;
    private const nint OffloadChecksum = 1, OffloadTcp4 = 2, OffloadTcp6 = 4, OffloadEcn = 8;

    private TapDevice Attach()
    {
        Close();
        if (_options.Name.Length == 0 || Encoding.UTF8.GetByteCount(_options.Name) >= InterfaceControl.NameOctets)
            throw DeviceErrors.NotTap(_options.Name);
        _watch ??= new();
        _control ??= new(_options.Name);
        _descriptor = LibC.Open("/dev/net/tun", LibC.OpenReadWrite | LibC.OpenNonBlocking | LibC.OpenCloseOnExec);
        if (_descriptor < 0) throw DeviceErrors.Opening(Name, Marshal.GetLastPInvokeError());
        try
        {
            Create();
            Configure(_control);
        }
        catch
        {
            Close();
            throw;
        }

        return this;
    }

    /// <summary>Attaches with a virtio-net header; a kernel that has none says EINVAL, and then without.</summary>
    private void Create()
    {
        int error = _options.UseOffload ? SetFlags(TapFlag | NoPacketInformation | WithVirtioHeader) : LibC.ErrorInvalid;
        bool hasHeader = error == 0;
        if (error == LibC.ErrorInvalid) error = SetFlags(TapFlag | NoPacketInformation);
        if (error != 0) throw DeviceErrors.Attaching(Name, error);
        (_headerLength, Offload) = (0, Offload.None);
        if (!hasHeader) return;
        int size = VirtioHeader.Length;
        if (LibC.Control(_descriptor, SetHeaderSize, &size) != 0)
            throw DeviceErrors.Failed(Name, "TUNSETVNETHDRSZ", Marshal.GetLastPInvokeError());
        _headerLength = size;
        // What we write may be partial and super in any case; what we ask for is what we are ready to read.
        Offload = Offload.PartialChecksums | Offload.SuperSegments;
        foreach (nint wanted in (ReadOnlySpan<nint>)[OffloadChecksum | OffloadTcp4 | OffloadTcp6 | OffloadEcn, OffloadChecksum, 0])
            if (LibC.Control(_descriptor, SetOffload, (void*)wanted) == 0) break;
    }

    private int SetFlags(int flags)
    {
        InterfaceControl.Request request = InterfaceControl.Name(_options.Name);
        if (_options.UseNapi) flags |= ThroughNapi; // a kernel that does not know it passes over it
        request.Flags = (short)flags;
        return LibC.Control(_descriptor, SetInterface, &request) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Sets what is not as wanted already, so that a user without rights can use a device that is set up.</summary>
    private void Configure(InterfaceControl control)
    {
        if (_options.Mtu is { } mtu && control.Mtu != mtu) SetMtu(control, mtu);
        if (_options.BringUp && !control.IsUp && control.BringUp() is not 0 and int error)
            throw IsRefusal(error) ? DeviceErrors.MayNotConfigure(Name, "up") : DeviceErrors.Failed(Name, "SIOCSIFFLAGS", error);
        Mtu = control.Mtu ?? 1500;
        Mac = _options.Mac ?? HostMac.Beside(control.Mac);
    }

    private void SetMtu(InterfaceControl control, int mtu)
    {
        int error = control.SetMtu(mtu);
        if (error == 0) return;
        throw IsRefusal(error) ? DeviceErrors.MayNotConfigure(Name, $"mtu {mtu}") : DeviceErrors.BadMtu(Name, mtu);
    }

    private static bool IsRefusal(int error) => error is LibC.ErrorNotPermitted or LibC.ErrorAccess;
}
