namespace NetStack.Capture.Pumping;

/// <summary>Which way a frame passes.</summary>
public enum FrameDirection : byte
{
    /// <summary>From the device to the host; in a middlebox from the first device to the second.</summary>
    In,

    /// <summary>From the host to the device; in a middlebox from the second device to the first.</summary>
    Out,
}
