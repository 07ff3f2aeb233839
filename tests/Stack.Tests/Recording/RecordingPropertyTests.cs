using CsCheck;
using NetStack.Bytes;
using NetStack.Recording;
using Xunit;
using static NetStack.Tests.Recording.Recordings;
using Frame = NetStack.Tests.Recording.Recordings.Frame; // not NetStack.Bytes.Frame

namespace NetStack.Tests.Recording;

public sealed class RecordingPropertyTests
{
    private static readonly Gen<LinkType> GenLink = Gen.OneOf(LinkType.Ethernet, LinkType.Raw, LinkType.LinuxSll);

    private static readonly Gen<string?> GenText = Gen.String[Gen.Char['a', 'ÿ'], 0, 9].Null();

    private static readonly Gen<(Timestamp Time, int More, byte[] Octets)> GenFrame = Gen.Select(
        Gen.Long[0, 4_000_000_000_000_000_000].Select(n => new Timestamp(n)), Gen.Int[0, 5], Gen.Byte.Array[0, 70]);

    private static readonly Gen<FrameNotes> GenNotes = Gen.Select(
        Gen.String[Gen.Char['a', 'ÿ'], 1, 9].Array[0, 2], Gen.UInt.Nullable(), Gen.ULong.Nullable(),
        (comments, flags, drops) => new FrameNotes([.. comments], flags, drops));

    private static readonly Gen<RecordedInterface> GenInterface = Gen.Select(
        GenLink, GenText, GenText, Gen.Int[0, 255].Nullable(), Gen.OneOf<byte>(9, 0x80 | 30),
        (link, name, filter, fcs, code) => new RecordedInterface
        {
            LinkType = link, Name = name, Filter = filter, FcsLength = fcs, Resolution = new(code, 0), SnapLength = 70,
        });

    [Fact]
    public void What_is_written_as_pcap_is_read_again() =>
        Gen.Select(Gen.Bool, GenLink, GenFrame.Array[0, 5]).Sample((isBigEndian, link, frames) =>
        {
            byte[] recording = WritePcap(isBigEndian, link, frames);
            Outcome outcome = Read(recording, step: 7);
            Assert.Equal(default, outcome.Fault);
            Assert.Equal(frames.Select((f, i) => new FrameInfo(i + 1, f.Time, f.Octets.Length + f.More, link)),
                outcome.Frames.Select(f => f.Info));
            Assert.Equal(frames.Select(f => f.Octets), outcome.Frames.Select(f => f.Octets));
        });

    [Fact]
    public void What_is_written_as_pcapng_is_read_again() =>
        Gen.Select(Gen.Bool, GenInterface.Array[1, 3], Gen.Select(GenFrame, GenNotes).Array[0, 5])
            .Sample((isBigEndian, interfaces, frames) =>
            {
                Outcome outcome = Read(WritePcapng(isBigEndian, interfaces, frames), step: 7);
                Assert.Equal(default, outcome.Fault);
                Assert.Equal(interfaces.Select((source, i) => source with { IdInSection = i, IsBigEndian = isBigEndian }),
                    outcome.Reader.Interfaces);
                Assert.Equal(frames.Length, outcome.Frames.Count);
                foreach (var (((time, more, octets), notes), read) in frames.Zip(outcome.Frames))
                {
                    Assert.Equal((time, octets.Length + more), (read.Info.Time, read.Info.OriginalLength));
                    Assert.Equal(octets, read.Octets);
                    Assert.Equal(notes.Comments, read.Notes.Comments);
                    Assert.Equal((notes.Flags, notes.DropCount), (read.Notes.Flags, read.Notes.DropCount));
                }
            });

    [Fact]
    public void Sections_names_keys_and_statistics_are_read_again()
    {
        Utf8Writer octets = new();
        RecordedSection section = new(true, "machine", "system", "program", "comment");
        PcapngWriter writer = new(octets, section);
        writer.WriteInterface(new());
        InterfaceStatistics statistics = new()
        {
            Time = new(5_000), Started = new(1_000), Ended = new(4_000), Received = 1, Dropped = 2, Accepted = 3,
            DroppedBySystem = 4, Delivered = 5,
        };
        writer.WriteStatistics(0, statistics);
        RecordedName[] names = [new(IpAddress.V4(0xC0000201), "a"), new(IpAddress.V6(1, 2), "b.example")];
        writer.WriteNames(names);
        writer.WriteSecret(new(RecordedSecret.TlsKeyLog, "key"u8.ToArray()));
        writer.WriteSection(new(false));
        Outcome outcome = Read(octets.Written.ToArray());
        Assert.Equal([section, new(false)], outcome.Reader.Sections);
        Assert.Equal(statistics, outcome.Interface.Statistics);
        Assert.Equal(names, outcome.Reader.Names);
        Assert.Equal("key"u8, Assert.Single(outcome.Reader.Secrets).Data.Span);
        Assert.Equal(default, outcome.Fault);
    }

