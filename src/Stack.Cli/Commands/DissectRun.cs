using NetStack.Capture;
using NetStack.Cli.Output;
using NetStack.Cli.Printing;
using NetStack.Dissection;
using NetStack.Dissection.Filtering;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary>One run of <c>netstack dissect</c>: frames in, lines out. Nothing is kept of a frame.</summary>
internal sealed class DissectRun(DissectRequest request)
{
    private readonly StandardOutput _output = new();

    /// <summary>Reads, dissects and prints every frame.</summary>
    /// <returns>An exit code.</returns>
    /// <exception cref="CaptureException">The file has a fault; every frame before it has been printed.</exception>
    public int Run()
    {
        ProtocolRegistry registry = DecodeAs.Apply(KnownProtocols.Create(), request.DecodeAs);
        FramePrinter printer = CreatePrinter(registry);
        DisplayFilter? filter = FilterArgument.Compile(request.Filter, registry);
        DissectionSession session = new(registry, PreferenceArguments.Parse(request.Preferences)) { Selection = Select(printer.Wanted, filter) };
        using CaptureFile file = CaptureInput.Open(request.File, _output);
        using CaptureWriter? writer = CreateWriter();
        using (Progress.Show(file)) PrintFrames(file, session, filter, printer, writer);
        file.ThrowIfFaulty();
        return ExitCode.Done;
    }

    private void PrintFrames(
        CaptureFile file, DissectionSession session, DisplayFilter? filter, FramePrinter printer, CaptureWriter? writer)
    {
        printer.Begin();
        for (int left = request.Count ?? int.MaxValue; left > 0 && file.TryRead(out CapturedFrame frame); left--)
        {
            DissectedFrame dissected = session.Dissect(frame.Octets, frame.Info);
            if (filter is not null && !filter.Matches(dissected)) continue;
            printer.Print(dissected);
            writer?.Copy(file, frame);
            _output.FlushWhenFull();
        }

        printer.End();
        _output.Flush();
    }

    /// <summary>As with tshark, <c>-w</c> alone writes and prints nothing; a form that is asked for is printed, too.</summary>
    private FramePrinter CreatePrinter(ProtocolRegistry registry) => request is { WriteTo: not null, Form: null }
        ? new SilentPrinter()
        : OutputForm.Create(request.Form ?? "summary", _output.Writer, registry, request.Fields, request.Format);

    private CaptureWriter? CreateWriter()
    {
        if (request.WriteTo is not { } path) return null;
        if (path != CaptureFile.StandardInput && Path.GetFullPath(path) == Path.GetFullPath(request.File))
            throw UserError.Usage(Texts.Of(DissectTexts.SameFile, path));
        return CaptureWriter.Create(path);
    }

    /// <summary>The fields that the output and the filter need; null for all.</summary>
    private static FieldSelection? Select(IEnumerable<Field>? wanted, DisplayFilter? filter)
    {
        if (wanted is null) return null;
        FieldSelection selection = new();
        foreach (Field field in wanted) selection.Add(field);
        filter?.AddTo(selection);
        return selection;
    }
}
