using System.CommandLine;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack dissect</c>: what is in the frames of a capture. Options mean what they mean in tshark.</summary>
internal sealed class DissectCommand : Command
{
    private readonly Argument<string> _file = new("FILE") { Description = "A capture file, or - for standard input." };
    private readonly Option<string> _form = new("-T") { HelpName = "summary|tree|json|ndjson|fields", Description = "The form of the output.", DefaultValueFactory = _ => "summary" };
    private readonly Option<string[]> _fields = Repeated("-e", "FIELD", "A field to print, for -T fields, json and ndjson.");
    private readonly Option<string[]> _format = Repeated("-E", "NAME=VALUE", "How -T fields prints: header=y, separator=, …");
    private readonly Option<string[]> _preferences = Repeated("-o", "NAME:VALUE", "A preference, by tshark's name.");
    private readonly Option<string[]> _decodeAs = Repeated("-d", "SELECTOR,PROTOCOL", "Dissect as: tcp.port==8888,http.");
    private readonly Option<string?> _filter = new("-Y") { HelpName = "FILTER", Description = "Only the frames that a display filter lets through." };
    private readonly Option<int?> _count = new("-c") { HelpName = "N", Description = "Stop after N frames." };
    private readonly Option<string?> _write = new("-w") { HelpName = "FILE", Description = "Write the frames to a capture file." };
    private readonly Option<bool> _twoPasses = new("-2") { Description = "Two passes: fields may look ahead." };

    public DissectCommand()
        : base("dissect", "What is in the frames of a capture, layer by layer.")
    {
        Arguments.Add(_file);
        foreach (Option option in (Option[])[_form, _fields, _format, _preferences, _decodeAs, _filter, _count, _write, _twoPasses])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed) => new DissectRun(new()
    {
        File = parsed.GetRequiredValue(_file),
        Form = parsed.GetRequiredValue(_form),
        Fields = parsed.GetValue(_fields) ?? [],
        Format = parsed.GetValue(_format) ?? [],
        Preferences = parsed.GetValue(_preferences) ?? [],
        DecodeAs = parsed.GetValue(_decodeAs) ?? [],
        Filter = parsed.GetValue(_filter),
        Count = parsed.GetValue(_count),
        WriteTo = parsed.GetValue(_write),
        TwoPasses = parsed.GetValue(_twoPasses),
    }).Run();

    private static Option<string[]> Repeated(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
