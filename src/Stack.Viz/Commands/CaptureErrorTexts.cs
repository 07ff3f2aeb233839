namespace NetStack.Viz.Commands;

/// <summary>Lines for errors of captures: what reads them names them by these keys.</summary>
public static class CaptureErrorTexts
{
    /// <summary>{0}: there is no such file; check the name with ls</summary>
    public const string NoSuchFile = "capture.error.no-such-file";

    /// <summary>{0}: is a directory; give a capture file</summary>
    public const string IsDirectory = "capture.error.is-directory";

    /// <summary>{0}: you may not read it; try sudo, or: sudo chmod a+r {1}</summary>
    public const string MayNotRead = "capture.error.may-not-read";

    /// <summary>{0}: cannot be opened: {1}</summary>
    public const string CannotOpen = "capture.error.cannot-open";

    /// <summary>{0}: cannot be read further: {1}</summary>
    public const string CannotReadOn = "capture.error.cannot-read-on";

    /// <summary>{0}: frame {1} is no longer at byte {2}: the file has changed; open it again</summary>
    public const string Changed = "capture.error.changed";

    /// <summary>{0}: cannot be created: {1}; name a file that you may write</summary>
    public const string CannotCreate = "capture.error.cannot-create";

    /// <summary>{0}: its folder is not there; make it: mkdir -p {1}</summary>
    public const string NoSuchFolder = "capture.error.no-such-folder";

    /// <summary>{0}: a pcap file has one link type, these frames have two: write a file whose name ends in .pcapng</summary>
    public const string OneLinkType = "capture.error.one-link-type";

    /// <summary>{0}: cannot be written: {1}; is the disk full? see df -h</summary>
    public const string CannotWrite = "capture.error.cannot-write";

    /// <summary>{0} is missing; install it: {1}</summary>
    public const string LibraryMissing = "capture.error.library-missing";

    /// <summary>there is no device {0}; near it: {1}. netstack devices lists them all</summary>
    public const string NoSuchDevice = "capture.error.no-such-device";

    /// <summary>{0}: the capture ended, as the device went away ({1}); look at it with: ip link show {2}</summary>
    public const string DeviceGone = "capture.error.device-gone";

    /// <summary>the capture filter {0} is wrong: {1}; man pcap-filter tells how to write one, such as tcp port 80</summary>
    public const string BadFilter = "capture.error.bad-filter";

    /// <summary>{0}: you may not capture; run this with sudo, or once: {1}</summary>
    public const string NoPermission = "capture.error.no-permission";

    /// <summary>{0}: is down; bring it up: sudo ip link set {1} up</summary>
    public const string DeviceDown = "capture.error.device-down";

    /// <summary>{0}: {1}</summary>
    public const string DeviceFailure = "capture.error.device-failure";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.NotARecording"/>.</summary>
    public const string NotARecording = "capture.fault.not-a-recording";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.UnsupportedVersion"/>.</summary>
    public const string UnsupportedVersion = "capture.fault.version";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.Truncated"/>.</summary>
    public const string Truncated = "capture.fault.truncated";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.FrameTooLong"/>.</summary>
    public const string FrameTooLong = "capture.fault.frame-too-long";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.BlockTooLong"/>.</summary>
    public const string BlockTooLong = "capture.fault.block-too-long";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.BlockTooShort"/>.</summary>
    public const string BlockTooShort = "capture.fault.block-too-short";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.BlockLengthsDiffer"/>.</summary>
    public const string BlockLengthsDiffer = "capture.fault.block-lengths";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.FrameBeyondBlock"/>.</summary>
    public const string FrameBeyondBlock = "capture.fault.frame-beyond-block";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.UnknownInterface"/>.</summary>
    public const string UnknownInterface = "capture.fault.unknown-interface";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.TooManyInterfaces"/>.</summary>
    public const string TooManyInterfaces = "capture.fault.too-many-interfaces";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.BadByteOrderMagic"/>.</summary>
    public const string BadByteOrderMagic = "capture.fault.byte-order-magic";

    /// <summary>See <see cref="NetStack.Recording.RecordingFaultReason.DamagedCompression"/>.</summary>
    public const string DamagedCompression = "capture.fault.compression";
}
