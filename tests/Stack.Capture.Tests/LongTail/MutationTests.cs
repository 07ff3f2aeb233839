using NetStack.Application;
using NetStack.Bytes;
using NetStack.Capture.LongTail;
using NetStack.Fuzz;
using Xunit;

namespace NetStack.Tests.LongTail;

/// <summary>The short form of what <c>tests/Stack.Fuzz</c> does for ten million inputs.</summary>
public sealed class MutationTests
{
    private const int Inputs = 20_000;

    [Fact]
    public void Damaged_frames_of_real_captures_are_dissected_within_bounds()
    {
        List<(LinkType Link, byte[] Octets)> frames = Specimens.ReadCaptures(Specimens.CaptureFolders(AppContext.BaseDirectory), perFile: 20);
        Assert.NotEmpty(frames);
        Try([.. frames.Select(frame => frame.Link)], [.. frames.Select(frame => frame.Octets)]);
    }

    [Fact]
    public void Damaged_headers_of_the_long_tail_are_dissected_within_bounds()
    {
        var headers = Specimens.LongTail.Values.SelectMany(type => type.Frames.Select(frame => (type.Link, Octets: Specimens.Parse(frame)))).ToList();
        Try([.. headers.Select(header => header.Link)], [.. headers.Select(header => header.Octets)]);
    }

    private static void Try(LinkType[] links, byte[][] samples)
    {
        FrameTarget target = new(StandardProtocols.CreateRegistry().WithLongTail());
        Mutator mutator = new(samples, seed: 2026);
        for (int i = 0; i < Inputs; i++)
        {
            ReadOnlyMemory<byte> input = mutator.Next(out int sample);
            target.Try(input, links[sample]); // throws when a bound is passed
        }
    }
}
