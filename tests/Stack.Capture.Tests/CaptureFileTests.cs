using System.IO.Compression;
using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Recording;
using Xunit;

namespace NetStack.Tests;

public sealed class CaptureFileTests : IDisposable
{
    private readonly Samples _samples = new();

    public void Dispose() => _samples.Dispose();

    [Fact]
    public void A_file_gives_its_frames_in_order()
    {
        using CaptureFile file = CaptureFile.Open(_samples.Write("a.pcapng", Samples.Pcapng(200)));
        CheckFrames(file, 200);
        Assert.Null(file.Fault);
        Assert.Equal("eth0", Assert.Single(file.Interfaces).Name);
    }

    [Fact]
    public void Gzip_is_recognised_by_its_first_octets_whatever_the_name()
    {
        using CaptureFile file = CaptureFile.Open(_samples.Write("a.pcap", Gzip(Samples.Pcapng(200))));
        CheckFrames(file, 200);
    }

    [Fact]
    public void Frames_longer_than_the_read_buffer_and_across_its_end_are_read()
    {
        using MemoryStream stream = new();
        int[] lengths = [700_000, 500_000, 3_000_000, 1, 1_048_576, 60];
        using (CaptureWriter writer = new(stream, "big.pcapng"))
        {
            writer.AddInterface(new());
            foreach (int length in lengths)
                writer.Write(new(0, default, length, LinkType.Ethernet), Samples.Octets(length));
        }

        using CaptureFile file = CaptureFile.Open(new MemoryStream(stream.ToArray()), "big");
        foreach (int length in lengths)
        {
            Assert.True(file.TryRead(out CapturedFrame frame));
            Assert.Equal(length, frame.Octets.Length);
            Assert.True(frame.Octets.Span.IndexOfAnyExcept(unchecked((byte)length)) < 0);
        }

        Assert.False(file.TryRead(out _));
    }

    [Fact]
    public void A_pipe_gives_a_frame_as_soon_as_it_has_arrived()
    {
        byte[] recording = Samples.Pcapng(2), first = Samples.Pcapng(1);
        ChunkStream pipe = new(first[..1], first[1..], recording[first.Length..]);
        using CaptureFile file = CaptureFile.Open(pipe, "pipe");
        Assert.True(file.TryRead(out _));
        Assert.Equal(2, pipe.Reads);
        Assert.True(file.TryRead(out CapturedFrame second));
        Assert.Equal(2, second.Info.Number);
        Assert.False(file.TryRead(out _));
    }

    [Fact]
    public void A_pipe_may_carry_gzip_and_arrive_octet_by_octet()
    {
        using CaptureFile file = CaptureFile.Open(new ChunkStream([.. Gzip(Samples.Pcapng(9)).Select(b => new[] { b })]), "pipe");
        CheckFrames(file, 9);
    }

    [Fact]
    public void A_file_that_is_cut_short_gives_the_whole_frames_and_then_one_fault()
    {
        byte[] recording = Samples.Pcapng(3);
        using CaptureFile file = CaptureFile.Open(_samples.Write("cut.pcapng", recording[..^5]));
        CheckFrames(file, 2);
        Assert.Equal(RecordingFaultReason.Truncated, file.Fault?.Reason);
        Assert.False(file.TryRead(out _));
        CaptureException error = Assert.Throws<CaptureException>(file.ThrowIfFaulty);
        Assert.Equal(CaptureError.DamagedFile, error.Error);
        long at = Samples.Pcapng(2).Length;
        Assert.Contains($"byte {at}: is cut short: {recording.Length - at} octets are needed from here, {recording.Length - at - 5} are there",
            error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Gzip_that_is_cut_short_gives_the_whole_frames_and_then_one_fault()
    {
        byte[] packed = Gzip(Samples.Pcapng(250));
        for (int cut = 2; cut < packed.Length; cut += cut < 40 ? 1 : 97)
        {
            using CaptureFile file = CaptureFile.Open(new MemoryStream(packed[..cut]), "cut.gz");
            List<(FrameInfo Info, byte[] Octets)> frames = Samples.ReadAll(file);
            Assert.All(frames, frame => Assert.Equal(Samples.Octets(frame.Info.Number), frame.Octets));
            Assert.True(file.Fault is not null, $"cut at {cut}");
        }
    }

    [Fact]
    public void Gzip_with_a_wrong_checksum_is_a_fault_in_its_last_octet()
    {
        byte[] packed = Gzip([.. Samples.Pcapng(250), 0x0A]); // the inflater never gives the last octet
        packed[^8] ^= 1;
        using CaptureFile file = CaptureFile.Open(new MemoryStream(packed), "damaged.gz");
        CheckFrames(file, 250);
        Assert.Equal(RecordingFaultReason.DamagedCompression, file.Fault?.Reason);
    }

    [Fact]
    public void What_is_no_capture_is_a_fault_that_shows_how_it_begins()
    {
        using CaptureFile file = CaptureFile.Open(_samples.Write("program", [0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 0]));
        Assert.False(file.TryRead(out _));
        Assert.Contains("is not a pcap or pcapng file (it begins with 7f454c46)", file.FaultMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_a_capture_of_nothing()
    {
        using CaptureFile file = CaptureFile.Open(_samples.Write("empty", []));
        Assert.False(file.TryRead(out _));
        Assert.Null(file.Fault);
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_folder_are_told_in_one_line()
    {
        CaptureException missing = Assert.Throws<CaptureException>(() => CaptureFile.Open(_samples["none.pcap"]));
        Assert.Equal(CaptureError.UnreadableFile, missing.Error);
        Assert.Contains("there is no such file", missing.Message, StringComparison.Ordinal);
        CaptureException folder = Assert.Throws<CaptureException>(() => CaptureFile.Open(_samples.Folder));
        Assert.Contains("is a directory", folder.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_ends_at_the_length_of_the_file()
    {
        string path = _samples.Write("a.pcapng.gz", Gzip(Samples.Pcapng(250)));
        using CaptureFile file = CaptureFile.Open(path);
        CaptureProgress last = default;
        file.Progress = progress => last = progress;
        Samples.ReadAll(file);
        long length = new FileInfo(path).Length;
        Assert.Equal(new(length, length, 250), last);
    }

    [Fact]
    public void Comments_are_read_for_the_frame_read_last()
    {
        using CaptureFile file = CaptureFile.Open(new MemoryStream(Samples.Pcapng(2)), "a");
        file.TryRead(out _);
        file.TryRead(out _);
        Assert.Equal("frame 2", Assert.Single(file.ReadNotes().Comments));
    }

    internal static byte[] Gzip(byte[] octets)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest)) gzip.Write(octets);
        return packed.ToArray();
    }

    private static void CheckFrames(CaptureFile file, int count)
    {
        List<(FrameInfo Info, byte[] Octets)> frames = Samples.ReadAll(file);
        Assert.Equal(Enumerable.Range(1, count).Select(n => new FrameInfo(n, Timestamp.FromSeconds(n), n, LinkType.Ethernet)),
            frames.Select(frame => frame.Info));
        Assert.All(frames, frame => Assert.Equal(Samples.Octets(frame.Info.Number), frame.Octets));
    }
}
