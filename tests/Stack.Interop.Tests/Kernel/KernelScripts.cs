using System.Text.RegularExpressions;
using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Capture.Kernel;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;

namespace NetStack.Tests.Kernel;

/// <summary>The scripts of tests/conformance, run against the kernel of this machine.</summary>
internal static partial class KernelScripts
{
    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "conformance");

    /// <summary>All scripts, as folder/name.pkt, in their order.</summary>
    public static string[] All { get; } =
    [
        .. Directory.GetFiles(Home, "*.pkt", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Home, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>Those that the table of KERNEL.md names: the kernel does something else there.</summary>
    public static IReadOnlySet<string> Different { get; } =
        ScriptName().Matches(File.ReadAllText(Path.Combine(Home, "KERNEL.md"))).Select(match => match.Groups[1].Value).ToHashSet();

    public static Script Read(string name) =>
        Script.TryParse(File.ReadAllText(Path.Combine(Home, name)), out Script? script, out _) ? script : throw new InvalidDataException(name);

    /// <summary>How long the script takes, by our own stack on the virtual clock.</summary>
    public static Duration LengthOf(Script script) => ScriptRunner.Run(script, ScriptRunner.FamiliesOf(script)[0]).Elapsed;

    /// <summary>Runs a script on both versions of IP: on threads of its own, for the kernel's stack moves its thread into a namespace.</summary>
    /// <returns>What failed, or null.</returns>
    public static string? Run(Script script) =>
        ScriptRunner.FamiliesOf(script).Select(family => RunOnThread(script, family)).FirstOrDefault(failure => failure is not null);

    private static string? RunOnThread(Script script, IpFamily family)
    {
        string? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                KernelStack? kernel = null;
                ScriptResult result = ScriptRunner.Run(script, family, makeStack: setup => kernel = new(setup));
                kernel?.Dispose();
                if (result.Failure is { } first) failure = $"IPv{(int)family}, line {first.Position.Line}: {first.Reason}";
            }
            catch (CaptureException error) when (error.Reason == "kernel.error.mtu-too-small")
            {
                // no IPv6 there: nothing to compare
            }
            catch (Exception error)
            {
                failure = error.ToString();
            }
        });
        thread.Start();
        thread.Join();
        return failure;
    }

    [GeneratedRegex("`([a-z0-9]+/[a-z0-9-]+\\.pkt)`")]
    private static partial Regex ScriptName();
}
