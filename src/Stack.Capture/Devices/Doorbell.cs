using System.Runtime.InteropServices;
using NetStack.Capture.Devices.Linux;

namespace NetStack.Capture.Devices;

/// <summary>Something to wait for that another thread can make readable: an eventfd, on macOS a pipe, on Windows an event.</summary>
internal sealed unsafe class Doorbell : IDisposable
{
    private readonly int _from = -1, _to = -1;
    private readonly EventWaitHandle? _event;

    public Doorbell()
    {
        if (OperatingSystem.IsWindows())
        {
            _event = new(false, EventResetMode.ManualReset);
            return;
        }

        if (OperatingSystem.IsLinux())
        {
            _from = _to = LibC.EventDescriptor(0, LibC.OpenNonBlocking | LibC.OpenCloseOnExec);
            return;
        }

        int* ends = stackalloc int[2];
        if (LibC.Pipe(ends) != 0) throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());
        (_from, _to) = (ends[0], ends[1]);
    }

    /// <summary>What is waited for.</summary>
    public nint Handle => _event?.SafeWaitHandle.DangerousGetHandle() ?? _from;

    /// <summary>Makes it readable.</summary>
    public void Ring()
    {
        _event?.Set();
        if (_to < 0) return;
        ulong one = 1;
        _ = LibC.Write(_to, &one, sizeof(ulong));
    }

    /// <summary>Makes it silent again. On a pipe call it only after a ring: reading an empty one would wait.</summary>
    public void Silence()
    {
        _event?.Reset();
        if (_from < 0) return;
        ulong rings;
        _ = LibC.Read(_from, &rings, sizeof(ulong));
    }

    public void Dispose()
    {
        _event?.Dispose();
        if (_from >= 0) _ = LibC.Close(_from);
        if (_to >= 0 && _to != _from) _ = LibC.Close(_to);
    }
}
