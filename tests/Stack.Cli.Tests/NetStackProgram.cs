using System.Diagnostics;
using System.Text;

namespace NetStack.Tests;

/// <summary>Runs the program as a person does, and tells what it printed and how it ended.</summary>
internal static class NetStackProgram
{
    private static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "NetStack.Cli.dll");

    /// <summary>What a run left.</summary>
    internal sealed record Outcome(int ExitCode, string Output, string Error);

    /// <summary>Runs it with standard input from some octets.</summary>
    public static Outcome RunWithInput(byte[] input, params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        using (Stream pipe = process.StandardInput.BaseStream)
            pipe.Write(input);
        process.WaitForExit();
        return new(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Runs it without input.</summary>
    public static Outcome Run(params string[] arguments) => RunWithInput([], arguments);

    /// <summary>Starts it, for a test that goes on while it runs.</summary>
    public static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string name in (string[])["LANG", "LC_ALL", "LC_MESSAGES", "NETSTACK_LANG"]) start.Environment.Remove(name);
        return Process.Start(start)!;
    }
}
