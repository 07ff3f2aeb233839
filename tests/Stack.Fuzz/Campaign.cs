using System.Diagnostics;
using System.Globalization;

namespace NetStack.Fuzz;

/// <summary>Runs inputs on a target in a process of its own, under a limit of time for each step and of memory.</summary>
internal static class Campaign
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(60);
    private const string HeapLimit = "0x40000000"; // 1 GiB

    /// <summary>Starts the child and follows it to its end.</summary>
    public static Outcome Run(string target, long inputs, ulong seed)
    {
        using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["child", target,
            inputs.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = HeapLimit },
        })!;
        Stopwatch clock = Stopwatch.StartNew();
        Outcome outcome = new(target, 0, clock.Elapsed, 0, 0, null);
        while (true)
        {
            Task<string?> line = child.StandardOutput.ReadLineAsync();
            if (!line.Wait(StepLimit))
            {
                child.Kill(entireProcessTree: true);
                return outcome with { Time = clock.Elapsed, Fault = $"hangs within {Child.Step} inputs after this many" };
            }

            if (line.Result is not { } text) break;
            outcome = Follow(outcome, text) with { Time = clock.Elapsed };
            if (outcome.Fault is not null) break;
        }

        child.WaitForExit();
        bool died = outcome.Fault is null && (child.ExitCode != 0 || outcome.Inputs != inputs);
        return died ? outcome with { Fault = $"the process died ({child.ExitCode})" } : outcome;
    }

    private static Outcome Follow(Outcome outcome, string line)
    {
        if (line.StartsWith("threw ", StringComparison.Ordinal)) return outcome with { Fault = line };
        string[] words = line.Split(' ');
        return outcome with
        {
            Inputs = long.Parse(words[0], CultureInfo.InvariantCulture),
            GivenUp = long.Parse(words[1], CultureInfo.InvariantCulture),
            LargestSession = long.Parse(words[2], CultureInfo.InvariantCulture),
        };
    }
}

/// <summary>How it went.</summary>
/// <param name="Target">What was tried.</param>
/// <param name="Inputs">Inputs that ended.</param>
/// <param name="Time">How long it took.</param>
/// <param name="GivenUp">Inputs on which the library threw, which became findings.</param>
/// <param name="LargestSession">Octets that the largest session held.</param>
/// <param name="Fault">What went wrong; null when nothing did.</param>
internal sealed record Outcome(string Target, long Inputs, TimeSpan Time, long GivenUp, long LargestSession, string? Fault);
