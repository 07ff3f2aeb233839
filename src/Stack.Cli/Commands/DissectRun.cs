using NetStack.Application;
using NetStack.Capture;
using NetStack.Cli.Output;
using NetStack.Cli.Printing;
using NetStack.Dissection;

namespace NetStack.Cli.Commands;

/// <summary>One run of <c>netstack dissect</c>: frames in, lines out.</summary>
internal sealed class DissectRun(DissectRequest request)
{
    private readonly StandardOutput _output = new();

    /// <summary>Reads, dissects and prints every frame.</summary>
    /// <returns>An exit code; the file's fault, if any, has been told on standard error.</returns>
    public int Run()
    {
        ProtocolRegistry registry = DecodeAs.Apply(StandardProtocols.CreateRegistry(new SystemContentDecoder()), request.DecodeAs);
        FramePrinter printer = CreatePrinter(registry);
        DissectionSession session = new(registry, PreferenceArguments.Parse(request.Preferences)) { Selection = Select(printer.Wanted) };
        using CaptureFile file = CaptureFile.Open(request.File);
        printer.Begin();
        int left = request.Count ?? int.MaxValue;
        while (left-- > 0 && file.TryRead(out CapturedFrame frame))
        {
            printer.Print(session.Dissect(frame.Octets, frame.Info));
            _output.FlushWhenFull();
        }

        printer.End();
        _output.Flush();
        if (file.FaultMessage is not { } fault) return ExitCode.Done;
        throw UserError.BadInput(fault);
    }

    private FramePrinter CreatePrinter(ProtocolRegistry registry)
    {
        switch (request.Form)
        {
            case "summary":
                return new SummaryPrinter(_output.Writer, Terminal.OutputHasColor);
            case "fields":
                if (request.Fields.Count == 0) throw UserError.Usage("-T fields needs at least one -e FIELD, such as -e ip.src");
                return new FieldsPrinter(_output.Writer, FieldColumns.Resolve(registry, request.Fields), FieldsFormat.Parse(request.Format));
            default:
                throw UserError.Usage($"-T {request.Form}: write summary, tree, json, ndjson or fields");
        }
    }

    private static FieldSelection? Select(IEnumerable<Field>? wanted)
    {
        if (wanted is null) return null;
        FieldSelection selection = new();
        foreach (Field field in wanted) selection.Add(field);
        return selection;
    }
}
