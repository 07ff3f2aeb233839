namespace NetStack.Capture.Live;

/// <summary>What libpcap counted since the capture began.</summary>
/// <param name="Received">Frames that passed the filter.</param>
/// <param name="Dropped">Frames that found no room in the kernel's buffer: we were too slow.</param>
/// <param name="DroppedByInterface">Frames that the device or its driver dropped.</param>
public readonly record struct LiveStatistics(long Received, long Dropped, long DroppedByInterface);
