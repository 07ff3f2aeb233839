using System.Globalization;
using NetStack.Recording;

namespace NetStack.Capture;

/// <summary>Frames cannot be had from where they were asked for. The message is one line that says what to do;
/// catalogues have it in other languages, under <see cref="Reason"/>.</summary>
public sealed class CaptureException : Exception
{
    /// <summary>An error with its line.</summary>
    /// <param name="error">What kind.</param>
    /// <param name="reason">The key of the line in catalogues.</param>
    /// <param name="message">One line: what is wrong, and what helps. What is put in are the arguments of the line.</param>
    /// <param name="inner">What caused it, if anything.</param>
    public CaptureException(CaptureError error, string reason, FormattableString message, Exception? inner = null)
        : base(message.ToString(CultureInfo.InvariantCulture), inner) =>
        (Error, Reason, Arguments) = (error, reason, message.GetArguments());

    /// <summary>A fault in a recording.</summary>
    /// <param name="source">The file's name.</param>
    /// <param name="fault">Where and why.</param>
    public CaptureException(string source, RecordingFault fault)
        : this(CaptureError.DamagedFile, FaultText.Reason(fault), FaultText.Describe(source, fault)) => Fault = fault;

    /// <summary>What kind of error this is; an exit code belongs to each.</summary>
    public CaptureError Error { get; }

    /// <summary>The key of the line in catalogues.</summary>
    public string Reason { get; }

    /// <summary>What is put into the line.</summary>
    public IReadOnlyList<object?> Arguments { get; }

    /// <summary>For a damaged file: where and why.</summary>
    public RecordingFault? Fault { get; }
}

/// <summary>Why frames cannot be had.</summary>
public enum CaptureError
{
    /// <summary>There is no such file, or it cannot be opened or read.</summary>
    UnreadableFile,

    /// <summary>The file is damaged, cut short, or no capture file.</summary>
    DamagedFile,

    /// <summary>The file cannot be written.</summary>
    UnwritableFile,

    /// <summary>The user has no right to capture.</summary>
    NoPermission,

    /// <summary>There is no such device.</summary>
    NoSuchDevice,

    /// <summary>The device went away during the capture.</summary>
    DeviceGone,

    /// <summary>libpcap does not understand the capture filter.</summary>
    BadFilter,

    /// <summary>libpcap (or Npcap) is not installed.</summary>
    LibraryMissing,

    /// <summary>The device refuses what was asked for.</summary>
    DeviceFailure,
}
