using System.CommandLine;
using NetStack.Capture;
using NetStack.Cli.Output;
using NetStack.Dissection;
using NetStack.Dissection.Filtering;

namespace NetStack.Cli.Commands;

/// <summary>One pass over a capture for commands that count: every frame is dissected, without fields but those that a
/// filter needs.</summary>
internal sealed class CapturePass(CaptureOptions options, ParseResult parsed, StandardOutput output)
{
    private string? _fault;

    /// <summary>Dissects every frame and shows those that the filter selects.</summary>
    /// <returns>What is remembered after the last frame.</returns>
    public DissectionSession Run(Action<DissectedFrame> visit)
    {
        ProtocolRegistry registry = options.CreateRegistry(parsed);
        DisplayFilter? filter = FilterArgument.Compile(parsed.GetValue(options.Filter), registry);
        FieldSelection selection = new();
        filter?.AddTo(selection);
        DissectionSession session = new(registry, PreferenceArguments.Parse(parsed.GetValue(options.Preferences) ?? []))
        {
            Selection = selection,
        };
        using CaptureFile file = CaptureInput.Open(parsed.GetRequiredValue(options.File), output);
        using Progress? progress = Progress.Show(file);
        for (int left = parsed.GetValue(options.Count) ?? int.MaxValue; left > 0 && file.TryRead(out CapturedFrame frame); left--)
        {
            DissectedFrame dissected = session.Dissect(frame.Octets, frame.Info);
            if (filter is null || filter.Matches(dissected)) visit(dissected);
        }

        _fault = file.FaultMessage;
        return session;
    }

    /// <summary>Ends the command: done, or with the file's fault after all that could be shown.</summary>
    public int Finish() => _fault is null ? ExitCode.Done : throw UserError.BadInput(_fault);
}
