using NetStack.Application;
using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Capture.LongTail;
using NetStack.Dissection;
using NetStack.Dissection.Recall;
using NetStack.Recording;
using Xunit;

namespace NetStack.Tests;

/// <summary>One pass forward, then random access: a frame that is dissected by itself reads as it did in its turn.</summary>
public sealed class CaptureDissectionTests : IDisposable
{
    /// <summary>Of a longer capture so many frames are taken, spread by chance.</summary>
    private const int MostFrames = 1_500;

    private static readonly ProtocolRegistry Registry = StandardProtocols.CreateRegistry(new SystemContentDecoder()).WithLongTail();

    private readonly Samples _samples = new();

    public void Dispose() => _samples.Dispose();

    public static TheoryData<string> OwnCaptures()
    {
        TheoryData<string> names = [];
        foreach (string path in OwnFiles()) names.Add(Path.GetFileName(path));
        return names;
    }

    [Theory]
    [MemberData(nameof(OwnCaptures))]
    public void A_frame_of_our_captures_reads_the_same_by_itself_as_in_its_turn(string name) =>
        Compare(OwnFiles().Single(path => Path.GetFileName(path) == name), new());

    [Fact]
    public void A_frame_of_a_public_capture_reads_the_same_by_itself_as_in_its_turn()
    {
        Assert.SkipWhen(Captures.Folder is null, "no public captures: set NETSTACK_CAPTURES to their folder");
        foreach (string path in Captures.All()) Compare(path, new());
    }

    [Theory]
    [InlineData("tcp.reassemble_out_of_order", "FALSE")]
    [InlineData("tcp.desegment_tcp_streams", "FALSE")]
    [InlineData("tcp.analyze_sequence_numbers", "FALSE")]
    [InlineData("ip.defragment", "FALSE")]
    public void It_does_so_under_other_preferences(string preference, string value)
    {
        DissectionOptions options = Preferences.TrySet(new(), preference, value)!;
        foreach (string path in OwnFiles()) Compare(path, options);
    }

    [Fact]
    public void A_recalled_frame_leaves_what_was_learned_as_it_was()
    {
        string path = OwnFiles().Single(file => Path.GetFileName(file) == "http.pcap");
        using CaptureDissection capture = CaptureDissection.Open(path, Registry);
        long octets = capture.Session.Journal!.OctetsHeld;
        string first = FrameTexts.Of(capture.Dissect(capture.Index.Count));
        for (int number = 1; number <= capture.Index.Count; number++) capture.Dissect(number);
        Assert.Equal(first, FrameTexts.Of(capture.Dissect(capture.Index.Count)));
        Assert.Equal(octets, capture.Session.Journal.OctetsHeld);
    }

    [Fact]
    public void What_is_kept_of_a_frame_and_its_place_fit_into_24_octets()
    {
        const int octetsOfPlace = 8;
        foreach (string path in OwnFiles())
        {
            using CaptureDissection capture = CaptureDissection.Open(path, Registry);
            Assert.InRange(capture.Session.Journal!.OctetsHeld, capture.Index.Count, (24 - octetsOfPlace) * (capture.Index.Count + 1));
        }
    }

    [Fact]
    public void A_file_that_was_changed_after_the_pass_gives_wrong_answers_but_no_exception()
    {
        string[] files = [.. OwnFiles()];
        foreach ((string learned, string read) in files.Zip([.. files[1..], files[0]]))
        {
            using CaptureIndex index = CaptureIndex.Open(read);
            using CaptureDissection capture = CaptureDissection.Open(learned, Registry);
            FrameRecall recall = new(capture.Session, (int number, ref byte[] buffer, out FrameInfo info) =>
            {
                CapturedFrame frame = index.Read(((number - 1) % index.Count) + 1, ref buffer);
                info = frame.Info;
                return frame.Octets;
            });
            for (int number = 1; number <= Math.Min(300, capture.Index.Count); number++)
                Assert.NotEqual(0, recall.Dissect(number).Layers.Length);
        }
    }

    [Fact]
    public void Who_goes_forward_through_a_stream_does_not_begin_it_anew_each_time()
    {
        string path = OwnFiles().Single(file => Path.GetFileName(file) == "tls13.pcap");
        Dictionary<int, string> expected = ReadInTurn(path, new());
        using CaptureDissection capture = CaptureDissection.Open(path, Registry);
        int reads = 0;
        FrameRecall recall = new(capture.Session, (int number, ref byte[] buffer, out FrameInfo info) =>
        {
            reads++;
            CapturedFrame frame = capture.Index.Read(number, ref buffer);
            info = frame.Info;
            return frame.Octets;
        });
        for (int number = 1; number <= capture.Index.Count; number++) Assert.Equal(expected[number], FrameTexts.Of(recall.Dissect(number)));
        Assert.InRange(reads, capture.Index.Count, 3 * capture.Index.Count); // itself, the time before it, and once more in passing
    }

    [Fact]
    public void Numbers_that_are_no_frame_are_refused()
    {
        using CaptureDissection capture = CaptureDissection.Open(_samples.Write("a.pcapng", Samples.Pcapng(3)), Registry);
        Assert.Throws<ArgumentOutOfRangeException>(() => capture.Dissect(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => capture.Dissect(4));
    }

    [Fact]
    public void A_pass_that_kept_no_journal_cannot_be_recalled() =>
        Assert.Throws<ArgumentException>(() => new FrameRecall(new(Registry), (int _, ref byte[] _, out FrameInfo info) =>
        {
            info = default;
            return default;
        }));

    private static IEnumerable<string> OwnFiles()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "NetStack.sln"))) root = root.Parent;
        Assert.NotNull(root);
        return new[] { "tests/captures", "labs/captures" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root.FullName, folder)))
            .Where(path => Path.GetExtension(path) is ".pcap" or ".pcapng").Order(StringComparer.Ordinal);
    }

    private static void Compare(string path, DissectionOptions options)
    {
        Dictionary<int, string> expected = ReadInTurn(path, options);
        using CaptureDissection capture = CaptureDissection.Open(path, Registry, options);
        Random order = new(20260101);
        foreach (int number in expected.Keys.OrderBy(_ => order.Next()).ToArray())
        {
            string found = FrameTexts.Of(capture.Dissect(number));
            if (found != expected[number]) Assert.Fail($"{path}, frame {number}:\n{FirstDifference(expected[number], found)}");
        }
    }

    private static Dictionary<int, string> ReadInTurn(string path, DissectionOptions options)
    {
        DissectionSession session = new(Registry, options);
        Dictionary<int, string> texts = [];
        using CaptureIndex index = CaptureIndex.Open(path);
        Random chance = new(1);
        HashSet<int> wanted = index.Count <= MostFrames ? [.. Enumerable.Range(1, index.Count)]
            : [.. Enumerable.Range(0, MostFrames).Select(_ => chance.Next(index.Count) + 1)];
        for (int number = 1; number <= index.Count; number++)
        {
            CapturedFrame frame = index.Read(number);
            DissectedFrame dissected = session.Dissect(frame.Octets, frame.Info);
            if (wanted.Contains(number)) texts[number] = FrameTexts.Of(dissected);
        }

        return texts;
    }

    private static string FirstDifference(string expected, string found)
    {
        string[] left = expected.Split('\n'), right = found.Split('\n');
        int at = 0;
        while (at < left.Length && at < right.Length && left[at] == right[at]) at++;
        return $"in its turn: {(at < left.Length ? left[at] : "nothing")}\nby itself:   {(at < right.Length ? right[at] : "nothing")}";
    }
}
