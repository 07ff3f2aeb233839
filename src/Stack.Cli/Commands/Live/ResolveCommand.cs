using System.CommandLine;
using NetStack.Application.Dns;
using NetStack.Bytes;
using NetStack.Cli.Live;
using NetStack.Viz.Commands;
using NetStack.Viz.Values;

namespace NetStack.Cli.Commands.Live;

/// <summary><c>netstack resolve</c>: asks name servers, with our own resolver on our own host.</summary>
internal sealed class ResolveCommand : Command
{
    private readonly Argument<string> _name = new("NAME|ADDRESS") { Description = Texts.Of(LiveTexts.ResolveName) };
    private readonly Argument<string> _type = new("TYPE") { Description = Texts.Of(LiveTexts.ResolveType), DefaultValueFactory = _ => "" };
    private readonly StackOptions _stack = new();

    public ResolveCommand()
        : base("resolve", Texts.Of(LiveTexts.ResolveCommand))
    {
        Arguments.Add(_name);
        Arguments.Add(_type);
        _stack.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string name = parsed.GetRequiredValue(_name), type = parsed.GetValue(_type) ?? "";
        ushort[] types = type.Length > 0 ? [TypeOf(type)] : IpAddress.TryParse(name, out _) ? [DnsType.Ptr] : [DnsType.A, DnsType.Aaaa];
        StackRequest request = _stack.Read(parsed);
        using LiveHost live = new(request, LiveView.None);
        live.Start();
        live.AwaitAddress();
        DnsResolver resolver = HostNames.CreateResolver(live.Host, request.NameServers);
        bool isFound = false;
        foreach (ushort asked in types)
        {
            if (HostNames.Ask(live, resolver, name, asked) is not { } answer) return ExitCode.Failed;
            Show(live, name, answer);
            isFound |= answer.Outcome == DnsOutcome.Found;
        }

        live.Display.End();
        return isFound ? ExitCode.Done : ExitCode.Failed;
    }

    private static ushort TypeOf(string text)
    {
        foreach ((ulong number, string name) in DnsType.Names)
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase)) return (ushort)number;
        }

        return ushort.TryParse(text, out ushort value) ? value : throw UserError.Usage(Texts.Of(LiveTexts.NoSuchType, text));
    }

    private static void Show(LiveHost live, string name, DnsAnswer answer)
    {
        foreach (DnsRecord record in answer.Aliases.Concat(answer.Records))
        {
            string type = DnsType.Names.TryGetValue(record.Type, out string? known) ? known : $"TYPE{record.Type}";
            live.Display.Say(SafeText.Of($"{record.Name} {record.TimeToLive} {type} {DataOf(record)}"));
        }

        if (answer.Outcome != DnsOutcome.Found) live.Display.Say(Texts.Of(LiveTexts.ResolveNothing, SafeText.Of(name), answer.Outcome));
    }

    private static string DataOf(DnsRecord record)
    {
        if (record.Address.Family != IpFamily.None) return record.Address.ToString();
        if (record.Texts is { IsEmpty: false } texts) return string.Join(' ', texts.Select(static text => $"\"{text}\""));
        return (record.Type, record.Target) switch
        {
            (DnsType.Mx, { } target) => $"{record.Preference} {target}",
            (DnsType.Srv, { } target) => $"{record.Preference} {record.Weight} {record.Port} {target}",
            (_, { } target) => target.ToString(),
            _ => Convert.ToHexStringLower(record.Data.AsSpan()),
        };
    }
}
