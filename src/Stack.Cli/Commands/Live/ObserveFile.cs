using NetStack.Capture;
using NetStack.Cli.Output;
using NetStack.Cli.Printing;
using NetStack.Dissection;
using NetStack.Dissection.Filtering;

namespace NetStack.Cli.Commands.Live;

/// <summary>A capture file observed as if it passed just now, step by step, and then whole.</summary>
internal static class ObserveFile
{
    public static int Run(string path, string? filterText, int? count)
    {
        StandardOutput output = new();
        ProtocolRegistry registry = KnownProtocols.Create();
        DisplayFilter? filter = FilterArgument.Compile(filterText, registry);
        LadderPrinter printer = new(output.Writer, Texts.Catalogue);
        FieldSelection selection = new();
        filter?.AddTo(selection);
        DissectionSession session = new(registry) { Selection = selection, Events = printer.Events };
        using CaptureFile file = CaptureInput.Open(path, output);
        printer.Begin();
        for (int left = count ?? int.MaxValue; left > 0 && file.TryRead(out CapturedFrame frame); left--)
        {
            DissectedFrame dissected = session.Dissect(frame.Octets, frame.Info);
            if (filter is null || filter.Matches(dissected)) printer.Print(dissected);
            output.FlushWhenFull();
        }

        printer.End();
        output.Flush();
        return file.FaultMessage is { } fault ? throw UserError.BadInput(fault) : ExitCode.Done;
    }
}
