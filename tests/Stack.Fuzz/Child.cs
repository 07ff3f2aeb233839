using System.Globalization;
using NetStack.Application;
using NetStack.Bytes;
using NetStack.Capture.LongTail;
using NetStack.Dissection;

namespace NetStack.Fuzz;

/// <summary>The process that does the work, and that may hang or die of it: it tells its parent how far it has come.</summary>
internal static class Child
{
    /// <summary>Inputs between two lines of progress.</summary>
    public const int Step = 50_000;

    /// <summary>The target that is the whole registry, with real frames.</summary>
    public const string Everything = "everything";

    /// <summary>Tries inputs and writes a line of progress after each step: inputs, findings, octets of the largest session.</summary>
    public static int Run(string target, long inputs, ulong seed, string start)
    {
        (FrameTarget registry, LinkType[] links, byte[][] samples) = Prepare(target, start);
        Mutator mutator = new(samples, seed);
        for (long done = 0; done < inputs; done++)
        {
            ReadOnlyMemory<byte> input = mutator.Next(out int sample);
            try
            {
                registry.Try(input, links[sample]);
            }
            catch (Exception thrown)
            {
                Console.WriteLine(FormattableString.Invariant(
                    $"threw {done} {links[sample]} {Convert.ToHexString(input.Span)} {thrown.ToString().ReplaceLineEndings(" ")}"));
                return 1;
            }

            if ((done + 1) % Step == 0 || done + 1 == inputs)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done + 1} {registry.GivenUp} {registry.LargestSession}"));
        }

        return 0;
    }

    private static (FrameTarget Registry, LinkType[] Links, byte[][] Specimens) Prepare(string target, string start)
    {
        if (target == Everything)
        {
            List<(LinkType Link, byte[] Octets)> frames = Specimens.ReadCaptures(Specimens.CaptureFolders(start));
            return (new(StandardProtocols.CreateRegistry().WithLongTail()), [.. frames.Select(frame => frame.Link)], [.. frames.Select(frame => frame.Octets)]);
        }

        (LinkType link, string[] hex) = Specimens.LongTail[target];
        LongTailDissector tried = LongTailProtocols.Dissectors.Single(dissector => dissector.Protocol.Name == target);
        ProtocolRegistry registry = StandardProtocols.CreateRegistry().With(tried);
        return (new(registry), [.. hex.Select(_ => link)], [.. hex.Select(Specimens.Parse)]);
    }
}
