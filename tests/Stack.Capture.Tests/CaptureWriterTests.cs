using NetStack.Bytes;
using NetStack.Capture;
using Xunit;

namespace NetStack.Tests;

public sealed class CaptureWriterTests : IDisposable
{
    private readonly Samples _samples = new();

    public void Dispose() => _samples.Dispose();

    [Theory]
    [InlineData("a.pcap", true)]
    [InlineData("a.CAP", true)]
    [InlineData("a.pcapng", false)]
    [InlineData("a", false)]
    public void The_name_chooses_the_format(string name, bool isPcap)
    {
        using (CaptureWriter writer = CaptureWriter.Create(_samples[name]))
        {
            writer.AddInterface(new());
            writer.Write(new(1, new(5_000), 9, LinkType.Ethernet), [1, 2]);
        }

        using CaptureFile file = CaptureFile.Open(_samples[name]);
        (FrameInfo info, byte[] octets) = Assert.Single(Samples.ReadAll(file));
        Assert.Equal(isPcap, file.IsPcap);
        Assert.Equal(new(1, new(5_000), 9, LinkType.Ethernet), info);
        Assert.Equal([1, 2], octets);
    }

    [Fact]
    public void What_was_flushed_is_a_whole_file_before_the_end()
    {
        using CaptureWriter writer = CaptureWriter.Create(_samples["a.pcapng"]);
        writer.AddInterface(new());
        for (int n = 1; n <= 5_000; n++) writer.Write(new(n, default, 60, LinkType.Ethernet), new byte[60]);
        using (CaptureFile half = CaptureFile.Open(_samples["a.pcapng"]))
        {
            Assert.InRange(Samples.ReadAll(half).Count, 1, 4_999);
            Assert.Null(half.Fault);
        }

        writer.Flush();
        using CaptureFile whole = CaptureFile.Open(_samples["a.pcapng"]);
        Assert.Equal(5_000, Samples.ReadAll(whole).Count);
    }

    [Fact]
    public void A_copy_keeps_frames_interfaces_and_comments()
    {
        using (CaptureFile source = CaptureFile.Open(_samples.Write("a.pcapng", Samples.Pcapng(3))))
        using (CaptureWriter writer = CaptureWriter.Create(_samples["b.pcapng"]))
        {
            while (source.TryRead(out CapturedFrame frame))
                if (frame.Info.Number != 2) writer.Copy(source, frame);
        }

        using CaptureFile copy = CaptureFile.Open(_samples["b.pcapng"]);
        copy.TryRead(out _);
        Assert.True(copy.TryRead(out CapturedFrame second));
        Assert.Equal(Samples.Octets(3), second.Octets.ToArray());
        Assert.Equal("frame 3", Assert.Single(copy.ReadNotes().Comments));
        Assert.Equal("eth0", Assert.Single(copy.Interfaces).Name);
    }

    [Fact]
    public void A_pcap_file_refuses_a_second_link_type_in_one_line()
    {
        using CaptureWriter writer = CaptureWriter.Create(_samples["a.pcap"]);
        writer.AddInterface(new());
        CaptureException error = Assert.Throws<CaptureException>(() => writer.AddInterface(new() { LinkType = LinkType.Raw }));
        Assert.Contains("write a file whose name ends in .pcapng", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_that_got_nothing_leaves_a_file_that_can_be_read()
    {
        foreach (string name in (string[])["a.pcap", "a.pcapng"])
        {
            CaptureWriter.Create(_samples[name]).Dispose();
            using CaptureFile file = CaptureFile.Open(_samples[name]);
            Assert.False(file.TryRead(out _));
            Assert.Null(file.Fault);
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_in_one_line()
    {
        CaptureException error = Assert.Throws<CaptureException>(() => CaptureWriter.Create(_samples["none/a.pcap"]));
        Assert.Equal(CaptureError.UnwritableFile, error.Error);
        Assert.Contains("mkdir -p", error.Message, StringComparison.Ordinal);
    }
}
