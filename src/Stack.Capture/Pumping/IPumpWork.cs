using NetStack.Bytes;
using NetStack.Hosting;

namespace NetStack.Capture.Pumping;

/// <summary>Something to be done on the pump's thread, where the host may be touched. An object that is posted again and again
/// costs no memory each time.</summary>
public interface IPumpWork
{
    /// <summary>Does it. What it throws ends the pump.</summary>
    void Run(Host host, Timestamp now);

    /// <summary>The pump has ended before it was done. Called by any thread.</summary>
    void Abandon();
}
