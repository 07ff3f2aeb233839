namespace NetStack.Capture;

/// <summary>How far reading a file has come.</summary>
/// <param name="OctetsRead">Octets of the file as it lies on the disk (compressed ones, if it is).</param>
/// <param name="OctetsTotal">The file's length; null for a pipe.</param>
/// <param name="Frames">Frames found.</param>
public readonly record struct CaptureProgress(long OctetsRead, long? OctetsTotal, int Frames);
