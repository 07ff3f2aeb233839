using NetStack.Bytes;
using NetStack.Conformance.Syntax;

namespace NetStack.Conformance.Running;

/// <summary>When an event is to happen, on the virtual clock.</summary>
/// <param name="Base">What it counts from.</param>
/// <param name="Earliest">The first time that is right.</param>
/// <param name="Latest">The last one; never for any time.</param>
/// <param name="ReturnsAt">When a call that waits returns, or null.</param>
internal readonly record struct TimeSlot(Timestamp Base, Timestamp Earliest, Timestamp Latest, Timestamp? ReturnsAt)
{
    public static TimeSlot Of(EventTime time, Timestamp previous)
    {
        if (time.Kind == EventTimeKind.Any) return new(previous, previous, Timestamp.Never, null);
        Timestamp from = time.Kind == EventTimeKind.Absolute ? HostUnderTest.Start : previous;
        Timestamp? returnsAt = time.ReturnsAt is { } end ? from + end : null;
        return new(previous, from + time.Earliest, from + time.Latest, returnsAt);
    }
}
