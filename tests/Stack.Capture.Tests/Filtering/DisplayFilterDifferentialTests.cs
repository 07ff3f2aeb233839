using System.Globalization;
using NetStack.Application;
using NetStack.Capture;
using NetStack.Dissection;
using NetStack.Dissection.Filtering;
using NetStack.Expressions;
using Xunit;

namespace NetStack.Tests.Filtering;

/// <summary>Our display filters beside those of tshark 4.0, on the same captures: the same are valid, and they select the
/// same frames. <c>filters.txt</c> has a filter a line; one that begins with ~ is a known difference and tells why.</summary>
public sealed class DisplayFilterDifferentialTests(ITestOutputHelper output)
{
    private static readonly string[] Files =
    [
        "tcp/get-gzip.pcap", "dns/mdns.pcap", "dhcp/dhcp.pcap", "http/get.pcap", "app/smtp.pcap", "tcp/tcp_scan.pcapng",
    ];

    private static readonly ProtocolRegistry Registry = StandardProtocols.CreateRegistry();
    private static readonly FilterNames Names = new(Registry);

    [Fact]
    public void The_same_filters_are_valid_as_in_tshark()
    {
        Assert.SkipWhen(Captures.Folder is null, "no public captures: set NETSTACK_CAPTURES to their folder");
        using Sharkd sharkd = Sharkd.Load(Path.Combine(Captures.Folder!, Files[0]));
        List<string> differences = [], unknown = [];
        int agreed = 0;
        foreach (string filter in Filters())
        {
            bool theirs = sharkd.Accepts(filter);
            bool ours = DisplayFilter.TryCompile(filter, Registry, out _, out ExpressionError? error);
            if (theirs == ours) agreed++;
            else if (Names.HasUnknown(filter)) unknown.Add(filter);
            else differences.Add($"{filter}   tshark: {(theirs ? "valid" : "invalid")}, we: {error?.ToString() ?? "valid"}");
        }

        output.WriteLine($"{agreed} filters agree; {unknown.Count} use fields that we do not know yet:\n  {string.Join("\n  ", unknown)}");
        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n  {string.Join("\n  ", differences)}");
        Assert.True(agreed >= 120, $"only {agreed} filters could be compared");
    }

    [Fact]
    public void A_filter_selects_the_frames_that_it_selects_in_tshark()
    {
        Assert.SkipWhen(Captures.Folder is null, "no public captures: set NETSTACK_CAPTURES to their folder");
        List<string> firm = [], other = [];
        int compared = 0;
        foreach (string path in Files.Select(file => Path.Combine(Captures.Folder!, file)).Where(File.Exists))
        {
            using Sharkd sharkd = Sharkd.Load(path);
            (string Text, DisplayFilter Filter, List<int> Frames)[] filters = [.. Compiled()];
            HashSet<int> alike = [.. Names.FramesDissectedAlike(path)];
            Run(path, filters);
            foreach ((string text, DisplayFilter filter, List<int> ours) in filters)
            {
                if (sharkd.Select(text) is not { } theirs) continue; // not valid there: a known difference
                compared++;
                bool isFirm = Names.AreFirm(filter);
                if (isFirm ? theirs.Where(alike.Contains).SequenceEqual(ours.Where(alike.Contains)) : theirs.SequenceEqual(ours)) continue;
                (isFirm ? firm : other).Add($"{Path.GetFileName(path)}   {text}\n    tshark {Shorten(theirs)}\n    we     {Shorten(ours)}");
            }
        }

        output.WriteLine($"{compared} comparisons, {firm.Count + other.Count} differ; with fields of others:\n  {string.Join("\n  ", other)}");
        Assert.True(firm.Count == 0, $"{firm.Count} of {compared} differ:\n  {string.Join("\n  ", firm)}");
        Assert.True(other.Count * 100 < compared * 3, $"{other.Count} of {compared} differ:\n  {string.Join("\n  ", other)}");
    }

    [Fact]
    public void Asking_only_for_the_fields_that_a_filter_needs_changes_nothing()
    {
        Assert.SkipWhen(Captures.Folder is null, "no public captures: set NETSTACK_CAPTURES to their folder");
        string path = Path.Combine(Captures.Folder!, Files[0]);
        (string Text, DisplayFilter Filter, List<int> Frames)[] all = [.. Compiled()];
        Run(path, all);
        foreach ((string text, DisplayFilter filter, List<int> frames) in all)
        {
            FieldSelection selection = new();
            filter.AddTo(selection);
            List<int> narrow = [];
            Run(path, [(text, filter, narrow)], selection);
            Assert.True(frames.SequenceEqual(narrow), $"{text}: {Shorten(frames)} and {Shorten(narrow)}");
        }
    }

    private static IEnumerable<(string Text, DisplayFilter Filter, List<int> Frames)> Compiled()
    {
        foreach (string text in Filters())
        {
            if (DisplayFilter.TryCompile(text, Registry, out DisplayFilter? filter, out _)) yield return (text, filter, []);
        }
    }

    private static void Run(string path, (string Text, DisplayFilter Filter, List<int> Frames)[] filters, FieldSelection? selection = null)
    {
        DissectionSession session = new(Registry) { Selection = selection };
        using CaptureFile file = CaptureFile.Open(path);
        while (file.TryRead(out CapturedFrame captured))
        {
            DissectedFrame frame = session.Dissect(captured.Octets, captured.Info);
            foreach ((_, DisplayFilter filter, List<int> frames) in filters)
            {
                if (filter.Matches(frame)) frames.Add(captured.Info.Number);
            }
        }
    }

    private static string Shorten(IEnumerable<int> frames) =>
        string.Join(' ', frames.Take(20).Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<string> Filters()
    {
        using StreamReader reader = new(typeof(DisplayFilterDifferentialTests).Assembly.GetManifestResourceStream("filters.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '~') yield return line;
        }
    }
}
