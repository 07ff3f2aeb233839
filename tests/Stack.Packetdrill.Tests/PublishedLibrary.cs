using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

[assembly: AssemblyFixture(typeof(NetStack.Tests.PublishedLibrary))]

namespace NetStack.Tests;

/// <summary>The native library, published once for all tests. The publish is incremental: it takes seconds when nothing changed.</summary>
public sealed class PublishedLibrary
{
    private const int LimitMilliseconds = 300_000;

    public PublishedLibrary()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            WhyNot = "the tool's interface is that of Linux on x86-64 and arm64";
            return;
        }

        string folder = Path.Combine(Root, ".build", "packetdrill"), project = Path.Combine(Root, "src", "Stack.Packetdrill");
        (int status, string said) = Execute(
            "dotnet", "publish", project, "-c", "Release", "-o", folder, "-v", "quiet", "--nologo", "-p:RunAnalyzers=false");
        FilePath = Path.Combine(folder, "NetStack.Packetdrill.so");
        if (status == 0 && File.Exists(FilePath)) return;
        bool isToolMissing = new[] { "Platform linker", "ILCompiler", "cannot find -l" }
            .Any(sign => said.Contains(sign, StringComparison.Ordinal));
        if (isToolMissing) WhyNot = "the native compiler (a linker, zlib1g-dev, the package ILCompiler) is not here: " + FirstError(said);
        else throw new InvalidOperationException($"The native library does not publish:\n{said}");
    }

    public string FilePath { get; } = "";

    /// <summary>Why there is no library here; null when there is one.</summary>
    public string? WhyNot { get; }

    private static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetStack.sln"))) folder = folder.Parent;
            return folder?.FullName ?? throw new InvalidOperationException("NetStack.sln is in no folder above the tests.");
        }
    }

    /// <summary>Runs a program to its end.</summary>
    public static (int Status, string Said) Execute(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(LimitMilliseconds)) process.Kill(entireProcessTree: true);
        return (process.WaitForExit(1_000) ? process.ExitCode : -1, output.Result + errors.Result);
    }

    private static string FirstError(string said) =>
        said.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))?.Trim() ?? said.Trim();
}
