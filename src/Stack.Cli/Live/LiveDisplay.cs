using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Capture.Pumping;
using NetStack.Cli.Commands;
using NetStack.Cli.Output;
using NetStack.Cli.Printing;
using NetStack.Dissection;
using NetStack.Recording;
using NetStack.Tracing;
using NetStack.Viz.Commands;
using NetStack.Viz.Events;
using NetStack.Viz.Values;

namespace NetStack.Cli.Live;

/// <summary>What people see of a live host, and what is written of it: frames, events or connections, while they happen, and a
/// summary at the end. It runs on the command's own thread and never keeps the host waiting.</summary>
internal sealed class LiveDisplay : IDisposable
{
    private const int IdleMilliseconds = 15, MostAtOnce = 4096, ConnectionsEveryMilliseconds = 500;
    private readonly StandardOutput _output = new();
    private readonly FramePrinter? _printer;
    private readonly DissectionSession? _session;
    private readonly EventRing? _events;
    private readonly CaptureWriter? _writer;
    private readonly ConnectionsTable? _connections;
    private HostPump? _pump;
    private Timestamp _began;
    private long _nextTable;
    private int _frames;

    /// <param name="view">What is shown.</param>
    /// <param name="writeTo">A capture file, or null.</param>
    public LiveDisplay(string view, string? writeTo)
    {
        _printer = LiveView.CreatePrinter(view, _output.Writer);
        if (_printer is not null) _session = new(KnownProtocols.Create()) { Selection = Select(_printer), Events = _printer.Events };
        if (view == LiveView.Events) _events = new();
        if (view == LiveView.Connections) _connections = new();
        if (writeTo is not null) _writer = CaptureWriter.Create(writeTo);
        if (_printer is not null || _writer is not null) Frames = new();
    }

    /// <summary>Where the host's events go; null when nobody looks.</summary>
    public IEventSink? Events => _events;

    /// <summary>Where frames go; null when nobody looks.</summary>
    public FrameTap? Frames { get; }

    /// <summary>Says that the device has changed. Any thread may.</summary>
    public static void Notice(DeviceNotice notice) => Console.Error.WriteLine(notice.Kind switch
    {
        DeviceNoticeKind.MtuChanged => Texts.Of(LiveTexts.MtuChanged, notice.Device, notice.Mtu),
        DeviceNoticeKind.Back => Texts.Of(LiveTexts.DeviceBack, notice.Device),
        _ => notice.Error is { } error ? Texts.Of(error.Reason, [.. error.Arguments]) : notice.Device,
    });

    /// <summary>The host is about to start; null where there is none, but a cable.</summary>
    public void Begin(string device, HostPump? pump)
    {
        _pump = pump;
        _began = pump?.Now ?? default;
        _writer?.AddInterface(new() { Name = device, Resolution = TimeResolution.Nanoseconds });
        _printer?.Begin();
    }

    /// <summary>Shows what has happened since the last call; waits a little when nothing has.</summary>
    public void Show()
    {
        bool any = ShowFrames() | ShowEvents();
        if (_connections is not null && Environment.TickCount64 >= _nextTable)
        {
            _nextTable = Environment.TickCount64 + ConnectionsEveryMilliseconds;
            _connections.Show(_pump!, _output.Writer);
        }

        if (_output.Writer.Length > 0) _output.Flush();
        if (!any) Thread.Sleep(IdleMilliseconds);
    }

    /// <summary>Prints a line for people among what the view shows.</summary>
    public void Say(string line)
    {
        _output.Writer.Write(line);
        _output.Writer.Write((byte)'\n');
        _output.Flush();
    }

    /// <summary>Shows what is left, and the summary.</summary>
    public void End()
    {
        while (ShowFrames() | ShowEvents())
        {
        }

        _printer?.End();
        if (_output.Writer.Length > 0) _output.Flush();
        _writer?.Flush();
        if (_pump is not { } pump) return;
        PumpCounters counters = pump.Counters;
        Console.Error.WriteLine(Texts.Of(LiveTexts.Summary, DurationText.Of(pump.Now - _began), counters.FramesIn, counters.OctetsIn,
            counters.FramesOut, counters.OctetsOut, counters.Dropped + counters.Refused));
        long unseen = (Frames?.Dropped ?? 0) + (_events?.Dropped ?? 0);
        if (unseen > 0) Console.Error.WriteLine(Texts.Of(LiveTexts.Unseen, unseen));
    }

    public void Dispose() => _writer?.Dispose();

    private bool ShowFrames()
    {
        if (Frames is null) return false;
        int count = 0;
        for (; count < MostAtOnce && Frames.TryTake(out ReadOnlyMemory<byte> octets, out _, out Timestamp at); count++)
        {
            FrameInfo info = new(++_frames, at, octets.Length, LinkType.Ethernet);
            if (_session is not null) _printer!.Print(_session.Dissect(octets, info));
            _writer?.Write(info, octets.Span);
            _output.FlushWhenFull();
        }

        return count > 0;
    }

    private bool ShowEvents()
    {
        if (_events is null) return false;
        int count = 0;
        for (; count < MostAtOnce && _events.TryTake(out StackEvent happened); count++)
        {
            _output.Writer.Write(EventLine.Render(happened, _began, Texts.Catalogue));
            _output.Writer.Write((byte)'\n');
            _output.FlushWhenFull();
        }

        return count > 0;
    }

    private static FieldSelection? Select(FramePrinter printer)
    {
        if (printer.Wanted is null) return null;
        FieldSelection selection = new();
        foreach (Field field in printer.Wanted) selection.Add(field);
        return selection;
    }
}
