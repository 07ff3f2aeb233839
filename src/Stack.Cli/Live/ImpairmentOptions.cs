using System.CommandLine;
using NetStack.Simulation.Links;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Live;

/// <summary>What a link does to frames, as options: --loss 2% --delay 20ms …, the same both ways unless --back says otherwise.</summary>
internal sealed class ImpairmentOptions
{
    private readonly Option<string?>[] _options =
        [.. ImpairmentText.Names.Select(static name => new Option<string?>("--" + name) { HelpName = ExampleOf(name), Description = Texts.Of(LiveTexts.Impairment(name)) })];

    private readonly Option<string?> _back = new("--back") { HelpName = "\"loss 5% …\"", Description = Texts.Of(LiveTexts.Back) };
    private readonly Option<ulong> _seed = new("--seed") { HelpName = "N", Description = Texts.Of(LiveTexts.Seed), DefaultValueFactory = _ => 1 };

    public void AddTo(Command command)
    {
        foreach (Option option in _options) command.Options.Add(option);
        command.Options.Add(_back);
        command.Options.Add(_seed);
    }

    public ulong SeedOf(ParseResult parsed) => parsed.GetValue(_seed);

    /// <summary>What the options say of each direction; null when they say nothing.</summary>
    /// <exception cref="UserError">A value makes no sense.</exception>
    public (Impairments Forth, Impairments Back)? Read(ParseResult parsed)
    {
        Impairments forth = new();
        bool any = false;
        foreach (Option<string?> option in _options)
        {
            if (parsed.GetValue(option) is not { } value) continue;
            any = true;
            if (!ImpairmentText.TrySet(ref forth, option.Name.TrimStart('-'), value, out string reason))
                throw UserError.Usage($"{option.Name}: {Texts.Of(reason, value, string.Join(", ", ImpairmentText.Names))}");
        }

        Impairments back = forth with { Drops = [] }; // frames are counted in each direction by themselves
        if (parsed.GetValue(_back) is { } text)
        {
            any = true;
            if (!ImpairmentText.TryParse(text, out back, out ImpairmentError error))
                throw new UserError(ExitCode.Usage, $"--back: {Texts.Of(error.Reason, error.Token, string.Join(", ", ImpairmentText.Names))}",
                    $"  {text}\n  {new string(' ', error.At)}^");
        }

        return any ? (forth, back) : null;
    }

    private static string ExampleOf(string name) => name switch
    {
        "loss" => "2%", "delay" => "20ms", "jitter" => "5ms", "rate" => "10Mbit", "queue" => "100", "reorder" => "10%", "reorder-delay" => "5ms",
        "duplicate" => "5%", "corrupt" => "1%", "largest" => "1400", _ => "3,7",
    };
}
