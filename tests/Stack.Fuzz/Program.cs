using System.CommandLine;
using System.Globalization;
using NetStack.Fuzz;

const long TenMillion = 10_000_000;
Option<string> type = new("--type") { Description = "a protocol of the long tail, or all", DefaultValueFactory = _ => "all" };
Option<long> inputs = new("--inputs") { Description = "how many inputs", DefaultValueFactory = _ => TenMillion };
Option<ulong> seed = new("--seed") { Description = "where the sequence of damages starts", DefaultValueFactory = _ => 1 };
Option<string?> table = new("--table") { Description = "the file to write the table to" };

Command longTail = new("longtail", "Damaged headers for what PacketDotNet reads: who stands ten million is let in.") { type, inputs, seed, table };
longTail.SetAction(result =>
{
    string[] types = result.GetValue(type) is { } one and not "all" ? [one] : [.. Specimens.LongTail.Keys];
    List<Outcome> outcomes = [.. types.Select(name => Report.Show(Campaign.Run(name, result.GetValue(inputs), result.GetValue(seed))))];
    if (result.GetValue(table) is { } path) File.WriteAllText(path, Report.Table(outcomes));
    return outcomes.Any(outcome => outcome.Fault is not null) ? 1 : 0;
});

Command mutate = new("mutate", "Damaged real frames for the whole registry.") { inputs, seed };
mutate.SetAction(result =>
    Report.Show(Campaign.Run(Child.Everything, result.GetValue(inputs), result.GetValue(seed))).Fault is null ? 0 : 1);

if (args is ["child", var target, var count, var first])
    return Child.Run(target, long.Parse(count, CultureInfo.InvariantCulture), ulong.Parse(first, CultureInfo.InvariantCulture), AppContext.BaseDirectory);
return new RootCommand("Damaged inputs: nothing hangs, nothing throws, nothing grows without bound.") { longTail, mutate }.Parse(args).Invoke();
