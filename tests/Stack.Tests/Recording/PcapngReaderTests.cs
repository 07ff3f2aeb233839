using NetStack.Bytes;
using NetStack.Recording;
using Xunit;
using static NetStack.Tests.Recording.Recordings;
using Frame = NetStack.Tests.Recording.Recordings.Frame; // not NetStack.Bytes.Frame

namespace NetStack.Tests.Recording;

public sealed class PcapngReaderTests
{
    private const string Section = """
        0a 0d 0d 0a  1c 00 00 00   # Section Header Block, 28 octets
        4d 3c 2b 1a                # byte-order magic: little-endian
        01 00 00 00                # version 1.0
        ff ff ff ff ff ff ff ff    # section length not given
        1c 00 00 00

        """;

    private const string Ethernet = """
        01 00 00 00  14 00 00 00   # Interface Description Block, 20 octets
        01 00  00 00               # Ethernet
        00 00 04 00                # snapshot length
        14 00 00 00

        """;

    private const string Packet = """
        06 00 00 00  24 00 00 00   # Enhanced Packet Block, 36 octets
        00 00 00 00                # interface 0
        01 00 00 00  02 00 00 00   # 2^32 + 2 microseconds
        03 00 00 00  3c 00 00 00   # 3 octets of 60
        aa bb cc 00
        24 00 00 00

        """;

    [Fact]
    public void An_enhanced_packet_is_read_with_its_comment_flags_and_drops()
    {
        Outcome outcome = Read(Hex(Section + Ethernet + """
            06 00 00 00  48 00 00 00   # 72 octets
            00 00 00 00  01 00 00 00  02 00 00 00  03 00 00 00  3c 00 00 00
            aa bb cc 00
            01 00 05 00  68 65 6c 6c 6f 00 00 00   # comment: hello
            02 00 04 00  02 00 00 00               # flags: outbound
            04 00 08 00  07 00 00 00 00 00 00 00   # seven dropped
            00 00 00 00
            48 00 00 00
            """));
        Frame frame = outcome.Only;
        Assert.Equal(new FrameInfo(1, new(4_294_967_298_000), 60, LinkType.Ethernet), frame.Info);
        Assert.Equal(Hex("aa bb cc"), frame.Octets);
        Assert.Equal(48, frame.RecordAt);
        Assert.Equal("hello", Assert.Single(frame.Notes.Comments));
        Assert.Equal(2u, frame.Notes.Flags);
        Assert.Equal(7ul, frame.Notes.DropCount);
    }

    [Fact]
    public void A_simple_packet_belongs_to_the_first_interface_and_is_cut_at_its_snapshot_length()
    {
        Outcome outcome = Read(Hex(Section + """
            01 00 00 00  14 00 00 00  01 00 00 00
            02 00 00 00                # snapshot length 2
            14 00 00 00
            03 00 00 00  14 00 00 00   # Simple Packet Block
            05 00 00 00                # 5 octets on the wire
            aa bb 00 00
            14 00 00 00
            """));
        Assert.Equal(new FrameInfo(1, default, 5, LinkType.Ethernet), outcome.Only.Info);
        Assert.Equal(Hex("aa bb"), outcome.Only.Octets);
    }

    [Fact]
    public void An_obsolete_packet_block_has_an_interface_of_16_bits()
    {
        Outcome outcome = Read(Hex(Section + Ethernet + Ethernet + """
            02 00 00 00  30 00 00 00   # Packet Block, 48 octets
            01 00  ff ff               # interface 1, drops not known
            00 00 00 00  40 42 0f 00   # 1 s
            01 00 00 00  01 00 00 00
            aa 00 00 00
            01 00 02 00  6f 6b 00 00   # comment: ok
            00 00 00 00
            30 00 00 00
            """));
        Assert.Equal(new FrameInfo(1, Timestamp.FromSeconds(1), 1, LinkType.Ethernet, Interface: 1), outcome.Only.Info);
        Assert.Equal("ok", Assert.Single(outcome.Only.Notes.Comments));
    }

