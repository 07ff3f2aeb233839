using System.Diagnostics;
using System.Globalization;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary>When a capture ends by itself: the conditions of <c>-c</c> and <c>-a</c>.</summary>
internal sealed class StopConditions
{
    private const int OctetsInKilobyte = 1_000; // as in tshark

    private readonly Stopwatch _since = new();
    private readonly int _frames;
    private readonly TimeSpan _duration = TimeSpan.MaxValue;
    private readonly long _octets = long.MaxValue;

    private StopConditions(int? frames, IEnumerable<string> conditions, bool hasFile)
    {
        _frames = frames ?? int.MaxValue;
        foreach (string condition in conditions)
        {
            string[] parts = condition.Split(':');
            if (parts.Length != 2 || !decimal.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
                || value is <= 0 or > int.MaxValue)
                throw UserError.Usage(Texts.Of(CaptureTexts.BadStop, condition));
            if (parts[0] == "duration") _duration = TimeSpan.FromSeconds((double)value);
            else if (parts[0] != "filesize") throw UserError.Usage(Texts.Of(CaptureTexts.BadStop, condition));
            else if (!hasFile) throw UserError.Usage(Texts.Of(CaptureTexts.StopNeedsFile));
            else _octets = (long)(value * OctetsInKilobyte);
        }
    }

    /// <summary>Reads them.</summary>
    /// <param name="frames">-c.</param>
    /// <param name="conditions">-a.</param>
    /// <param name="hasFile">Whether -w was given.</param>
    /// <exception cref="UserError">One of them makes no sense.</exception>
    public static StopConditions Parse(int? frames, IEnumerable<string> conditions, bool hasFile) => new(frames, conditions, hasFile);

    /// <summary>The capture begins: the clock runs.</summary>
    public void Begin() => _since.Restart();

    /// <summary>True when there are as many frames, or octets of the file, as were asked for.</summary>
    public bool IsFull(int frames, long octetsWritten) => frames >= _frames || octetsWritten >= _octets;

    /// <summary>True when the time is over.</summary>
    public bool IsTimeOver => _duration != TimeSpan.MaxValue && _since.Elapsed >= _duration;
}
