using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Recording;
using Xunit;

namespace NetStack.Tests;

public sealed class CaptureIndexTests : IDisposable
{
    private readonly Samples _samples = new();

    public void Dispose() => _samples.Dispose();

    [Fact]
    public void Any_frame_is_read_in_any_order()
    {
        using CaptureIndex index = CaptureIndex.Open(_samples.Write("a.pcapng", Samples.Pcapng(200)));
        Assert.Equal(200, index.Count);
        foreach (int n in (int[])[200, 1, 77, 199, 2])
        {
            CapturedFrame frame = index.Read(n);
            Assert.Equal(new FrameInfo(n, Timestamp.FromSeconds(n), n, LinkType.Ethernet), frame.Info);
            Assert.Equal(Samples.Octets(n), frame.Octets.ToArray());
            Assert.Equal($"frame {n}", Assert.Single(index.ReadNotes(n).Comments));
        }
    }

    [Fact]
    public void Indexing_shows_each_frame_in_passing()
    {
        List<int> seen = [];
        using CaptureIndex index = CaptureIndex.Open(
            _samples.Write("a.pcapng", Samples.Pcapng(3)), frame => seen.Add(frame.Info.Number));
        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public void Frames_in_gzip_are_read_in_any_order()
    {
        string path = _samples.Write("a.pcapng.gz", CaptureFileTests.Gzip(Samples.Pcapng(200)));
        using CaptureIndex index = CaptureIndex.Open(path);
        Assert.Equal(Samples.Octets(150), index.Read(150).Octets.ToArray());
        Assert.Equal(Samples.Octets(3), index.Read(3).Octets.ToArray());
    }

    [Fact]
    public void Sections_of_either_byte_order_and_many_interfaces_are_read_in_any_order()
    {
        Utf8Writer octets = new();
        PcapngWriter writer = new(octets, new(IsBigEndian: true));
        writer.WriteInterface(new());
        writer.WriteInterface(new() { LinkType = LinkType.Raw });
        writer.WriteFrame(new(1, new(1_000), 1, LinkType.Raw, 1), [1]);
        writer.WriteSection(new(IsBigEndian: false));
        writer.WriteInterface(new() { LinkType = LinkType.LinuxSll, Resolution = TimeResolution.Nanoseconds });
        writer.WriteFrame(new(2, new(2), 2, LinkType.LinuxSll, 2), [2]);
        using CaptureIndex index = CaptureIndex.Open(_samples.Write("two.pcapng", octets.Written.ToArray()));
        Assert.Equal(new FrameInfo(2, new(2), 2, LinkType.LinuxSll, 2), index.Read(2).Info);
        Assert.Equal(new FrameInfo(1, new(1_000), 1, LinkType.Raw, 1), index.Read(1).Info);
    }

    [Fact]
    public void A_last_frame_longer_than_the_first_read_is_read()
    {
        Utf8Writer octets = new();
        PcapngWriter writer = new(octets, new());
        writer.WriteInterface(new());
        writer.WriteFrame(new(1, default, 200_000, LinkType.Ethernet), Samples.Octets(200_000));
        using CaptureIndex index = CaptureIndex.Open(_samples.Write("long.pcapng", octets.Written.ToArray()));
        Assert.Equal(Samples.Octets(200_000), index.Read(1).Octets.ToArray());
    }

    [Fact]
    public void A_damaged_file_is_indexed_up_to_its_fault()
    {
        using CaptureIndex index = CaptureIndex.Open(_samples.Write("cut.pcapng", Samples.Pcapng(3)[..^5]));
        Assert.Equal((2, RecordingFaultReason.Truncated), (index.Count, index.Fault?.Reason));
        Assert.Equal(Samples.Octets(2), index.Read(2).Octets.ToArray());
    }

    [Fact]
    public void A_file_that_became_shorter_is_told_in_one_line()
    {
        string path = _samples.Write("a.pcapng", Samples.Pcapng(3));
        using CaptureIndex index = CaptureIndex.Open(path);
        using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(100);
        CaptureException error = Assert.Throws<CaptureException>(() => index.Read(3));
        Assert.Contains("the file has changed; open it again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_no_frame_are_refused()
    {
        using CaptureIndex index = CaptureIndex.Open(_samples.Write("a.pcapng", Samples.Pcapng(3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Read(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Read(4));
    }

    [Fact]
    public void An_empty_file_and_what_is_no_capture_have_no_frames()
    {
        using CaptureIndex empty = CaptureIndex.Open(_samples.Write("empty", []));
        using CaptureIndex text = CaptureIndex.Open(_samples.Write("text", "hello"u8.ToArray()));
        Assert.Equal((0, null), (empty.Count, empty.Fault));
        Assert.Equal((0, RecordingFaultReason.NotARecording), (text.Count, text.Fault?.Reason));
    }

    [Fact]
    public void Frames_and_record_positions_of_every_public_capture_are_found_again()
    {
        Assert.SkipWhen(Captures.Folder is null, "no public captures: set NETSTACK_CAPTURES to their folder");
        foreach (string path in Captures.All())
        {
            List<(FrameInfo Info, byte[] Octets)> frames;
            using (CaptureFile file = CaptureFile.Open(path)) frames = Samples.ReadAll(file);
            using CaptureIndex index = CaptureIndex.Open(path);
            Assert.Equal(frames.Count, index.Count);
            foreach ((FrameInfo info, byte[] octets) in Enumerable.Reverse(frames))
            {
                CapturedFrame again = index.Read(info.Number);
                Assert.Equal(info, again.Info);
                Assert.Equal(octets, again.Octets.ToArray());
            }
        }
    }
}
