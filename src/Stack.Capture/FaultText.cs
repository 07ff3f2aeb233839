using NetStack.Recording;

namespace NetStack.Capture;

/// <summary>A recording's fault as one line for people: which octet, why, and what to do.</summary>
internal static class FaultText
{
    private const string Before = "the frames before it are whole";

    public static string Describe(RecordingFault fault) => fault.Reason switch
    {
        RecordingFaultReason.NotARecording =>
            $"is not a pcap or pcapng file (it begins with {(uint)fault.Value:x8}); give a file that tcpdump -w or Wireshark wrote",
        RecordingFaultReason.UnsupportedVersion =>
            $"byte {fault.At}: has major version {fault.Value}, only {fault.Limit} is known; convert it with editcap",
        RecordingFaultReason.Truncated =>
            $"byte {fault.At}: is cut short: {fault.Value} octets are needed from here, {fault.Limit} are there; {Before}, copy or capture the file again for the rest",
        RecordingFaultReason.FrameTooLong =>
            $"byte {fault.At}: a record claims a frame of {fault.Value} octets, more than {fault.Limit}: the file is damaged here; {Before}",
        RecordingFaultReason.BlockTooLong =>
            $"byte {fault.At}: a block claims {fault.Value} octets, more than {fault.Limit}: the file is damaged here; {Before}",
        RecordingFaultReason.BlockTooShort =>
            $"byte {fault.At}: a block of {fault.Value} octets needs at least {fault.Limit}: the file is damaged here; {Before}",
        RecordingFaultReason.BlockLengthsDiffer =>
            $"byte {fault.At}: a block has the length {fault.Value} at its start and {fault.Limit} at its end: the file is damaged here; {Before}",
        RecordingFaultReason.FrameBeyondBlock =>
            $"byte {fault.At}: a frame of {fault.Value} octets in a block with room for {fault.Limit}: the file is damaged here; {Before}",
        RecordingFaultReason.UnknownInterface =>
            $"byte {fault.At}: a frame of interface {fault.Value}, but {fault.Limit} are described: the file is damaged here; {Before}",
        RecordingFaultReason.TooManyInterfaces =>
            $"byte {fault.At}: more than {fault.Limit} interfaces; {Before}, split the file with editcap",
        RecordingFaultReason.BadByteOrderMagic =>
            $"byte {fault.At}: a section begins with {(uint)fault.Value:x8} in place of the byte-order magic: the file is damaged here; {Before}",
        RecordingFaultReason.DamagedCompression =>
            $"byte {fault.At} (decompressed): the gzip data is damaged or cut short; {Before}, copy the file again for the rest",
        _ => "is whole",
    };
}
