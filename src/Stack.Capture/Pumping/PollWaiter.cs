using System.Runtime.InteropServices;
using NetStack.Capture.Devices.Linux;

namespace NetStack.Capture.Pumping;

/// <summary><c>ppoll</c> over descriptors, and an eventfd to be woken by; on macOS <c>poll</c> and a pipe.</summary>
internal sealed unsafe class PollWaiter : Waiter
{
    private const int WakeSlot = Slots;
    private const long PerSecond = 1_000_000_000, PerMillisecond = 1_000_000;
    private readonly LibC.PollDescriptor[] _all = GC.AllocateArray<LibC.PollDescriptor>(Slots + 1, pinned: true);
    private readonly LibC.PollDescriptor* _descriptors;
    private readonly int _wakeFrom, _wakeTo;

    public PollWaiter()
    {
        _descriptors = (LibC.PollDescriptor*)Marshal.UnsafeAddrOfPinnedArrayElement(_all, 0);
        (_wakeFrom, _wakeTo) = OpenWake();
        for (int i = 0; i < Slots; i++)
            _descriptors[i].Descriptor = -1; // poll passes over it
        _descriptors[WakeSlot] = new() { Descriptor = _wakeFrom, Events = LibC.CanRead };
    }

    public override void Watch(int slot, nint handle, bool alsoForRoom = false)
    {
        short events = alsoForRoom ? (short)(LibC.CanRead | LibC.CanWrite) : LibC.CanRead;
        _descriptors[slot] = new() { Descriptor = (int)handle, Events = events };
    }

    public override void Wait(long nanoseconds)
    {
        int ready;
        if (OperatingSystem.IsLinux())
        {
            LibC.TimeSpec limit = new() { Seconds = (nint)(nanoseconds / PerSecond), Nanoseconds = (nint)(nanoseconds % PerSecond) };
            ready = LibC.PollPrecisely(_descriptors, Slots + 1, nanoseconds < 0 ? null : &limit, null);
        }
        else
        {
            long milliseconds = (nanoseconds / PerMillisecond) + 1; // rounded up: a timer is never early
            ready = LibC.Poll(_descriptors, Slots + 1, nanoseconds < 0 ? -1 : (int)Math.Min(milliseconds, int.MaxValue));
        }

        if (ready < 0) ClearReturned(); // a signal: nothing was looked at
        if (ready > 0 && _descriptors[WakeSlot].Returned != 0) DrainWake();
    }

    public override bool IsReady(int slot) => _descriptors[slot].Returned != 0;

    public override void Wake()
    {
        ulong one = 1;
        _ = LibC.Write(_wakeTo, &one, sizeof(ulong));
    }

    public override void Dispose()
    {
        _ = LibC.Close(_wakeFrom);
        if (_wakeTo != _wakeFrom) _ = LibC.Close(_wakeTo);
    }

    private static (int From, int To) OpenWake()
    {
        if (OperatingSystem.IsLinux())
        {
            int descriptor = LibC.EventDescriptor(0, LibC.OpenNonBlocking | LibC.OpenCloseOnExec);
            return (descriptor, descriptor);
        }

        int* ends = stackalloc int[2];
        if (LibC.Pipe(ends) != 0) throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());
        return (ends[0], ends[1]);
    }

    private void DrainWake()
    {
        const int most = 64; // a pipe may hold several wakes; what is left wakes once more
        byte* octets = stackalloc byte[most];
        _ = LibC.Read(_wakeFrom, octets, most);
    }

    private void ClearReturned()
    {
        for (int i = 0; i <= WakeSlot; i++)
            _descriptors[i].Returned = 0;
    }
}
