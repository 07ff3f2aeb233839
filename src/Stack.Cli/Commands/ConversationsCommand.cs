using System.CommandLine;
using NetStack.Cli.Output;
using NetStack.Dissection;
using NetStack.Viz.Commands;
using NetStack.Viz.Conversations;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack conversations</c>: who talked with whom, how much, and how it ended.</summary>
internal sealed class ConversationsCommand : Command
{
    private const string Forms = "table|json|csv";
    private readonly CaptureOptions _capture = new();
    private readonly Option<string> _form = new("-T")
    {
        HelpName = Forms, Description = Texts.Of(OverviewTexts.ConversationsForm), DefaultValueFactory = _ => "table",
    };

    private readonly Option<int> _limit = OverviewOptions.Limit(50);

    public ConversationsCommand()
        : base("conversations", Texts.Of(OverviewTexts.Conversations))
    {
        _capture.AddTo(this);
        Options.Add(_form);
        Options.Add(_limit);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string form = parsed.GetRequiredValue(_form);
        if (!Forms.Split('|').Contains(form))
            throw UserError.Usage(Texts.Of(DissectTexts.NoSuchForm, form, Forms.Replace("|", ", ", StringComparison.Ordinal)));
        StandardOutput output = new();
        CapturePass pass = new(_capture, parsed, output);
        HashSet<(byte Protocol, int Stream)> selected = []; // a filter selects the conversations of its frames
        DissectionSession session = pass.Run(frame => selected.Add((frame.Transport.Protocol, frame.Transport.Conversation)));
        ConversationsView view = ConversationsView.Of(session, (protocol, stream) => selected.Contains((protocol, stream)));
        if (form == "json") ConversationsData.WriteJson(output.Writer, view);
        else if (form == "csv") ConversationsData.WriteCsv(output.Writer, view);
        else PictureOutput.Print(ConversationsTerminal.Render(view, Texts.Catalogue, parsed.GetValue(_limit)), PictureOutput.TableColumns);
        output.Flush();
        return pass.Finish();
    }
}
