using System.Diagnostics;
using System.Globalization;

namespace NetStack.Benchmarks.Compare;

/// <summary>CPU seconds (user and system) and peak memory of a finished process.</summary>
internal readonly record struct Usage(double CpuSeconds, double PeakMegabytes);

/// <summary>Runs programs.</summary>
internal static class Shell
{
    /// <summary>True when a program can be found.</summary>
    public static bool Has(string program) => Run("bash", ["-c", $"command -v {program} >/dev/null"]) == 0;

    /// <summary>Runs a script of bash.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void RunOrThrow(string script)
    {
        if (Run("bash", ["-c", script]) is not 0 and var code) throw new InvalidOperationException($"the script failed with {code}");
    }

    /// <summary>Runs a program with its output going nowhere, and measures it with GNU time: a small parent, so that the peak
    /// is the program's own.</summary>
    public static Usage Measure(IEnumerable<string> command)
    {
        string report = Path.GetTempFileName();
        string[] arguments = ["-c", "out=$1; shift; exec /usr/bin/time -q -o \"$out\" -f '%U %S %M' \"$@\" >/dev/null 2>/dev/null", "-", report, .. command];
        Run("sh", arguments);
        double[] parts = [.. File.ReadAllText(report).Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
        File.Delete(report);
        return new(parts[0] + parts[1], parts[2] / 1024);
    }

    /// <summary>Runs a program and returns what it wrote.</summary>
    public static string Read(IEnumerable<string> command)
    {
        string[] all = [.. command];
        ProcessStartInfo start = new(all[0], all[1..]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static int Run(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
