using NetStack.Bytes;

namespace NetStack.Capture.Pumping;

/// <summary>A clock that a pump asks. It may leap forward (a suspended process); a step back counts as no step.</summary>
public interface IPumpClock
{
    /// <summary>The time.</summary>
    Timestamp Now { get; }
}
