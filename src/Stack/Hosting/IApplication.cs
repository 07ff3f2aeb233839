using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Hosting;

/// <summary>A program on the sockets of a host: an echo server, ping, a browser. It never waits: it does what can be done
/// and says when it wants to go on.</summary>
/// <remarks>It has no clock and no thread, so the same program runs on a simulated host, on a TAP device and in a browser.
/// <see cref="Host.Run"/> starts it, and the host's <see cref="Host.Advance"/> goes on with it.</remarks>
public interface IApplication
{
    /// <summary>When <see cref="Advance"/> has something to do: a time of its own, any time that has passed when one of its
    /// sockets has become ready, else never.</summary>
    Timestamp NextDeadline { get; }

    /// <summary>True when it has ended by itself; the host then forgets it.</summary>
    bool IsFinished { get; }

    /// <summary>Opens its sockets.</summary>
    /// <returns>Why it cannot (EADDRINUSE), or none.</returns>
    Errno Start(Timestamp now);

    /// <summary>Does what is due and what its sockets are ready for.</summary>
    void Advance(Timestamp now);

    /// <summary>Closes its sockets and ends.</summary>
    void Stop(Timestamp now);
}
