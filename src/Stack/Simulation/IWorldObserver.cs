using NetStack.Bytes;

namespace NetStack.Simulation;

/// <summary>Sees the frames of a world: a recording, a picture of what is under way. An observer stores and returns.</summary>
public interface IWorldObserver
{
    /// <summary>A port sends a frame.</summary>
    /// <param name="port">Which.</param>
    /// <param name="frame">Valid during the call.</param>
    /// <param name="now">When its first bit leaves, or waits to.</param>
    void Sent(Port port, in Frame frame, Timestamp now);

    /// <summary>A port receives a frame.</summary>
    /// <param name="port">Which.</param>
    /// <param name="frame">Valid during the call.</param>
    /// <param name="now">When its last bit arrives.</param>
    void Received(Port port, in Frame frame, Timestamp now);
}
