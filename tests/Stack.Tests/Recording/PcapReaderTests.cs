using NetStack.Bytes;
using NetStack.Recording;
using Xunit;
using static NetStack.Tests.Recording.Recordings;

namespace NetStack.Tests.Recording;

public sealed class PcapReaderTests
{
    private const string LittleEndianHeader = """
        d4 c3 b2 a1   # magic: microseconds, little-endian
        02 00 04 00   # version 2.4
        00 00 00 00   # time zone
        00 00 00 00   # accuracy
        00 00 04 00   # snapshot length 262144
        01 00 00 00   # Ethernet

        """;

    [Fact]
    public void A_little_endian_microsecond_record_is_read()
    {
        Outcome outcome = Read(Hex(LittleEndianHeader + """
            01 00 00 00  02 00 00 00   # 1.000002 s
            03 00 00 00  3c 00 00 00   # 3 octets of 60
            aa bb cc
            """));
        Assert.Equal(new FrameInfo(1, new(1_000_002_000), 60, LinkType.Ethernet), outcome.Only.Info);
        Assert.Equal(Hex("aa bb cc"), outcome.Only.Octets);
        Assert.Equal(24, outcome.Only.RecordAt);
        Assert.Equal(default, outcome.Fault);
        Assert.Equal(262_144u, outcome.Interface.SnapLength);
        Assert.Null(outcome.Interface.FcsLength);
    }

    [Fact]
    public void A_big_endian_nanosecond_record_is_read()
    {
        Outcome outcome = Read(Hex("""
            a1 b2 3c 4d   # magic: nanoseconds, big-endian
            00 02 00 04   # version 2.4
            00 00 00 00  00 00 00 00
            00 00 ff ff   # snapshot length
            00 00 00 65   # 101: bare IP
            00 00 00 01  00 00 00 02   # 1.000000002 s
            00 00 00 01  00 00 00 01
            45
            """));
        Assert.Equal(new FrameInfo(1, new(1_000_000_002), 1, LinkType.Raw), outcome.Only.Info);
        Assert.Equal(Hex("45"), outcome.Only.Octets);
    }

    [Fact]
    public void The_modified_format_has_records_with_eight_octets_more()
    {
        Outcome outcome = Read(Hex(LittleEndianHeader.Replace("d4 c3 b2 a1", "34 cd b2 a1", StringComparison.Ordinal) + """
            01 00 00 00  02 00 00 00  01 00 00 00  3c 00 00 00
            05 00 00 00  08 00 00 00   # interface, protocol, kind
            aa
            """));
        Assert.Equal(Hex("aa"), outcome.Only.Octets);
    }

    [Theory]
    [InlineData("01 00 00 54", 4 + 6)] // ten octets: 5 words, with the F bit
    [InlineData("01 00 00 24", 4)]
    [InlineData("01 00 00 04", 0)]
    [InlineData("01 00 00 40", null)] // a length without the F bit does not count
    [InlineData("01 00 ff 03", null)] // reserved bits
    public void The_upper_half_of_the_link_type_holds_the_length_of_the_frame_check_sequence(string bits, int? octets)
    {
        Outcome outcome = Read(Hex(LittleEndianHeader.Replace("01 00 00 00   # Ethernet", bits, StringComparison.Ordinal)));
        Assert.Equal(octets, outcome.Interface.FcsLength);
        Assert.Equal(LinkType.Ethernet, outcome.Interface.LinkType);
        Assert.Empty(outcome.Frames);
    }

    [Theory]
    [InlineData("02 00 02 00", "3c 00 00 00  01 00 00 00")] // before 2.3: original first
    [InlineData("02 00 03 00", "3c 00 00 00  01 00 00 00")] // 2.3: either order
    [InlineData("02 00 03 00", "01 00 00 00  3c 00 00 00")]
    [InlineData("1f 02 00 00", "3c 00 00 00  01 00 00 00")] // 543.0
    public void Old_versions_have_the_two_lengths_in_another_order(string version, string lengths)
    {
        Outcome outcome = Read(Hex(LittleEndianHeader.Replace("02 00 04 00", version, StringComparison.Ordinal)
            + "00 00 00 00  00 00 00 00" + lengths + "aa"));
        Assert.Equal(60, outcome.Only.Info.OriginalLength);
        Assert.Single(outcome.Only.Octets);
    }

