using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.ExceptionServices;
using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Capture.Kernel;
using NetStack.Cli.Printing;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;
using NetStack.Viz.Drill;

namespace NetStack.Cli.Commands;

/// <summary>Runs scripts against the kernel of this machine, in real time. They mostly wait, so several run at once: each on a
/// thread, in a network namespace, behind a device of its own.</summary>
/// <param name="longest">Scripts that take longer are left out.</param>
internal sealed class LiveDrill(Duration longest)
{
    private const int AtOnce = 8;

    /// <summary>Runs files and gives what became of them, in their order.</summary>
    /// <param name="files">The files.</param>
    /// <param name="runFile">Reads a file and runs it with what it is given.</param>
    public IEnumerable<DrillOutcome> RunAll(
        IReadOnlyList<string> files, Func<string, Func<string, string, Script, DrillOutcome>, DrillOutcome> runFile)
    {
        TaskCompletionSource<DrillOutcome>[] results = [.. files.Select(_ => new TaskCompletionSource<DrillOutcome>())];
        ConcurrentQueue<int> waiting = new(Enumerable.Range(0, files.Count));
        for (int i = 0; i < Math.Min(AtOnce, files.Count); i++)
            new Thread(() => Work(waiting, index => Keep(results[index], () => runFile(files[index], RunScript)))) { IsBackground = true }.Start();
        foreach (TaskCompletionSource<DrillOutcome> result in results)
            yield return result.Task.GetAwaiter().GetResult();
    }

    private static void Work(ConcurrentQueue<int> waiting, Action<int> run)
    {
        while (waiting.TryDequeue(out int index))
            run(index);
    }

    private static void Keep(TaskCompletionSource<DrillOutcome> result, Func<DrillOutcome> run)
    {
        try
        {
            result.SetResult(run());
        }
        catch (Exception error)
        {
            result.SetException(error);
        }
    }

    private DrillOutcome RunScript(string name, string text, Script script)
    {
        if (ScriptRunner.OwnSettingOf(script) is { } own) return LeftOut(name, Texts.Of(DrillTexts.OwnSetting, own.Name));
        IReadOnlyList<IpFamily> families = ScriptRunner.FamiliesOf(script);
        Duration elapsed = default;
        foreach (IpFamily family in families)
        {
            Duration expected = ScriptRunner.Run(script, family).Elapsed; // our own stack tells in no time how long it takes
            if (expected > longest) return LeftOut(name, Texts.Of(DrillTexts.TooLong, Seconds(expected)));
            if (!TryRun(script, family, out ScriptResult? result, out string? why)) return LeftOut(name, why);
            elapsed += result.Elapsed;
            if (!result.IsPassed) return new(name, "", elapsed, DrillReport.Render(name, text, family, result, Texts.Catalogue));
        }

        return new(name, string.Join('+', families.Select(family => $"IPv{(int)family}")), elapsed, Report: null);
    }

    /// <summary>False when the kernel cannot be brought to where the script begins; what no script could do is thrown.</summary>
    private static bool TryRun(Script script, IpFamily family, [NotNullWhen(true)] out ScriptResult? result, [NotNullWhen(false)] out string? why)
    {
        (result, why) = (null, null);
        try
        {
            result = RunOnThread(script, family);
            return true;
        }
        catch (CaptureException error) when (error.Error == CaptureError.DeviceFailure)
        {
            why = Texts.Of(error.Reason, [.. error.Arguments]);
            return false;
        }
    }

    /// <summary>The thread is moved into a namespace for good, so it ends with the script.</summary>
    private static ScriptResult RunOnThread(Script script, IpFamily family)
    {
        ScriptResult? result = null;
        ExceptionDispatchInfo? error = null;
        Thread thread = new(() =>
        {
            KernelStack? kernel = null;
            try
            {
                result = ScriptRunner.Run(script, family, makeStack: setup => kernel = new KernelStack(setup));
            }
            catch (Exception caught)
            {
                error = ExceptionDispatchInfo.Capture(caught);
            }
            finally
            {
                kernel?.Dispose();
            }
        });
        thread.Start();
        thread.Join();
        error?.Throw();
        return result!;
    }

    private static DrillOutcome LeftOut(string name, string why) => new(name, "", default, Report: null) { LeftOut = why };

    private static string Seconds(Duration time) => (time.Nanoseconds / (double)Duration.PerSecond).ToString("F0", CultureInfo.InvariantCulture);
}
