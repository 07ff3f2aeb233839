using NetStack.Bytes;
using NetStack.Conformance.Syntax;

namespace NetStack.Conformance.UnderTest;

/// <summary>A stack that scripts are run against: this one on the virtual clock, or a kernel's, in real time, behind a device.
/// It has the calls of an application, and a wire whose other end is the script.</summary>
public interface IStackUnderTest
{
    /// <summary>The time; a script begins at <see cref="ScriptRunner.StartOfTime"/>.</summary>
    Timestamp Now { get; }

    /// <summary>True on a virtual clock; false in real time, where every time is a little late.</summary>
    bool HasExactTime { get; }

    /// <summary>The least error of a time that is overlooked: a kernel's timers tick, and other programs run.</summary>
    Duration Tolerance { get; }

    /// <summary>How long past its time a packet is waited for, so that a failure can tell when it came instead.</summary>
    Duration Patience { get; }

    /// <summary>How long a packet without a time is waited for.</summary>
    Duration LongestWait { get; }

    /// <summary>True when PSH on data is not compared: a kernel cuts data into bursts by its pacing rate and marks each burst's end,
    /// which RFC 9293 §3.9.1.2 leaves to the sender.</summary>
    bool PushesAsItLikes { get; }

    /// <summary>True when the stack does not come to rest.</summary>
    bool IsStuck { get; }

    /// <summary>The calls.</summary>
    ISocketCalls Sockets { get; }

    /// <summary>True when a packet of the stack's waits to be taken.</summary>
    bool HasSent { get; }

    /// <summary>The packet that waits longest: from the IP header on, and when it was sent.</summary>
    (byte[] Octets, Timestamp At) PeekSent();

    /// <summary>Takes the packet that waits longest.</summary>
    (byte[] Octets, Timestamp At) TakeSent();

    /// <summary>A packet goes into the stack.</summary>
    void Receive(ReadOnlySpan<byte> packet);

    /// <summary>True when the stack is known to do nothing before a time by itself; a kernel does not tell.</summary>
    bool RestsUntil(Timestamp time);

    /// <summary>Lets time pass until something may have happened, at most to a time.</summary>
    /// <returns>False when that time has come and nothing has happened.</returns>
    bool Step(Timestamp until);

    /// <summary>Settings that change while the script runs.</summary>
    /// <returns>The setting that the stack does not take, or null.</returns>
    Setting? Configure(IReadOnlyList<Setting> settings);
}
