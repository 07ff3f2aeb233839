using System.CommandLine;
using System.Globalization;
using NetStack.Bytes;
using NetStack.Cli.Output;
using NetStack.Cli.Printing;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;
using NetStack.Viz.Commands;
using NetStack.Viz.Drill;
using NetStack.Viz.Values;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack drill</c>: runs packetdrill scripts against this stack.</summary>
internal sealed class DrillCommand : Command
{
    private const int LongestFile = Script.MaxLength * 4;

    private readonly Argument<string[]> _paths = new("FILE|DIR")
    {
        Description = Texts.Of(DrillTexts.Path), Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _junit = new("--junit") { HelpName = "FILE", Description = Texts.Of(DrillTexts.JUnit) };
    private readonly Option<bool> _live = new("--live") { Description = Texts.Of(DrillTexts.Live) };
    private readonly Option<int> _longest = new("--longest")
    {
        HelpName = "SECONDS", Description = Texts.Of(DrillTexts.Longest), DefaultValueFactory = _ => 20,
    };

    private readonly Option<bool> _verbose = new("-v", "--verbose") { Description = Texts.Of(DrillTexts.Verbose) };

    public DrillCommand()
        : base("drill", Texts.Of(DrillTexts.Command))
    {
        Arguments.Add(_paths);
        Options.Add(_junit);
        Options.Add(_live);
        Options.Add(_longest);
        Options.Add(_verbose);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        int longest = parsed.GetValue(_longest);
        if (longest < 0) throw UserError.Usage(Texts.Of(LiveTexts.BadNumbers, "--longest"));
        List<string> files = [.. parsed.GetRequiredValue(_paths).SelectMany(FilesOf)];
        List<DrillOutcome> outcomes = [];
        bool isVerbose = parsed.GetValue(_verbose), showsProgress = !isVerbose && !Console.IsErrorRedirected;
        bool isLive = parsed.GetValue(_live);
        LiveDrill live = new(Duration.FromSeconds(longest));
        foreach (DrillOutcome outcome in isLive ? live.RunAll(files, RunFile) : files.Select(file => RunFile(file, RunHere)))
        {
            if (showsProgress) Console.Error.Write($"\r{Texts.Of(DrillTexts.Progress, outcomes.Count, files.Count)}\e[K");
            outcomes.Add(outcome);
            if (showsProgress && outcome.Report is not null) Console.Error.Write("\r\e[K");
            Print(outcome, isVerbose);
        }

        if (showsProgress) Console.Error.Write("\r\e[K");
        if (parsed.GetValue(_junit) is { } path) JUnitReport.Write(path, outcomes);
        int failed = outcomes.Count(outcome => outcome.Report is not null), leftOut = outcomes.Count(outcome => outcome.LeftOut is not null);
        Console.Out.WriteLine(isLive ? Texts.Of(DrillTexts.LiveSummary, outcomes.Count - failed - leftOut, failed, leftOut)
            : Texts.Of(DrillTexts.Summary, outcomes.Count - failed, failed));
        return outcomes.Any(outcome => outcome.IsUnreadable) ? ExitCode.BadInput : failed > 0 || leftOut == outcomes.Count ? ExitCode.Failed : ExitCode.Done; // what ran nothing has shown nothing
    }

    /// <summary>A file as it is, a folder as the scripts in it and below, in the order of their names.</summary>
    private static IEnumerable<string> FilesOf(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw UserError.BadInput(Texts.Of(DrillTexts.NotFound, SafeText.Of(path)));
        string[] found = Directory.GetFiles(path, "*.pkt", SearchOption.AllDirectories);
        if (found.Length == 0) throw UserError.BadInput(Texts.Of(DrillTexts.NoScripts, SafeText.Of(path)));
        Array.Sort(found, StringComparer.Ordinal);
        return found;
    }

    private static DrillOutcome RunFile(string file, Func<string, string, Script, DrillOutcome> run)
    {
        string name = SafeText.Of(file);
        string text;
        try
        {
            long octets = new FileInfo(file).Length;
            if (octets > LongestFile) return Unreadable(name, "", TooLong(octets));
            text = File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(name, "", default, Texts.Of(DrillTexts.Unreadable, name, error.Message) + "\n", IsUnreadable: true);
        }

        bool isScript = Script.TryParse(text, out Script? script, out ScriptError? fault);
        return isScript ? run(name, text, script!) : Unreadable(name, text, fault!);
    }

    private static DrillOutcome Unreadable(string name, string text, ScriptError fault) =>
        new(name, "", default, DrillReport.Render(name, text, fault, Texts.Catalogue), IsUnreadable: true);

    private static ScriptError TooLong(long octets) => new(new(1, 1), ScriptReasons.TooLong,
        [octets.ToString(CultureInfo.InvariantCulture), Script.MaxLength.ToString(CultureInfo.InvariantCulture)]);

    private static DrillOutcome RunHere(string name, string text, Script script)
    {
        IReadOnlyList<IpFamily> families = ScriptRunner.FamiliesOf(script);
        Duration elapsed = default;
        foreach (IpFamily family in families)
        {
            ScriptResult result = ScriptRunner.Run(script, family);
            elapsed += result.Elapsed;
            if (!result.IsPassed) return new(name, "", elapsed, DrillReport.Render(name, text, family, result, Texts.Catalogue));
        }

        return new(name, string.Join('+', families.Select(family => $"IPv{(int)family}")), elapsed, Report: null);
    }

    private static void Print(DrillOutcome outcome, bool isVerbose)
    {
        if (outcome.LeftOut is { } why)
        {
            if (isVerbose) Console.Out.WriteLine(Texts.Of(DrillTexts.LeftOut, outcome.Name, why));
            return;
        }

        if (isVerbose && outcome.Report is null)
            Console.Out.WriteLine(Texts.Of(DrillTexts.Passed, outcome.Name, outcome.Families, DrillReport.Seconds(outcome.Elapsed)));
        if (isVerbose && outcome.Report is not null) Console.Out.WriteLine(Texts.Of(DrillTexts.Failed, outcome.Name));
        if (outcome.Report is { } report) Console.Out.Write(report);
    }
}
