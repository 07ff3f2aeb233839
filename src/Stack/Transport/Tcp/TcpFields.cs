using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Transport.Tcp;

/// <summary>The fields that are worked out or have no fixed place; those of the fixed header stand in
/// <see cref="TcpHeader"/>, those of the analysis in <see cref="Analysis.AnalysisFields"/>.</summary>
public static class TcpFields
{
    private static readonly RfcReference Options = Rfc.Section(9293, "3.2");
    private static readonly RfcReference Numbers = Rfc.Section(9293, "3.4");

    internal static readonly Field Stream = Field.Generated("tcp.stream", FieldType.UInt32);
    internal static readonly Field Length = Field.Generated("tcp.len", FieldType.UInt32, Rfc.Section(9293, "3.3.1"));
    internal static readonly Field Sequence = Field.Variable("tcp.seq", FieldType.UInt32, Numbers);
    internal static readonly Field NextSequence = Field.Generated("tcp.nxtseq", FieldType.UInt32, Numbers);
    internal static readonly Field Acknowledgment = Field.Variable("tcp.ack", FieldType.UInt32, Numbers);
    internal static readonly Field WindowSize = Field.Generated("tcp.window_size", FieldType.UInt32, Rfc.Section(7323, "2.3"));
    internal static readonly Field WindowScaleFactor =
        Field.Generated("tcp.window_size_scalefactor", FieldType.Int32, Rfc.Section(7323, "2.3"));

    internal static readonly Field ChecksumStatus = Field.Generated("tcp.checksum.status", FieldType.UInt8, Rfc.Section(9293, "3.1")) with { Names = ChecksumStatusNames.All };
    internal static readonly Field ChecksumExpected =
        Field.Generated("tcp.checksum_calculated", FieldType.UInt16, Rfc.Section(9293, "3.1")) with { Base = NumberBase.Hexadecimal };

    internal static readonly Field FlagLetters = Field.Generated("tcp.flags.str", FieldType.Text, Rfc.Section(9293, "3.1"));
    internal static readonly Field TimeRelative = Field.Generated("tcp.time_relative", FieldType.RelativeTime);
    internal static readonly Field TimeDelta = Field.Generated("tcp.time_delta", FieldType.RelativeTime);
    internal static readonly Field Payload = Field.Variable("tcp.payload", FieldType.Octets, Rfc.Section(9293, "3.1"));
    internal static readonly Field SegmentData = Field.Variable("tcp.segment_data", FieldType.Octets, Rfc.Section(9293, "3.1"));

    internal static readonly Field Segments = Field.Generated("tcp.segments", FieldType.None);
    internal static readonly Field Segment = Field.Generated("tcp.segment", FieldType.FrameNumber);
    internal static readonly Field SegmentCount = Field.Generated("tcp.segment.count", FieldType.UInt32);
    internal static readonly Field ReassembledLength = Field.Generated("tcp.reassembled.length", FieldType.UInt32);

