using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Capture.Live;
using NetStack.Cli.Output;
using NetStack.Cli.Printing;
using NetStack.Dissection;
using NetStack.Dissection.Filtering;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary>One run of <c>netstack capture</c>: frames of a device in, lines and a file out, until somebody or a
/// condition says stop.</summary>
internal sealed class CaptureRun(CaptureRequest request)
{
    /// <summary>How long what was printed or written may wait while packets keep coming.</summary>
    private const long FlushEveryMilliseconds = 100;

    /// <summary>After the stop, what the kernel still holds of the time before is taken: until nothing came so often.</summary>
    private const int IdleReadsAtEnd = 2;

    private const int OctetsInMebibyte = 1024 * 1024;

    private readonly StandardOutput _output = new();
    private FramePrinter _printer = new SilentPrinter();
    private DisplayFilter? _filter;
    private DissectionSession? _session; // null when nothing needs to know what is in the frames
    private CaptureWriter? _writer;
    private long _lastFlush = Environment.TickCount64;
    private int _captured, _selected;

    /// <summary>Captures.</summary>
    /// <returns>An exit code.</returns>
    /// <exception cref="CaptureException">The device cannot be opened, or went away.</exception>
    public int Run()
    {
        // What may be wrong on the command line is looked at before a device is opened or a file is made.
        StopConditions stop = StopConditions.Parse(request.Count, request.StopWhen, request.WriteTo is not null);
        PrepareViews();
        using StopSignals signals = new();
        using LiveCapture capture = Open();
        using CaptureWriter? writer = _writer = request.WriteTo is { } path ? CaptureWriter.Create(path) : null;
        writer?.AddInterface(capture.Interface);
        Console.Error.WriteLine(Texts.Of(CaptureTexts.Began, request.Device));
        Timestamp began = Now();
        stop.Begin();
        _printer.Begin();
        try
        {
            TakeFrames(capture, stop, signals);
        }
        finally
        {
            // Also when the device went away: what was captured is told, and the file is whole.
            _printer.End();
            Conclude(capture, began);
        }

        return ExitCode.Done;
    }

    private void PrepareViews()
    {
        ProtocolRegistry registry = KnownProtocols.Create();
        _printer = CaptureView.Create(request.View, request.WriteTo is not null, _output.Writer);
        _filter = FilterArgument.Compile(request.DisplayFilter, registry);
        if (_printer is not SilentPrinter || _filter is not null)
            _session = new(registry) { Selection = Select(_printer, _filter), Events = _printer.Events };
    }

    /// <summary>Takes frames until somebody or a condition says stop, and then those of the time before that the
    /// kernel still holds.</summary>
    private void TakeFrames(LiveCapture capture, StopConditions stop, StopSignals signals)
    {
        Timestamp? stopped = null;
        int idle = 0;
        while (idle < IdleReadsAtEnd && !stop.IsFull(_captured, _writer?.OctetsWritten ?? 0))
        {
            if (stopped is null && (signals.IsRequested || stop.IsTimeOver)) stopped = Now();
            if (capture.Read(out CapturedFrame frame) == LiveRead.Idle) idle = stopped is null ? 0 : idle + 1;
            else if (frame.Info.Time > stopped) return;
            else Take(frame);
            FlushNowAndThen();
        }
    }

    private LiveCapture Open()
    {
        LiveOptions options = new()
        {
            Device = request.Device,
            Filter = request.CaptureFilter,
            Promiscuous = !request.NotPromiscuous,
            KernelBufferOctets = request.BufferMebibytes * OctetsInMebibyte,
        };
        return LiveCapture.Open(request.SnapLength is { } length ? options with { SnapLength = length } : options);
    }

    private void Take(in CapturedFrame frame)
    {
        _captured++;
        if (_session is not null)
        {
            DissectedFrame dissected = _session.Dissect(frame.Octets, frame.Info);
            if (_filter is not null && !_filter.Matches(dissected)) return;
            _printer.Print(dissected);
        }

        _selected++;
        _writer?.Write(frame.Info, frame.Octets.Span);
    }

    private void FlushNowAndThen()
    {
        _output.FlushWhenFull();
        if (Environment.TickCount64 - _lastFlush < FlushEveryMilliseconds) return;
        _lastFlush = Environment.TickCount64;
        Flush();
    }

    private void Flush()
    {
        if (_output.Writer.Length > 0) _output.Flush();
        _writer?.Flush();
    }

    private void Conclude(LiveCapture capture, Timestamp began)
    {
        LiveStatistics counted = capture.ReadStatistics();
        Timestamp ended = Now();
        _writer?.WriteStatistics(0, new()
        {
            Time = ended, Started = began, Ended = ended, Received = (ulong)counted.Received,
            Dropped = (ulong)counted.DroppedByInterface, DroppedBySystem = (ulong)counted.Dropped, Delivered = (ulong)_captured,
        });
        Flush();
        Console.Error.WriteLine(Texts.Of(CaptureTexts.Ended, _captured, _selected, counted.Dropped, counted.DroppedByInterface));
        if (counted.Dropped > 0) Console.Error.WriteLine(Texts.Of(CaptureTexts.Dropped));
    }

    /// <summary>The fields that the view and the filter need; null for all.</summary>
    private static FieldSelection? Select(FramePrinter printer, DisplayFilter? filter)
    {
        if (printer.Wanted is null) return null;
        FieldSelection selection = new();
        foreach (Field field in printer.Wanted) selection.Add(field);
        filter?.AddTo(selection);
        return selection;
    }

    private static Timestamp Now() => new((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
}
