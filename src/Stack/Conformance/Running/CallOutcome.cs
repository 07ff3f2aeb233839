using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Conformance.Running;

/// <summary>What a call came to.</summary>
/// <param name="Value">What it returns; -1 with an error.</param>
/// <param name="Error">The error.</param>
internal sealed record CallOutcome(long Value, Errno Error = Errno.None)
{
    /// <summary>The call would have to wait.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>When a call that waits ends by itself: the time-out of poll.</summary>
    public Timestamp WakeAt { get; init; } = Timestamp.Never;

    /// <summary>The socket that the call has made: the script gives it the number of its result.</summary>
    public Descriptor? Made { get; init; }

    /// <summary>The poller that the call has made.</summary>
    public int? MadePoller { get; init; }

    /// <summary>What the call gave back in its arguments and is not as the script says.</summary>
    public List<FieldDifference> Differences { get; init; } = [];

    /// <summary>The octet of the stream at which what was read is not what arrived; -1 when all is.</summary>
    public long WrongOctet { get; init; } = -1;

    public static CallOutcome Of(Errno error) => new(error == Errno.None ? 0 : -1, error);

    public static CallOutcome Waits(Errno error) => new(-1, error) { IsWaiting = true };
}