    internal static readonly Field OptionList = Field.Variable("tcp.options", FieldType.Octets, Options);
    internal static readonly Field OptionKind = Field.Variable("tcp.option_kind", FieldType.UInt8, Options) with { Names = TcpOptionKind.Names };
    internal static readonly Field OptionLength = Field.Variable("tcp.option_len", FieldType.UInt8, Options);
    internal static readonly Field EndOfList = Option("tcp.options.eol", Options);
    internal static readonly Field NoOperation = Option("tcp.options.nop", Options);
    internal static readonly Field MaximumSegmentSize = Option("tcp.options.mss", Rfc.Section(9293, "3.7.1"));
    internal static readonly Field MssValue = Field.Variable("tcp.options.mss_val", FieldType.UInt16, Rfc.Section(9293, "3.7.1"));
    internal static readonly Field WindowScale = Option("tcp.options.wscale", Rfc.Section(7323, "2.2"));
    internal static readonly Field WindowShift = Field.Variable("tcp.options.wscale.shift", FieldType.UInt8, Rfc.Section(7323, "2.2"));
    internal static readonly Field WindowMultiplier = Field.Generated("tcp.options.wscale.multiplier", FieldType.UInt16, Rfc.Section(7323, "2.2"));
    internal static readonly Field SackPermitted = Option("tcp.options.sack_perm", Rfc.Section(2018, "2"));
    internal static readonly Field Sack = Option("tcp.options.sack", Rfc.Section(2018, "3"));
    internal static readonly Field SackLeft = Field.Variable("tcp.options.sack_le", FieldType.UInt32, Rfc.Section(2018, "3"));
    internal static readonly Field SackRight = Field.Variable("tcp.options.sack_re", FieldType.UInt32, Rfc.Section(2018, "3"));
    internal static readonly Field SackCount = Field.Generated("tcp.options.sack.count", FieldType.UInt8, Rfc.Section(2018, "3"));
    internal static readonly Field DsackLeft = Field.Variable("tcp.options.sack.dsack_le", FieldType.UInt32, Rfc.Section(2883, "4"));
    internal static readonly Field DsackRight = Field.Variable("tcp.options.sack.dsack_re", FieldType.UInt32, Rfc.Section(2883, "4"));
    internal static readonly Field Timestamps = Option("tcp.options.timestamp", Rfc.Section(7323, "3.2"));
    internal static readonly Field TimestampValue = Field.Variable("tcp.options.timestamp.tsval", FieldType.UInt32, Rfc.Section(7323, "3.2"));
    internal static readonly Field TimestampEcho = Field.Variable("tcp.options.timestamp.tsecr", FieldType.UInt32, Rfc.Section(7323, "3.2"));
    internal static readonly Field Md5 = Option("tcp.options.md5", Rfc.Section(2385, "3"));
    internal static readonly Field Md5Digest = Field.Variable("tcp.options.md5.digest", FieldType.Octets, Rfc.Section(2385, "3"));
    internal static readonly Field UserTimeout = Option("tcp.options.user_to", Rfc.Section(5482, "3"));
    internal static readonly Field Authentication = Option("tcp.options.ao", Rfc.Section(5925, "2.2"));
    internal static readonly Field AuthenticationKey = Field.Variable("tcp.options.ao.keyid", FieldType.UInt8, Rfc.Section(5925, "2.2"));
    internal static readonly Field AuthenticationNextKey = Field.Variable("tcp.options.ao.rnextkeyid", FieldType.UInt8, Rfc.Section(5925, "2.2"));
    internal static readonly Field AuthenticationCode = Field.Variable("tcp.options.ao.mac", FieldType.Octets, Rfc.Section(5925, "2.2"));
    internal static readonly Field Multipath = Option("tcp.options.mptcp", Rfc.Section(8684, "3"));
    internal static readonly Field MultipathSubtype = Field.Variable("tcp.options.mptcp.subtype", FieldType.UInt8, Rfc.Section(8684, "3"));
    internal static readonly Field FastOpen = Option("tcp.options.tfo", Rfc.Section(7413, "4.1.1"));
    internal static readonly Field FastOpenRequest = Field.Variable("tcp.options.tfo.request", FieldType.None, Rfc.Section(7413, "4.1.1"));
    internal static readonly Field FastOpenCookie = Field.Variable("tcp.options.tfo.cookie", FieldType.Octets, Rfc.Section(7413, "4.1.1"));
    internal static readonly Field Experimental = Option("tcp.options.experimental", Rfc.Section(6994, "3"));
    internal static readonly Field ExperimentId = Field.VariableHex("tcp.options.experimental.exid", FieldType.UInt16, Rfc.Section(6994, "3"));
    internal static readonly Field UnknownOption = Option("tcp.options.unknown", Options);

    /// <summary>All of them.</summary>
    internal static IEnumerable<Field> All =>
    [
        Stream, Length, Sequence, NextSequence, Acknowledgment, WindowSize, WindowScaleFactor, ChecksumStatus, ChecksumExpected,
        FlagLetters, TimeRelative,
        TimeDelta, Payload, SegmentData, Segments, Segment, SegmentCount, ReassembledLength, OptionList, OptionKind, OptionLength,
        EndOfList, NoOperation, MaximumSegmentSize, MssValue, WindowScale, WindowShift, WindowMultiplier, SackPermitted, Sack,
        SackLeft, SackRight, SackCount, DsackLeft, DsackRight, Timestamps, TimestampValue, TimestampEcho, Md5, Md5Digest,
        UserTimeout, Authentication, AuthenticationKey, AuthenticationNextKey, AuthenticationCode, Multipath, MultipathSubtype,
        FastOpen, FastOpenRequest, FastOpenCookie, Experimental, ExperimentId, UnknownOption,
    ];

    private static Field Option(string name, RfcReference rfc) => Field.Variable(name, FieldType.Octets, rfc);
}