    [Fact]
    public void An_interface_tells_its_name_resolution_offset_and_frame_check_sequence()
    {
        Outcome outcome = Read(Hex(Section + """
            01 00 00 00  6c 00 00 00   # 108 octets
            71 00  00 00               # 113: Linux cooked
            00 00 00 00
            02 00 04 00  65 74 68 30                # name: eth0
            03 00 03 00  6c 61 6e 00                # description: lan
            08 00 08 00  00 ca 9a 3b 00 00 00 00    # speed: 1 Gbit/s
            09 00 01 00  09 00 00 00                # nanoseconds
            0b 00 04 00  00 74 63 70                # filter, as text: tcp
            0c 00 05 00  4c 69 6e 75 78 00 00 00    # system: Linux
            0d 00 01 00  04 00 00 00                # frame check sequence of 4 octets
            0e 00 08 00  0a 00 00 00 00 00 00 00    # times count from 10 s
            0f 00 02 00  68 77 00 00                # hardware: hw
            00 00 00 00
            6c 00 00 00
            """ + Packet));
        RecordedInterface source = outcome.Interface;
        Assert.Equal(("eth0", "lan", "tcp", "Linux", "hw"),
            (source.Name, source.Description, source.Filter, source.OperatingSystem, source.Hardware));
        Assert.Equal((LinkType.LinuxSll, 1_000_000_000ul, 4), (source.LinkType, source.Speed, source.FcsLength));
        Assert.Equal(new(9, 10), source.Resolution);
        Assert.Equal(new Timestamp(10_000_000_000 + 4_294_967_298), outcome.Only.Info.Time);
        Assert.Equal(LinkType.LinuxSll, outcome.Only.Info.LinkType);
    }

    [Fact]
    public void A_section_says_who_wrote_it()
    {
        Outcome outcome = Read(Hex("""
            0a 0d 0d 0a  48 00 00 00  4d 3c 2b 1a  01 00 00 00  ff ff ff ff ff ff ff ff
            02 00 03 00  61 72 6d 00                # hardware: arm
            03 00 02 00  6f 73 00 00                # system: os
            04 00 03 00  61 70 70 00                # program: app
            01 00 01 00  61 00 00 00                # comment: a
            01 00 01 00  62 00 00 00                # comment: b
            00 00 00 00
            48 00 00 00
            """));
        Assert.Equal(new RecordedSection(false, "arm", "os", "app", "a\nb"), Assert.Single(outcome.Reader.Sections));
    }

    [Fact]
    public void Each_section_has_its_own_byte_order_and_interfaces()
    {
        Outcome outcome = Read(Hex(Section + Ethernet + Packet + """
            0a 0d 0d 0a  00 00 00 1c  1a 2b 3c 4d  00 01 00 00  ff ff ff ff ff ff ff ff  00 00 00 1c
            00 00 00 01  00 00 00 14  00 65 00 00  00 00 00 00  00 00 00 14   # bare IP
            00 00 00 01  00 00 00 14  00 71 00 00  00 00 00 00  00 00 00 14   # Linux cooked
            00 00 00 06  00 00 00 30  00 00 00 01   # interface 1 of this section
            00 00 00 00  00 0f 42 40  00 00 00 01  00 00 00 01  45 00 00 00
            00 01 00 02  6f 6b 00 00  00 00 00 00   # comment: ok
            00 00 00 30
            """));
        Assert.Equal(2, outcome.Frames.Count);
        Assert.Equal(new FrameInfo(2, Timestamp.FromSeconds(1), 1, LinkType.LinuxSll, Interface: 2), outcome.Frames[1].Info);
        Assert.Equal("ok", Assert.Single(outcome.Frames[1].Notes.Comments));
        Assert.Equal([(0, 0), (1, 0), (1, 1)], outcome.Reader.Interfaces.Select(i => (i.Section, i.IdInSection)));
        Assert.Equal([false, true], outcome.Reader.Sections.Select(section => section.IsBigEndian));
    }

    [Fact]
    public void Name_resolution_gives_every_name_of_an_address()
    {
        Outcome outcome = Read(Hex(Section + """
            04 00 00 00  38 00 00 00   # Name Resolution Block, 56 octets
            01 00 0a 00  c0 00 02 01  61 2e 62 00 63 00 00 00                        # 192.0.2.1: a.b and c
            02 00 12 00  20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01  76 00 00 00  # 2001:db8::1: v
            00 00 00 00
            38 00 00 00
            """));
        Assert.Equal(["192.0.2.1 a.b", "192.0.2.1 c", "2001:db8::1 v"],
            outcome.Reader.Names.Select(name => $"{name.Address} {name.Name}"));
    }

    [Fact]
    public void Interface_statistics_are_kept_with_the_interface()
    {
        Outcome outcome = Read(Hex(Section + Ethernet + """
            05 00 00 00  4c 00 00 00   # Interface Statistics Block, 76 octets
            00 00 00 00                # interface 0
            00 00 00 00  80 84 1e 00   # at 2 s
            02 00 08 00  00 00 00 00  40 42 0f 00   # began at 1 s
            03 00 08 00  00 00 00 00  80 84 1e 00   # ended at 2 s
            04 00 08 00  0a 00 00 00 00 00 00 00    # ten received
            05 00 08 00  03 00 00 00 00 00 00 00    # three dropped
            00 00 00 00
            4c 00 00 00
            """));
        Assert.Equal(new InterfaceStatistics
        {
            Time = Timestamp.FromSeconds(2), Started = Timestamp.FromSeconds(1), Ended = Timestamp.FromSeconds(2),
            Received = 10, Dropped = 3,
        }, outcome.Interface.Statistics);
    }

