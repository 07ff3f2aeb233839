namespace NetStack.Bytes;

/// <summary>Where the frames of a host go: a wire of the simulator, a device, a recording.</summary>
public interface IFrameSink
{
    /// <summary>Takes a frame. A sink stores (copying the octets) and returns: it never calls back into the host, which is
    /// in the middle of a step.</summary>
    /// <param name="interface">The host's interface that it leaves by, from 1.</param>
    /// <param name="frame">The frame; valid during the call.</param>
    /// <param name="now">The time.</param>
    void Send(int @interface, in Frame frame, Timestamp now);
}