    [Fact]
    public void Seconds_are_unsigned_and_a_fraction_over_a_second_is_added()
    {
        Outcome outcome = Read(Hex(LittleEndianHeader + "ff ff ff ff  80 84 1e 00  00 00 00 00  00 00 00 00")); // + 2 s
        Assert.Equal(Timestamp.FromSeconds(4_294_967_297), outcome.Only.Info.Time);
    }

    [Fact]
    public void An_original_length_beyond_31_bits_saturates()
    {
        Outcome outcome = Read(Hex(LittleEndianHeader + "00 00 00 00  00 00 00 00  00 00 00 00  30 fe fd f3"));
        Assert.Equal(int.MaxValue, outcome.Only.Info.OriginalLength);
    }

    [Fact]
    public void A_record_that_claims_an_implausible_length_is_a_fault_at_its_first_octet()
    {
        Outcome outcome = Read(Hex(LittleEndianHeader + """
            00 00 00 00  00 00 00 00  01 00 00 00  01 00 00 00  aa
            00 00 00 00  00 00 00 00  01 00 04 00  01 00 04 00  aa   # 262145 octets
            """));
        Assert.Single(outcome.Frames);
        Assert.Equal(new(RecordingFaultReason.FrameTooLong, 41, 262_145, 262_144), outcome.Fault);
    }

    [Theory]
    [InlineData("00 00 10 00", 0x10_0000, 0x10_0001, false)] // announced 1 MiB
    [InlineData("00 00 10 00", 0x10_0000, 0x10_0000, true)]
    [InlineData("60 00 00 00", 262_144, 262_144, true)] // longer than announced, but plausible
    [InlineData("ff ff ff ff", 16 * 1024 * 1024, 16 * 1024 * 1024, true)]
    [InlineData("ff ff ff ff", 16 * 1024 * 1024, (16 * 1024 * 1024) + 1, false)]
    public void A_long_frame_is_accepted_when_the_snapshot_length_announced_it(
        string snapLength, int limit, int length, bool accepted)
    {
        byte[] recording = [.. Hex(LittleEndianHeader.Replace("00 00 04 00", snapLength, StringComparison.Ordinal)),
            0, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(length), 0, 0, 0, 0, .. new byte[length]];
        Outcome outcome = Read(recording);
        Assert.Equal(accepted ? 1 : 0, outcome.Frames.Count);
        Assert.Equal(accepted ? default : new(RecordingFaultReason.FrameTooLong, 24, length, limit), outcome.Fault);
    }

    [Fact]
    public void A_record_that_is_cut_short_is_a_fault_that_says_what_is_missing()
    {
        Outcome outcome = Read(Hex(LittleEndianHeader + "00 00 00 00  00 00 00 00  03 00 00 00  03 00 00 00  aa bb"));
        Assert.Empty(outcome.Frames);
        Assert.Equal(new(RecordingFaultReason.Truncated, 24, 19, 18), outcome.Fault);
    }

    [Fact]
    public void A_version_that_is_not_known_is_a_fault()
    {
        Outcome outcome = Read(Hex(LittleEndianHeader.Replace("02 00 04 00", "03 00 00 00", StringComparison.Ordinal)));
        Assert.Equal(new(RecordingFaultReason.UnsupportedVersion, 0, 3, 2), outcome.Fault);
    }

    [Fact]
    public void A_fault_stays()
    {
        RecordingReader reader = RecordingReader.Recognize(Hex(LittleEndianHeader))!;
        Assert.Equal(ReadStatus.Fault, reader.Read(Hex("d4 c3 b2 a1"), isLast: true, out _));
        Assert.Equal(ReadStatus.Fault, reader.Read(Hex(LittleEndianHeader), isLast: true, out _));
        Assert.Equal(RecordingFaultReason.Truncated, reader.Fault.Reason);
    }

    [Fact]
    public void Other_magic_numbers_are_not_recognised() =>
        Assert.Null(RecordingReader.Recognize(Hex("7f 45 4c 46 02 01 01 00")));
}
