using NetStack.Bytes;

namespace NetStack.Capture.Pumping;

/// <summary>Sees the frames that pass, in the order in which they pass: a recording, a ladder.</summary>
public interface IFrameObserver
{
    /// <summary>Sees a frame. It is called by the pump's thread, which waits for it.</summary>
    /// <param name="direction">Where it goes.</param>
    /// <param name="frame">Valid during the call.</param>
    /// <param name="at">Wall-clock time, which never goes backwards.</param>
    void Observe(FrameDirection direction, in Frame frame, Timestamp at);
}