    [Fact]
    public void A_recording_that_is_cut_anywhere_gives_exactly_the_whole_frames_before_the_cut()
    {
        foreach (byte[] recording in Samples())
        {
            List<Frame> whole = Read(recording).Frames;
            for (int cut = RecordingReader.MagicLength; cut < recording.Length; cut++)
            {
                Outcome outcome = Read(recording[..cut]);
                Assert.Equal(whole.Count(frame => frame.RecordEnd <= cut), outcome.Frames.Count);
                bool endsWithRecord = outcome.Reader.Position == cut;
                Assert.Equal(endsWithRecord ? RecordingFaultReason.None : RecordingFaultReason.Truncated, outcome.Fault.Reason);
            }
        }
    }

    [Fact]
    public void Damaged_octets_never_throw_and_never_hang() =>
        Gen.Select(Gen.OneOf([.. Samples()]), Gen.Select(Gen.Int[4, 999], Gen.Byte).Array[1, 6], Gen.Int[1, 50])
            .Sample((sample, changes, step) =>
            {
                byte[] damaged = [.. sample];
                foreach ((int at, byte value) in changes) damaged[4 + (at % (damaged.Length - 4))] = value;
                Outcome outcome = Read(damaged, step);
                Assert.All(outcome.Frames, frame => Assert.True(ReadsAgain(damaged, outcome.Reader, frame)));
            }, iter: 20_000, threads: 1);

    [Fact]
    public void Every_frame_is_read_again_from_its_record()
    {
        foreach (byte[] recording in Samples())
        {
            Outcome outcome = Read(recording);
            Assert.All(outcome.Frames, frame => Assert.True(ReadsAgain(recording, outcome.Reader, frame)));
        }
    }

    [Fact]
    public void Reading_allocates_nothing_per_frame()
    {
        byte[] recording = WritePcapng(false, [new()], [.. Enumerable.Repeat<((Timestamp, int, byte[]), FrameNotes)>(
            ((new(1_000), 0, new byte[60]), FrameNotes.None), 1_000)]);
        long first = Allocated(recording[..(recording.Length / 2)]), all = Allocated(recording);
        Assert.Equal(first, all);

        static long Allocated(byte[] recording)
        {
            for (int i = 0; i < 3; i++) Count(recording); // until the code is compiled
            long before = GC.GetAllocatedBytesForCurrentThread();
            Count(recording);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        static void Count(byte[] recording)
        {
            RecordingReader reader = RecordingReader.Recognize(recording)!;
            int at = 0;
            while (reader.Read(recording.AsSpan(at), isLast: true, out _) == ReadStatus.Frame) at += reader.Consumed;
        }
    }

    private static bool ReadsAgain(byte[] recording, RecordingReader reader, Frame frame)
    {
        int at = (int)frame.RecordAt, length = 0;
        while (true)
        {
            if (reader.TryReadAgain(recording.AsSpan(at, length), frame.Info.Interface, frame.Info.Number,
                out RecordedFrame again, out int needed))
                return again.Info == frame.Info && recording.AsSpan(at + again.Offset, again.Length).SequenceEqual(frame.Octets);
            if (needed <= length || at + needed > recording.Length) return false;
            length = needed;
        }
    }

    private static IEnumerable<byte[]> Samples()
    {
        (Timestamp, int, byte[])[] frames =
            [(new(1_500_000_000), 0, [1, 2, 3]), (new(3), 9, []), (new(2_000_000_000_000_000_000), 1, new byte[66])];
        FrameNotes notes = new(["comment"], 1, 2);
        RecordedInterface[] interfaces = [new() { Name = "eth0" }, new() { LinkType = LinkType.Raw, Resolution = new(9, -5) }];
        yield return WritePcap(false, LinkType.Ethernet, frames);
        yield return WritePcap(true, LinkType.Raw, frames);
        yield return WritePcapng(false, interfaces, [.. frames.Select(frame => (frame, notes))]);
        yield return [.. WritePcapng(true, interfaces, [.. frames.Select(frame => (frame, FrameNotes.None))]),
            .. WritePcapng(false, interfaces, [.. frames.Select(frame => (frame, notes))])];
    }

    private static byte[] WritePcap(bool isBigEndian, LinkType link, (Timestamp Time, int More, byte[] Octets)[] frames)
    {
        Utf8Writer octets = new();
        PcapWriter writer = new(octets, link, new(isBigEndian, HasNanoseconds: true));
        foreach ((Timestamp time, int more, byte[] frame) in frames)
            writer.Write(new(0, time, frame.Length + more, link), frame);
        return octets.Written.ToArray();
    }

    private static byte[] WritePcapng(
        bool isBigEndian, RecordedInterface[] interfaces, ((Timestamp Time, int More, byte[] Octets), FrameNotes Notes)[] frames)
    {
        Utf8Writer octets = new();
        PcapngWriter writer = new(octets, new(isBigEndian));
        foreach (RecordedInterface source in interfaces) writer.WriteInterface(source);
        for (int i = 0; i < frames.Length; i++)
        {
            ((Timestamp time, int more, byte[] frame), FrameNotes notes) = frames[i];
            int source = i % interfaces.Length;
            writer.WriteFrame(new(0, time, frame.Length + more, interfaces[source].LinkType, source), frame, notes);
        }

        return octets.Written.ToArray();
    }
}
