using System.CommandLine;
using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Cli.Output;
using NetStack.Cli.Printing;
using NetStack.Dissection;
using NetStack.Recording;
using NetStack.Simulation;
using NetStack.Simulation.Nodes;
using NetStack.Simulation.Links;
using NetStack.Simulation.Scenarios;
using NetStack.Tracing;
using NetStack.Viz.Conversations;
using NetStack.Viz.Events;
using NetStack.Viz.Simulation;
using NetStack.Viz.Values;

namespace NetStack.Cli.Commands.Sim;

/// <summary><c>netstack sim run</c>: runs a scenario to its end and tells what happened, as one of its hosts saw it.</summary>
internal sealed class SimRunCommand : Command
{
    private const int MostConversations = 30;
    private readonly Argument<string> _file = new("SCENARIO") { Description = Texts.Of(SimTexts.Scenario) };
    private readonly Option<ulong?> _seed = new("--seed") { HelpName = "N", Description = Texts.Of(SimTexts.Seed) };
    private readonly Option<string?> _until = new("--until") { HelpName = "TIME", Description = Texts.Of(SimTexts.Until) };
    private readonly Option<string?> _vantage = new("--vantage") { HelpName = "NODE", Description = Texts.Of(SimTexts.Vantage) };
    private readonly Option<string?> _view = new("--view") { HelpName = "ladder|events|summary|tree|layers", Description = Texts.Of(SimTexts.View) };
    private readonly Option<string?> _write = new("-w") { HelpName = "FILE", Description = Texts.Of(SimTexts.Write) };
    private readonly Option<bool> _quiet = new("--quiet") { Description = Texts.Of(SimTexts.Quiet) };

    public SimRunCommand()
        : base("run", Texts.Of(SimTexts.Run))
    {
        Arguments.Add(_file);
        foreach (Option option in (Option[])[_seed, _until, _vantage, _view, _write, _quiet]) Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Scenario scenario = ScenarioFile.Read(parsed.GetRequiredValue(_file));
        if (parsed.GetValue(_seed) is { } seed) scenario = scenario with { Seed = seed };
        if (parsed.GetValue(_until) is { } until)
            scenario = scenario with { Until = ImpairmentText.TryParseDuration(until, out Duration time) ? time : throw UserError.Usage(Texts.Of(SimTexts.BadTime, until)) };
        string view = parsed.GetValue(_view) ?? "none";
        StandardOutput output = new();
        FramePrinter? printer = view is "none" or "events" ? null : CaptureView.Create(view, isWritten: false, output.Writer);
        using CaptureWriter? writer = parsed.GetValue(_write) is { } path ? CaptureWriter.Create(path) : null;
        VantageRecorder recorder = new(output, printer, writer);
        ScenarioWorld built = ScenarioFile.Build(scenario, parsed.GetRequiredValue(_file), view == "events" ? new EventPrinter(output) : null, recorder);
        recorder.Watch(VantageOf(built, parsed.GetValue(_vantage)));
        printer?.Begin();
        built.Run();
        printer?.End();
        if (output.Writer.Length > 0) output.Flush();
        writer?.Flush();
        if (!parsed.GetValue(_quiet)) Tell(built, recorder);
        return ExitCode.Done;
    }

    /// <summary>The node whose interfaces are watched: the one that is named, else the first host that starts a program of its own.</summary>
    private static Node VantageOf(ScenarioWorld built, string? name)
    {
        if (name is not null)
            return built.World.Find(name) ?? throw UserError.Usage(Texts.Of(ScenarioReasons.NoNode, name, string.Join(", ", built.World.Nodes.Select(static node => node.Name))));
        string? client = built.Scenario.Programs.FirstOrDefault(static program => program.Arguments.ContainsKey("to") || program.Arguments.ContainsKey("from"))?.On;
        return client is not null ? built.HostOf(client) : built.World.Nodes.OfType<HostNode>().FirstOrDefault() ?? built.World.Nodes[0];
    }

    private static void Tell(ScenarioWorld built, VantageRecorder recorder)
    {
        Console.Out.WriteLine(Texts.Of(SimTexts.Ended, SafeText.Of(built.Scenario.Title), DurationText.Of(built.World.Elapsed), built.World.Steps));
        foreach (Simulation.Link link in built.World.Links)
        {
            LinkDirection forth = link.From(link.A), back = link.From(link.B);
            Console.Out.WriteLine(Texts.Of(SimTexts.Link, link, forth.Offered, forth.Dropped, back.Offered, back.Dropped));
        }

        if (recorder.Frames == 0) return;
        Console.Out.WriteLine(Texts.Of(SimTexts.Seen, recorder.Node!.Name, recorder.Frames));
        PictureOutput.Print(ConversationsTerminal.Render(ConversationsView.Of(recorder.Session, static (_, _) => true), Texts.Catalogue, MostConversations), PictureOutput.TableColumns);
    }

    private sealed class EventPrinter(StandardOutput output) : IEventSink
    {
        public void Publish(StackEvent stackEvent)
        {
            output.Writer.Write(EventLine.Render(stackEvent, World.Epoch, Texts.Catalogue));
            output.Writer.Write((byte)'\n');
            output.FlushWhenFull();
        }
    }

    /// <summary>What one node's interfaces see: shown, written, and counted by conversation.</summary>
    private sealed class VantageRecorder : IWorldObserver
    {
        private readonly StandardOutput _output;
        private readonly FramePrinter? _printer;
        private readonly CaptureWriter? _writer;

        public VantageRecorder(StandardOutput output, FramePrinter? printer, CaptureWriter? writer)
        {
            (_output, _printer, _writer) = (output, printer, writer);
            Session = new(KnownProtocols.Create()) { Events = printer?.Events, Selection = Select(printer) };
        }

        public DissectionSession Session { get; }

        public Node? Node { get; private set; }

        public int Frames { get; private set; }

        public void Watch(Node node)
        {
            Node = node;
            foreach (Port port in node.Ports) _writer?.AddInterface(new() { Name = port.ToString(), Resolution = TimeResolution.Nanoseconds });
        }

        public void Sent(Port port, in Frame frame, Timestamp now) => See(port, frame, now);

        public void Received(Port port, in Frame frame, Timestamp now) => See(port, frame, now);

        private void See(Port port, in Frame frame, Timestamp now)
        {
            if (port.Node != Node) return;
            FrameInfo info = new(++Frames, now, frame.Octets.Length, LinkType.Ethernet, port.Index);
            byte[] octets = frame.Octets.ToArray(); // what is shown may be looked at after the frame has gone
            DissectedFrame dissected = Session.Dissect(octets, info);
            _printer?.Print(dissected);
            _writer?.Write(info, octets);
            _output.FlushWhenFull();
        }

        private static FieldSelection Select(FramePrinter? printer)
        {
            FieldSelection selection = new();
            if (printer is null) return selection;
            foreach (Field field in printer.Wanted ?? []) selection.Add(field);
            return printer.Wanted is null ? null! : selection;
        }
    }
}
