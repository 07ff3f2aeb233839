using NetStack.Labs.Scenarios;
using NetStack.Simulation;
using NetStack.Simulation.Scenarios;
using NetStack.Tracing;
using NetStack.Viz.Commands;
using NetStack.Viz.Simulation;
using NetStack.Viz.Values;

namespace NetStack.Cli.Commands.Sim;

/// <summary>Scenarios in files; what is wrong is told with file, line, column, and the line itself.</summary>
internal static class ScenarioFile
{
    /// <exception cref="UserError">It cannot be read, or makes no sense.</exception>
    public static Scenario Read(string path)
    {
        string text;
        if (Directory.Exists(path)) throw UserError.BadInput(Texts.Of(SimTexts.IsFolder, SafeText.Of(path)));
        if (!File.Exists(path)) throw UserError.BadInput(Texts.Of(CaptureErrorTexts.NoSuchFile, SafeText.Of(path)));
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.BadInput($"{SafeText.Of(path)}: {error.Message}");
        }

        if (ScenarioReader.TryRead(text, out Scenario? scenario, out ScenarioFault? fault)) return scenario;
        string line = text.Split('\n').ElementAtOrDefault(fault.Line - 1) ?? "";
        string picture = $"  {SafeText.Of(line.TrimEnd())}\n  {new string(' ', Math.Clamp(fault.Column - 1, 0, line.Length))}^";
        string message = SafeText.Of(Texts.Of(fault.Reason, [.. fault.Arguments]));
        throw new UserError(ExitCode.BadInput, $"{SafeText.Of(path)}:{fault.Line}:{fault.Column}: {message}", picture);
    }

    /// <exception cref="UserError">It makes no sense.</exception>
    public static ScenarioWorld Build(Scenario scenario, string path, IEventSink? events, IWorldObserver? observer)
    {
        try
        {
            return ScenarioWorld.Build(scenario, events, observer);
        }
        catch (ScenarioException error)
        {
            throw UserError.BadInput($"{SafeText.Of(path)}: {SafeText.Of(Texts.Of(error.Reason, [.. error.Arguments]))}");
        }
    }
}
