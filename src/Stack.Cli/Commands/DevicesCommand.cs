using System.CommandLine;
using NetStack.Capture.Live;
using NetStack.Viz.Commands;
using NetStack.Viz.Values;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack devices</c>: the devices that packets can be captured on.</summary>
internal sealed class DevicesCommand : Command
{
    public DevicesCommand()
        : base("devices", Texts.Of(CaptureTexts.Devices)) => SetAction(_ => Run());

    private static int Run()
    {
        IReadOnlyList<LiveDevice> devices = LiveDevices.List();
        if (devices.Count == 0) throw new UserError(ExitCode.Missing, Texts.Of(CaptureTexts.NoDevices));
        List<string[]> rows = [.. devices.Select(Row)];
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => rows.Max(row => TextWidth.Columns(row[column])))];
        foreach (string[] row in rows)
            Console.Out.WriteLine(string.Join("  ", row.Select((cell, i) => i < 3 ? Pad(cell, widths[i]) : cell)).TrimEnd());
        return ExitCode.Done;
    }

    private static string[] Row(LiveDevice device)
    {
        string state = Texts.Of(!device.IsUp ? CaptureTexts.Down : device.IsRunning ? CaptureTexts.Up : CaptureTexts.NoLink);
        if (device.IsLoopback) state += ", " + Texts.Of(CaptureTexts.Loopback);
        return [device.Name, state, string.Join(" ", device.Addresses), SafeText.Of(device.Description ?? "")];
    }

    private static string Pad(string cell, int width) => cell + new string(' ', width - TextWidth.Columns(cell));
}
