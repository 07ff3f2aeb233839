using System.CommandLine;
using NetStack.Cli.Output;
using NetStack.Viz.Commands;
using NetStack.Viz.Fields;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack fields</c>: what can be filtered for and printed, and what it means.</summary>
internal sealed class FieldsCommand : Command
{
    private readonly Argument<string?> _pattern = new("PATTERN") { Description = Texts.Of(PictureTexts.Pattern), Arity = ArgumentArity.ZeroOrOne };

    public FieldsCommand()
        : base("fields", Texts.Of(PictureTexts.Fields))
    {
        Arguments.Add(_pattern);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string? pattern = parsed.GetValue(_pattern);
        FieldsView view = FieldsView.Of(KnownProtocols.Create(), pattern, Texts.Catalogue);
        if (view.Fields.IsEmpty) throw new UserError(ExitCode.Failed, Texts.Of(PictureTexts.NoField, pattern));
        if (Console.IsOutputRedirected) PrintLines(FieldsText.Lines(view, Texts.Catalogue));
        else PictureOutput.Print(FieldsText.Render(view, Texts.Catalogue, PictureOutput.Columns));
        return ExitCode.Done;
    }

    private static void PrintLines(IEnumerable<string> lines)
    {
        StandardOutput output = new();
        foreach (string line in lines)
        {
            output.Writer.Write(line);
            output.Writer.Write((byte)'\n');
            output.FlushWhenFull();
        }

        output.Flush();
    }
}
