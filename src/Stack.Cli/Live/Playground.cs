using System.ComponentModel;
using System.Diagnostics;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Live;

/// <summary>A playground on this machine: runs the commands that make it, shows each, and remembers in a file how each is undone.</summary>
internal sealed class Playground(string name)
{
    private const string Folder = "/run/netstack";
    private string File => Path.Combine(Folder, name + ".undo");

    /// <summary>What <see cref="Lower"/> will run.</summary>
    public IReadOnlyList<string> Undoing => System.IO.File.Exists(File) ? [.. System.IO.File.ReadAllLines(File).Reverse()] : [];

    /// <summary>The playgrounds that are there.</summary>
    public static string[] Raised() => !Directory.Exists(Folder) ? []
        : [.. Directory.GetFiles(Folder, "*.undo").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <exception cref="UserError">Another system.</exception>
    public static void RequireLinux()
    {
        if (!OperatingSystem.IsLinux()) throw UserError.Missing(Texts.Of(LiveTexts.TapNeedsLinux));
    }

    /// <summary>Makes it; what was made is taken away again when a command fails.</summary>
    /// <exception cref="UserError">No right, there already, or a command has failed.</exception>
    public void Raise(PlaygroundPlan plan)
    {
        RequireLinux();
        RequireRoot("tap up");
        if (System.IO.File.Exists(File)) throw UserError.Missing(Texts.Of(LiveTexts.TapIsThere, name));
        Directory.CreateDirectory(Folder);
        System.IO.File.WriteAllText(File, "");
        try
        {
            foreach (PlaygroundStep step in plan.Steps)
            {
                Run(step.Do);
                if (step.Undo is { } undo) System.IO.File.AppendAllText(File, undo + "\n");
            }
        }
        catch
        {
            Lower();
            throw;
        }
    }

    /// <summary>Undoes exactly what was done, last first; what is gone already does not hinder the rest.</summary>
    /// <exception cref="UserError">No right, or there is none.</exception>
    public void Lower()
    {
        RequireLinux();
        if (!System.IO.File.Exists(File)) throw UserError.Missing(Texts.Of(LiveTexts.TapIsNotThere, name));
        RequireRoot("tap down");
        foreach (string undo in Undoing) TryRun(undo, null);
        System.IO.File.Delete(File);
    }

    /// <summary>A shell in a network namespace, until it is left.</summary>
    public static void RunShell(string netns)
    {
        string shell = Environment.GetEnvironmentVariable("SHELL") ?? "/bin/sh";
        Console.Error.WriteLine(Texts.Of(LiveTexts.ShellBegins, netns));
        using Process? process = Process.Start(new ProcessStartInfo("ip", ["netns", "exec", netns, shell]));
        process?.WaitForExit();
    }

    public static string? ReadForwarding()
    {
        const string path = "/proc/sys/net/ipv4/ip_forward";
        return System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path).Trim() : null;
    }

    /// <summary>Runs a command whose failure does not matter.</summary>
    public static void TryRun(string command, Action<string>? show)
    {
        try
        {
            Run(command, show);
        }
        catch (UserError error)
        {
            Console.Error.WriteLine($"netstack: {error.Message}");
        }
    }

    private static void RequireRoot(string command)
    {
        if (Environment.IsPrivilegedProcess) return;
        throw UserError.Missing(Texts.Of(LiveTexts.TapNeedsRoot, $"sudo ./netstack {command}"));
    }

    private static void Run(string command, Action<string>? show = null)
    {
        Console.Error.WriteLine($"+ {command}");
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = show is not null })!;
            if (show is not null) show(process.StandardOutput.ReadToEnd().TrimEnd());
            string error = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            if (process.ExitCode != 0) throw UserError.Missing(Texts.Of(LiveTexts.CommandFailed, command, error));
        }
        catch (Win32Exception)
        {
            string package = words[0] switch { "nft" => "nftables", "sysctl" => "procps", _ => "iproute2" };
            throw UserError.Missing(Texts.Of(LiveTexts.NoCommand, words[0], $"sudo apt-get install {package}"));
        }
    }
}
