using System.Runtime.ExceptionServices;
using NetStack.Capture.Devices.Linux;

namespace NetStack.Capture.Devices;

/// <summary>Does something in a network namespace of <c>ip netns</c>. Sockets and devices that are opened there stay there,
/// whoever uses them later.</summary>
public static class NetworkNamespace
{
    private const int Network = 0x4000_0000; // CLONE_NEWNET

    /// <summary>Runs an action in a namespace, on a thread of its own that ends with it.</summary>
    /// <param name="name">The name that <c>ip netns</c> shows; null runs it at once, in this process's own.</param>
    /// <param name="action">What to do; what it throws is thrown here.</param>
    /// <exception cref="CaptureException">There is no such namespace, or it may not be entered.</exception>
    public static T Run<T>(string? name, Func<T> action)
    {
        if (name is null) return action();
        T result = default!;
        ExceptionDispatchInfo? error = null;
        Thread thread = new(() =>
        {
            try
            {
                Enter(name);
                result = action();
            }
            catch (Exception e)
            {
                error = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        error?.Throw();
        return result;
    }

    private static void Enter(string name)
    {
        if (!OperatingSystem.IsLinux()) throw DeviceErrors.OtherSystem(name);
        int descriptor = LibC.Open($"/run/netns/{name}", LibC.OpenReadOnly | LibC.OpenCloseOnExec);
        if (descriptor < 0) throw DeviceErrors.NoNamespace(name);
        int result = LibC.SetNamespace(descriptor, Network);
        _ = LibC.Close(descriptor);
        if (result != 0) throw DeviceErrors.MayNotEnter(name);
    }
}
