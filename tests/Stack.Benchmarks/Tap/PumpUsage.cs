using System.Globalization;
using NetStack.Capture.Pumping;

namespace NetStack.Benchmarks.Tap;

/// <summary>What the thread of a pump has used, and for how much.</summary>
/// <param name="Allocated">Octets of memory.</param>
/// <param name="AllocatedByLook">The same after this look at it, which itself takes some.</param>
/// <param name="UserTicks">Hundredths of a second in the program.</param>
/// <param name="SystemTicks">Hundredths of a second in the kernel.</param>
/// <param name="Frames">Frames in both directions.</param>
/// <param name="Octets">Their octets.</param>
/// <param name="Sleeps">How often it slept.</param>
internal readonly record struct PumpUsage(long Allocated, long AllocatedByLook, long UserTicks, long SystemTicks, long Frames, long Octets, long Sleeps)
{
    private const int UserField = 13, SystemField = 14; // proc(5), /proc/pid/stat: utime and stime, counted from 0

    public static PumpUsage OfThisThread(PumpCounters counters)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        string status = File.ReadAllText("/proc/thread-self/stat");
        string[] fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
        long Ticks(int field) => long.Parse(fields[field - 2], CultureInfo.InvariantCulture);
        (long user, long system) = (Ticks(UserField), Ticks(SystemField));
        return new(allocated, GC.GetAllocatedBytesForCurrentThread(), user, system,
            counters.FramesIn + counters.FramesOut, counters.OctetsIn + counters.OctetsOut, counters.Sleeps);
    }

    public static PumpUsage operator -(PumpUsage a, PumpUsage b) => new(a.Allocated - b.AllocatedByLook, 0, a.UserTicks - b.UserTicks,
        a.SystemTicks - b.SystemTicks, a.Frames - b.Frames, a.Octets - b.Octets, a.Sleeps - b.Sleeps);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Octets / Frames} octets a frame, {(double)Frames / Math.Max(1, Sleeps):F1} frames a sleep; each frame: "
        + $"{UserTicks * 1e4 / Frames:F2} µs in the program, {SystemTicks * 1e4 / Frames:F2} µs in the kernel, {(double)Allocated / Frames:F3} octets allocated");
}
