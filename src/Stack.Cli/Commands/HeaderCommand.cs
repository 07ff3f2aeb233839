using System.Collections.Immutable;
using System.CommandLine;
using NetStack.Cli.Output;
using NetStack.Dissection;
using NetStack.Viz.Commands;
using NetStack.Viz.Headers;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack header</c>: a header's bits as its RFC draws them.</summary>
internal sealed class HeaderCommand : Command
{
    private readonly Argument<string> _protocol = new("PROTOCOL") { Description = Texts.Of(PictureTexts.Protocol) };
    private readonly Argument<string?> _file = new("FILE") { Description = Texts.Of(PictureTexts.ValuesFile), Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<int> _frame = PictureOptions.Frame();
    private readonly Option<string?> _svg = PictureOptions.Svg();

    public HeaderCommand()
        : base("header", Texts.Of(PictureTexts.Header))
    {
        Arguments.Add(_protocol);
        Arguments.Add(_file);
        Options.Add(_frame);
        Options.Add(_svg);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string name = parsed.GetRequiredValue(_protocol);
        HeaderView view = (parsed.GetValue(_file) is { } file ? InFrame(name, FrameSource.Read(file, parsed.GetValue(_frame))) : Plain(name))
            ?? throw UserError.Usage(Texts.Of(PictureTexts.NoHeader, name));
        if (parsed.GetValue(_svg) is { } path) PictureOutput.WriteSvg<HeaderPicture>(path, view);
        else PictureOutput.Print(HeaderTerminal.Render(view, Texts.Catalogue));
        return ExitCode.Done;
    }

    private static HeaderView? Plain(string name)
    {
        ImmutableArray<Dissector> dissectors = KnownProtocols.Create().Dissectors;
        foreach (Dissector dissector in dissectors)
        {
            foreach (Protocol protocol in dissector.MoreProtocols.Prepend(dissector.Protocol))
            {
                if (protocol.Name == name) return HeaderView.Of(dissector, protocol);
            }
        }

        string near = Nearest.Names(name, [.. dissectors.Select(dissector => dissector.Protocol.Name)]);
        throw UserError.Usage(Texts.Of(PictureTexts.NoProtocol, name, near));
    }

    private static HeaderView? InFrame(string name, DissectedFrame frame)
    {
        List<string> layers = [];
        for (int layer = 1; layer < frame.Layers.Length; layer++)
        {
            layers.Add(frame.Layers[layer].Protocol.Name);
            if (layers[^1] == name) return HeaderView.Of(frame, layer);
        }

        throw UserError.Usage(Texts.Of(PictureTexts.NotInFrame, frame.Info.Number, name, string.Join(", ", layers)));
    }
}
