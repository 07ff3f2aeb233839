using System.Globalization;

namespace NetStack.Benchmarks.Compare;

/// <summary><c>compare [--packets N] [--out DIR] [--netstack PROGRAM] [--only WORD]</c>: records two captures of real TCP, and runs
/// everybody over them in turn.</summary>
internal static class CompareCommand
{
    public static int Run(string[] arguments)
    {
        int packets = int.Parse(Option(arguments, "--packets") ?? "1000000", CultureInfo.InvariantCulture);
        string folder = Path.GetFullPath(Option(arguments, "--out") ?? Path.Combine(Path.GetTempPath(), "netstack-compare"));
        string? netstack = Option(arguments, "--netstack") ?? FindNetstack();
        if (netstack is null || !File.Exists("/usr/bin/time"))
        {
            Console.Error.WriteLine(netstack is null ? "compare: run ./netstack once, so that the program is built"
                : "compare: GNU time is missing: apt-get install time");
            return 4;
        }

        Directory.CreateDirectory(folder);
        foreach (string kind in new[] { "tiny", "mixed" })
        {
            string file = Path.Combine(folder, $"{kind}.pcap");
            if (!TrafficRecorder.TryRecord(file, kind, packets)) return 4;
            Table table = new(file, packets);
            Measure([.. Contestants.All(file, packets, netstack).Where(c => IsWanted(arguments, c))], table);
            table.Print(Contestants.Goals);
        }

        return 0;
    }

    /// <summary>In rounds, each of which everybody runs once, so that a busy minute of the machine hits nobody alone.</summary>
    private static void Measure(Contestant[] contestants, Table table)
    {
        for (int round = 0; round < contestants.Max(contestant => contestant.Rounds); round++)
        {
            foreach (Contestant contestant in contestants.Where(contestant => round < contestant.Rounds))
            {
                Console.Error.Write($"\r\e[K{contestant.Name} …");
                if (contestant.TimesItself)
                {
                    string[] said = Shell.Read(contestant.Command).Split(' ');
                    table.Add(contestant, new(double.Parse(said[1], CultureInfo.InvariantCulture), double.NaN));
                }
                else
                {
                    table.Add(contestant, Shell.Measure(contestant.Command));
                }
            }
        }

        Console.Error.Write("\r\e[K");
    }

    private static bool IsWanted(string[] arguments, Contestant contestant) =>
        Option(arguments, "--only") is not { } word || contestant.Name.Contains(word, StringComparison.Ordinal);

    private static string? Option(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;

    /// <summary>The program that ./netstack built, in a folder above.</summary>
    private static string? FindNetstack()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string program = Path.Combine(at.FullName, ".build", "netstack", "NetStack.Cli");
            if (File.Exists(program)) return program;
        }

        return null;
    }
}
