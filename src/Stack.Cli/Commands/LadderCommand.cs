using System.CommandLine;
using NetStack.Capture;
using NetStack.Cli.Output;
using NetStack.Dissection;
using NetStack.Transport.Tcp;
using NetStack.Viz.Commands;
using NetStack.Viz.Ladder;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack ladder</c>: a TCP connection step by step.</summary>
internal sealed class LadderCommand : Command
{
    private readonly Argument<string> _file = new("FILE") { Description = Texts.Of(CommandTexts.File) };
    private readonly Option<int> _stream = new("--stream")
    {
        HelpName = "N", Description = Texts.Of(PictureTexts.Stream), DefaultValueFactory = _ => 0,
    };

    private readonly Option<bool> _all = new("--all") { Description = Texts.Of(PictureTexts.All) };
    private readonly Option<string?> _svg = PictureOptions.Svg();

    public LadderCommand()
        : base("ladder", Texts.Of(PictureTexts.Ladder))
    {
        Arguments.Add(_file);
        Options.Add(_stream);
        Options.Add(_all);
        Options.Add(_svg);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        LadderView view = Read(parsed.GetRequiredValue(_file), parsed.GetValue(_stream), parsed.GetValue(_all));
        if (parsed.GetValue(_svg) is { } path) PictureOutput.WriteSvg<LadderPicture>(path, view);
        else PictureOutput.Print(LadderTerminal.Render(view, Texts.Catalogue, PictureOutput.Columns));
        return ExitCode.Done;
    }

    /// <summary>Reads the whole capture, computes no fields, and listens to one connection. A fault at the end of the
    /// file does not hide what came before it.</summary>
    private static LadderView Read(string path, int stream, bool all)
    {
        LadderRecorder recorder = new(stream);
        DissectionSession session = new(KnownProtocols.Create())
        {
            Selection = new(), Events = recorder,
        };
        using CaptureFile file = CaptureFile.Open(path);
        while (file.TryRead(out CapturedFrame frame)) session.Dissect(frame.Octets, frame.Info);
        if (file.FaultMessage is { } fault) Console.Error.WriteLine($"netstack: {fault}");
        IReadOnlyList<TcpConversation> conversations = TcpSession.Of(session).Conversations.All;
        if (stream < 0 || stream >= conversations.Count)
            throw UserError.BadInput(Texts.Of(PictureTexts.NoStream, path, conversations.Count, stream));
        return LadderBuilder.Build(recorder, conversations[stream], collapse: !all);
    }
}
