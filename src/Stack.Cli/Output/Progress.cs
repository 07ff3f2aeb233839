using System.Diagnostics;
using NetStack.Capture;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Output;

/// <summary>How far reading has come, as one line on standard error that is written over and goes in the end. Only when
/// a person looks at standard error, and what is printed goes elsewhere.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private bool _shown;

    private Progress()
    {
    }

    /// <summary>Shows the progress of a file until disposed of; null when nobody would see it.</summary>
    public static Progress? Show(CaptureFile file)
    {
        if (Console.IsErrorRedirected || !Console.IsOutputRedirected) return null;
        Progress progress = new();
        file.Progress = progress.Update;
        return progress;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_shown) Console.Error.Write("\r\e[K");
    }

    private void Update(CaptureProgress progress)
    {
        if (_sinceShown.Elapsed < Pause || progress.OctetsTotal is not > 0) return;
        _sinceShown.Restart();
        _shown = true;
        long percent = progress.OctetsRead * 100 / progress.OctetsTotal.Value;
        Console.Error.Write($"\r{Texts.Of(DissectTexts.Progress, percent, progress.Frames.ToString("N0"))}\e[K");
    }
}
