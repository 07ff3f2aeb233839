using System.Globalization;
using System.Runtime.CompilerServices;
using NetStack.Recording;

namespace NetStack.Capture;

/// <summary>A recording's fault as one line for people: which octet, why, and what to do.</summary>
internal static class FaultText
{
    private const string Whole = "the frames before it are whole";
    private const string Damaged = "the file is damaged here; " + Whole;

    /// <summary>The key of the line in catalogues: the file, the octet, the fault's value and limit are put in.</summary>
    public static string Reason(RecordingFault fault) => "capture.fault." + Line(fault.Reason).Key;

    /// <summary>The line in English.</summary>
    public static FormattableString Describe(string source, RecordingFault fault) => FormattableStringFactory.Create(
        Line(fault.Reason).Text, source, fault.At, IsMagic(fault) ? Hex((uint)fault.Value) : fault.Value, fault.Limit);

    private static bool IsMagic(RecordingFault fault) =>
        fault.Reason is RecordingFaultReason.NotARecording or RecordingFaultReason.BadByteOrderMagic;

    private static string Hex(uint value) => value.ToString("x8", CultureInfo.InvariantCulture);

    private static (string Key, string Text) Line(RecordingFaultReason reason) => reason switch
    {
        RecordingFaultReason.NotARecording => ("not-a-recording",
            "{0}: is not a pcap or pcapng file (it begins with {2}); give a file that tcpdump -w or Wireshark wrote"),
        RecordingFaultReason.UnsupportedVersion => ("version",
            "{0}: byte {1}: has major version {2}, only {3} is known; convert it with editcap"),
        RecordingFaultReason.Truncated => ("truncated",
            "{0}: byte {1}: is cut short: {2} octets are needed from here, {3} are there; " + Whole + ", copy or capture the file again for the rest"),
        RecordingFaultReason.FrameTooLong => ("frame-too-long",
            "{0}: byte {1}: a record claims a frame of {2} octets, more than {3}: " + Damaged),
        RecordingFaultReason.BlockTooLong => ("block-too-long",
            "{0}: byte {1}: a block claims {2} octets, more than {3}: " + Damaged),
        RecordingFaultReason.BlockTooShort => ("block-too-short",
            "{0}: byte {1}: a block of {2} octets needs at least {3}: " + Damaged),
        RecordingFaultReason.BlockLengthsDiffer => ("block-lengths",
            "{0}: byte {1}: a block has the length {2} at its start and {3} at its end: " + Damaged),
        RecordingFaultReason.FrameBeyondBlock => ("frame-beyond-block",
            "{0}: byte {1}: a frame of {2} octets in a block with room for {3}: " + Damaged),
        RecordingFaultReason.UnknownInterface => ("unknown-interface",
            "{0}: byte {1}: a frame of interface {2}, but {3} are described: " + Damaged),
        RecordingFaultReason.TooManyInterfaces => ("too-many-interfaces",
            "{0}: byte {1}: more than {3} interfaces; " + Whole + ", split the file with editcap"),
        RecordingFaultReason.BadByteOrderMagic => ("byte-order-magic",
            "{0}: byte {1}: a section begins with {2} in place of the byte-order magic: " + Damaged),
        RecordingFaultReason.DamagedCompression => ("compression",
            "{0}: byte {1} (decompressed): the gzip data is damaged or cut short; " + Whole + ", copy the file again for the rest"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
