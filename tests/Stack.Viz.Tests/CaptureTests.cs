using NetStack.Capture;
using NetStack.Dissection;
using NetStack.Application;
using NetStack.Transport.Tcp;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Headers;
using NetStack.Viz.Ladder;
using NetStack.Viz.Layers;
using NetStack.Viz.Pictures;
using NetStack.Viz.Tree;
using NetStack.Viz.Values;
using Xunit;

namespace NetStack.Tests;

/// <summary>The project's own captures, and the public ones (hostile ones among them) where they are: everything that is
/// in them can be drawn.</summary>
public sealed class CaptureTests
{
    private const int FramesOfACapture = 12;

    [Fact]
    public void Every_frame_can_be_drawn_and_every_finding_has_a_sentence()
    {
        Catalogue[] catalogues = [.. Catalogue.Languages.Select(Catalogue.For)];
        TreeRenderer[] trees = [.. catalogues.Select(catalogue => new TreeRenderer(catalogue))];
        HashSet<string> drawn = [];
        foreach (string path in Captures())
        {
            Read(path, FramesOfACapture, null, frame =>
            {
                foreach (Finding finding in frame.Findings)
                    Assert.All(catalogues, catalogue => Assert.NotEqual(finding.Reason, catalogue.Sentence(finding)));
                foreach (TreeRenderer tree in trees) tree.Write(new(), frame);
                if (!drawn.Add(string.Join(' ', Names(frame)))) return; // the same layers were drawn before
                Draw(frame, catalogues[drawn.Count % catalogues.Length]);
            });
        }

        Assert.NotEmpty(drawn);
    }

    [Fact]
    public async Task The_first_connection_of_every_capture_can_be_drawn()
    {
        Catalogue catalogue = Catalogue.For("zh-CN");
        foreach (string path in Captures())
        {
            LadderRecorder recorder = new(0);
            DissectionSession session = Read(path, 300, recorder, _ => { });
            TcpDissector tcp = session.Registry.Dissectors.OfType<TcpDissector>().Single();
            if (session.State<TcpSession>(tcp).Conversations.All is not [TcpConversation first, ..]) continue;
            LadderView view = LadderBuilder.Build(recorder, first);
            string[] lines = TerminalText.Of(LadderTerminal.Render(view, catalogue, 80)).Split('\n');
            Assert.All(lines, line => Assert.True(TextWidth.Columns(line) <= 80, $"{path}: {line}"));
            Assert.NotEmpty(await PictureFile.RenderAsync<LadderPicture>(
                new Dictionary<string, object?> { ["View"] = view, ["Catalogue"] = catalogue }));
        }
    }

    private static void Draw(DissectedFrame frame, Catalogue catalogue)
    {
        LayersView layers = LayersView.Of(frame);
        Assert.InRange(layers.Headers, 0, layers.Length);
        Assert.All(TerminalText.Of(LayersTerminal.Render(layers, catalogue)).Split('\n'),
            line => Assert.InRange(TextWidth.Columns(line), 0, 80));
        _ = new LayersLayout(layers, catalogue);
        for (int layer = 1; layer < frame.Layers.Length; layer++)
        {
            if (HeaderView.Of(frame, layer) is { } header) TerminalText.Of(HeaderTerminal.Render(header, catalogue));
        }
    }

    private static List<string> Names(DissectedFrame frame)
    {
        List<string> names = [];
        foreach (ref readonly LayerRecord layer in frame.Layers) names.Add(layer.Protocol.Name);
        return names;
    }

    private static DissectionSession Read(string path, int count, LadderRecorder? recorder, Action<DissectedFrame> read)
    {
        DissectionSession session = new(StandardProtocols.CreateRegistry()) { Events = recorder };
        using CaptureFile file = CaptureFile.Open(path);
        while (count-- > 0 && file.TryRead(out CapturedFrame frame)) read(session.Dissect(frame.Octets, frame.Info));
        return session;
    }

    private static IEnumerable<string> Captures() => Folders()
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".pcap" or ".pcapng" or ".cap")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("NETSTACK_CAPTURES") is { } named && Directory.Exists(named)) yield return named;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            foreach (string below in new[] { "tests/captures", "labs/captures", "shared/captures" })
            {
                if (Directory.Exists(Path.Combine(at.FullName, below))) yield return Path.Combine(at.FullName, below);
            }
        }
    }
}
