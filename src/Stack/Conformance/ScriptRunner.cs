using NetStack.Bytes;
using NetStack.Conformance.Running;
using NetStack.Conformance.Syntax;
using NetStack.Conformance.UnderTest;
using NetStack.Tracing;

namespace NetStack.Conformance;

/// <summary>Runs scripts against this stack: a host with one interface and one address, on the virtual clock.</summary>
public static class ScriptRunner
{
    /// <summary>Where random numbers start unless told otherwise.</summary>
    public const ulong DefaultSeed = 1;

    /// <summary>The virtual time at which a script begins: the events of the stack bear times from here on.</summary>
    public static Timestamp StartOfTime => HostUnderTest.Start;

    /// <summary>The versions of IP that a script runs on: the one that it names, otherwise both.</summary>
    public static IReadOnlyList<IpFamily> FamiliesOf(Script script) => Option(script, "ip_version") switch
    {
        "ipv4" => [IpFamily.V4],
        "ipv6" => [IpFamily.V6],
        _ when IpAddress.TryParse(Option(script, "local_ip") ?? Option(script, "remote_ip") ?? "", out IpAddress address) => [address.Family],
        _ => [IpFamily.V4, IpFamily.V6],
    };

    /// <summary>Runs a script. The same script, version of IP and seed give the same result.</summary>
    /// <param name="script">The script.</param>
    /// <param name="family">The version of IP.</param>
    /// <param name="seed">Where the host's random numbers start.</param>
    /// <param name="events">Who is told all events of the stack, or null.</param>
    /// <param name="makeStack">Makes another stack to run it against; null for ours.</param>
    public static ScriptResult Run(Script script, IpFamily family, ulong seed = DefaultSeed, IEventSink? events = null,
        Func<StackSetup, IStackUnderTest>? makeStack = null)
    {
        RunSettings settings = new() { Family = family };
        ScriptFailure? failure = script.Events.IsEmpty ? ScriptFailure.At(new(1, 1), DrillReasons.Empty) : ApplyHead(script, ref settings);
        return failure is null ? new ScriptRun(script, settings, seed, events, makeStack).Run() : new(failure, [], [], default);
    }

    /// <summary>Option lines, and the settings before the first event: how the host is made.</summary>
    private static ScriptFailure? ApplyHead(Script script, ref RunSettings settings)
    {
        foreach (ScriptOption option in script.Options)
        {
            if (Apply(ref settings, option) is { } failure) return failure;
        }

        foreach (ScriptEvent item in script.Setup)
        {
            if (item.Action is not ScriptAction.Configure configure) continue;
            foreach (Setting setting in configure.Settings)
            {
                if (Apply(ref settings, setting, item.Position) is { } failure) return failure;
            }
        }

        return null;
    }

    private static ScriptFailure? Apply(ref RunSettings settings, ScriptOption option)
    {
        if (OptionTable.IsIgnored(option.Name)) return null;
        if (!OptionTable.Knows(option.Name)) return ScriptFailure.At(option.Position, DrillReasons.UnknownOption, option.Name);
        if (OptionTable.Apply(settings, option.Name, option.Value) is not { } changed)
            return ScriptFailure.At(option.Position, DrillReasons.BadSetting, option.Name, option.Value);
        settings = changed;
        return null;
    }

    private static ScriptFailure? Apply(ref RunSettings settings, Setting setting, ScriptPosition position)
    {
        if (SettingTable.IsIgnored(setting.Name)) return null;
        if (!SettingTable.Knows(setting.Name)) return ScriptFailure.At(position, DrillReasons.UnknownSetting, setting.Name);
        if (SettingTable.Apply(settings, setting) is not { } changed)
            return ScriptFailure.At(position, DrillReasons.BadSetting, setting.Name, setting.Value);
        settings = changed;
        return null;
    }

    /// <summary>The first setting that only this stack has (netstack.…): with it, a script cannot be run against another.</summary>
    public static Setting? OwnSettingOf(Script script) => script.Setup.Concat(script.Events)
        .Select(item => item.Action).OfType<ScriptAction.Configure>().SelectMany(configure => configure.Settings)
        .FirstOrDefault(setting => SettingTable.IsOwn(setting.Name));

    private static string? Option(Script script, string name)
    {
        foreach (ScriptOption option in script.Options)
        {
            if (option.Name == name) return option.Value;
        }

        return null;
    }
}
