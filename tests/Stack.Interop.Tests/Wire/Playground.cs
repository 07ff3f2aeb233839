using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>A network namespace of its own for a test, and the commands to furnish it.</summary>
internal sealed class Playground : IDisposable
{
    private static int _count;

    private Playground()
    {
        int number = Interlocked.Increment(ref _count);
        Name = string.Create(CultureInfo.InvariantCulture, $"nsp{Environment.ProcessId % 100_000}x{number}");
        Ip("netns", "add", Name);
        Run("ip", "link", "set", "lo", "up");
    }

    public string Name { get; }

    /// <summary>True when the tests are asked for all combinations, however long they take: NETSTACK_MATRIX=all.</summary>
    public static bool RunsAll => Environment.GetEnvironmentVariable("NETSTACK_MATRIX") == "all";

    /// <summary>Makes one; skips the test where that is not possible.</summary>
    public static Playground Create()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "network namespaces are Linux's");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may make network namespaces: run the tests with sudo");
        Assert.SkipUnless(File.Exists("/dev/net/tun"), "this machine has no /dev/net/tun: sudo modprobe tun");
        return new();
    }

    /// <summary>Skips the test where a program is not installed.</summary>
    public static void Demand(string program, string package)
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin"];
        Assert.SkipUnless(Array.Exists(folders, folder => File.Exists(Path.Combine(folder, program))), $"{program} is not installed: sudo apt-get install {package}");
    }

    /// <summary>Waits until something is so; fails when it does not become so.</summary>
    public static void Await(Func<bool> condition, string otherwise, int seconds = 20)
    {
        for (Stopwatch since = Stopwatch.StartNew(); !condition(); Thread.Sleep(10))
            Assert.True(since.Elapsed.TotalSeconds < seconds, otherwise);
    }

    /// <summary>Runs a program in the namespace to its end.</summary>
    /// <returns>What it printed.</returns>
    public string Run(string program, params string[] arguments) => Finish(Start(program, arguments));

    /// <summary>Starts a program in the namespace.</summary>
    public Process Start(string program, params string[] arguments) => Launch(["netns", "exec", Name, program, .. arguments]);

    public static string Finish(Process process)
    {
        using (process)
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}: "
                + $"exit code {process.ExitCode}\n{output}{errors.Result}");
            return output;
        }
    }

    public void Dispose()
    {
        using Process process = Launch(["netns", "del", Name]);
        process.WaitForExit();
    }

    public static string Ip(params string[] arguments) => Finish(Launch(arguments));

    private static Process Launch(string[] arguments) => Process.Start(
        new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
