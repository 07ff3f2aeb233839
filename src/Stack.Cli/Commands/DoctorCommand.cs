using System.CommandLine;
using System.Diagnostics;
using NetStack.Cli.Doctor;
using NetStack.Viz.Commands;
using NetStack.Viz.Values;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack doctor</c>: what works on this machine, and the commands that bring what is missing.</summary>
internal sealed class DoctorCommand : Command
{
    private readonly Option<bool> _fix = new("--fix") { Description = Texts.Of(DoctorTexts.Fix) };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = Texts.Of(DoctorTexts.Yes) };

    public DoctorCommand()
        : base("doctor", Texts.Of(DoctorTexts.Command))
    {
        Options.Add(_fix);
        Options.Add(_yes);
        SetAction(parsed => Run(parsed.GetValue(_fix), parsed.GetValue(_yes)));
    }

    private static int Run(bool fix, bool yes)
    {
        Examination examination = new(new ThisMachine());
        IReadOnlyList<DoctorFinding> findings = examination.Run();
        Print(examination, findings);
        int missing = findings.Count(finding => !finding.IsThere);
        if (missing == 0)
        {
            Console.Out.WriteLine(Texts.Of(DoctorTexts.AllWell));
            return ExitCode.Done;
        }

        if (!fix)
        {
            Console.Out.WriteLine(Texts.Of(DoctorTexts.SomeMissing, missing));
            return ExitCode.Missing;
        }

        IReadOnlyList<string> commands = examination.CommandsFor(findings);
        if (commands.Count == 0 || !MayRun(commands, yes)) return ExitCode.Missing;
        foreach (string command in commands) RunCommand(command);
        findings = examination.Run();
        Print(examination, findings);
        return findings.All(finding => finding.IsThere) ? ExitCode.Done : ExitCode.Missing;
    }

    private static void Print(Examination examination, IReadOnlyList<DoctorFinding> findings)
    {
        int nameWidth = findings.Max(finding => finding.Name.Length);
        string ok = Texts.Of(DoctorTexts.Ok), missing = Texts.Of(DoctorTexts.Missing);
        int stateWidth = Math.Max(TextWidth.Columns(ok), TextWidth.Columns(missing));
        foreach (DoctorFinding finding in findings)
        {
            string state = finding.IsThere ? ok : missing;
            string detail = finding.Detail is null ? "" : $" ({finding.Detail})";
            string pad = new(' ', stateWidth - TextWidth.Columns(state));
            Console.Out.WriteLine($"{state}{pad}  {finding.Name.PadRight(nameWidth)}  {Texts.Of(finding.NeedText)}{detail}");
            if (finding.IsThere) continue;
            string help = examination.CommandFor(finding) ?? Texts.Of(DoctorTexts.ByHand, finding.Name);
            Console.Out.WriteLine($"{new string(' ', stateWidth)}  {new string(' ', nameWidth)}  → {help}");
        }
    }

    private static bool MayRun(IReadOnlyList<string> commands, bool yes)
    {
        Console.Out.WriteLine(Texts.Of(DoctorTexts.WillRun));
        foreach (string command in commands) Console.Out.WriteLine($"  {command}");
        if (yes) return true;
        Console.Out.Write(Texts.Of(DoctorTexts.Ask) + " ");
        string answer = (Console.In.ReadLine() ?? "").Trim();
        string[] affirmatives = Texts.Of(DoctorTexts.Affirmative).Split(' ');
        if (answer.Length > 0 && affirmatives.Any(word => word.StartsWith(answer, StringComparison.OrdinalIgnoreCase))) return true;
        Console.Out.WriteLine(Texts.Of(DoctorTexts.NothingRun));
        return false;
    }

    /// <summary>Runs a command as the shell would, in front of the person: it may ask for a password.</summary>
    private static void RunCommand(string command)
    {
        using Process process = Process.Start("/bin/sh", ["-c", command]);
        process.WaitForExit();
        if (process.ExitCode != 0) Console.Error.WriteLine(Texts.Of(DoctorTexts.Failed, command, process.ExitCode));
    }
}