    [Fact]
    public void Decryption_secrets_are_handed_out_as_they_stand()
    {
        Outcome outcome = Read(Hex(Section + """
            0a 00 00 00  18 00 00 00   # Decryption Secrets Block
            4b 53 4c 54                # TLS key log
            02 00 00 00  6b 0a 00 00   # "k\n"
            18 00 00 00
            """));
        RecordedSecret secret = Assert.Single(outcome.Reader.Secrets);
        Assert.Equal(RecordedSecret.TlsKeyLog, secret.Type);
        Assert.Equal("k\n"u8, secret.Data.Span);
    }

    [Theory]
    [InlineData("ad 0b 00 00  14 00 00 00  01 02 03 04  05 06 07 08  14 00 00 00")] // custom
    [InlineData("ff ff ff 7f  0c 00 00 00  0c 00 00 00")] // empty
    [InlineData("ff ff ff 7f  0d 00 00 00  aa 00 00 00  0d 00 00 00")] // padding left out of the length
    public void A_block_of_a_type_that_is_not_known_is_passed_over(string block) =>
        Assert.Equal(new FrameInfo(1, new(4_294_967_298_000), 60, LinkType.Ethernet),
            Read(Hex(Section + Ethernet + block + Packet)).Only.Info);

    [Fact]
    public void Damage_is_a_fault_at_the_octet_where_its_block_begins()
    {
        // After the section (28 octets) and the interface (20) come a good packet (36) and a bad block.
        const long At = 28 + 20 + 36;
        Check("06 00 00 00  21 00 00 01", RecordingFaultReason.BlockTooLong, 0x0100_0021, 16 * 1024 * 1024);
        Check("06 00 00 00  1c 00 00 00", RecordingFaultReason.BlockTooShort, 28, 32);
        Check("ff 00 00 00  08 00 00 00", RecordingFaultReason.BlockTooShort, 8, 12);
        Check("ff 00 00 00  0c 00 00 00  10 00 00 00", RecordingFaultReason.BlockLengthsDiffer, 12, 16);
        Check("0a 0d 0d 0a  1c 00 00 00  4d 3c 2b 1b", RecordingFaultReason.BadByteOrderMagic, 0x1B2B3C4D, 0x1A2B3C4D);
        Check(Section.Replace("01 00 00 00", "02 00 00 00", StringComparison.Ordinal),
            RecordingFaultReason.UnsupportedVersion, 2, 1);
        Check(Packet.Replace("00 00 00 00                # interface 0", "01 00 00 00", StringComparison.Ordinal),
            RecordingFaultReason.UnknownInterface, 1, 1);
        Check(Packet.Replace("03 00 00 00  3c", "05 00 00 00  3c", StringComparison.Ordinal),
            RecordingFaultReason.FrameBeyondBlock, 5, 4);
        Check("06 00 00 00  24 00 00 00  00 00 00 00", RecordingFaultReason.Truncated, 36, 12);

        static void Check(string block, RecordingFaultReason reason, long value, long limit)
        {
            byte[] recording = [.. Hex(Section + Ethernet + Packet + block)];
            if (recording.Length < At + 12) Array.Resize(ref recording, (int)At + 12);
            Outcome outcome = Read(recording);
            Assert.Single(outcome.Frames);
            Assert.Equal(new(reason, At, value, limit), outcome.Fault);
        }
    }

    [Fact]
    public void A_packet_before_any_interface_is_a_fault()
    {
        Outcome outcome = Read(Hex(Section + Packet));
        Assert.Equal(new(RecordingFaultReason.UnknownInterface, 28, 0, 0), outcome.Fault);
        outcome = Read(Hex(Section + "03 00 00 00  10 00 00 00  00 00 00 00  10 00 00 00"));
        Assert.Equal(new(RecordingFaultReason.UnknownInterface, 28, 0, 0), outcome.Fault);
    }

    [Fact]
    public void An_option_that_runs_past_its_block_ends_the_options()
    {
        Outcome outcome = Read(Hex(Section + """
            01 00 00 00  20 00 00 00  01 00 00 00  00 00 00 00
            02 00 01 00  61 00 00 00   # name: a
            03 00 01 00                # description of one octet that is not there
            20 00 00 00
            """));
        Assert.Equal(("a", null), (outcome.Interface.Name, outcome.Interface.Description));
    }
}
