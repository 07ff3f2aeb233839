using System.Collections.Concurrent;
using NetStack.Bytes;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;
using Xunit;

namespace NetStack.Tests.Kernel;

/// <summary>Our scripts hold for the Linux kernel too, but for what tests/conformance/KERNEL.md tells.</summary>
[Collection(KernelScriptCollection.Name)]
public sealed class KernelScriptTests
{
    /// <summary>NETSTACK_LIVE=all runs every script that the kernel can run; without it a sample runs, which does not take long.</summary>
    private const string Switch = "NETSTACK_LIVE";

    private const int AtOnce = 6, Tries = 3, OneOf = 4;
    private static readonly Duration Short = Duration.FromSeconds(2), Longest = Duration.FromSeconds(20);

    private static bool RunsAll => Environment.GetEnvironmentVariable(Switch) == "all";

    [Fact]
    public void Scripts_hold_for_the_kernel_but_for_those_in_the_table()
    {
        SkipUnlessItMayRun();
        string[] chosen = Choose();
        Assert.True(chosen.Length >= 50, $"{chosen.Length} scripts");
        ConcurrentBag<string> failures = [];
        Parallel.ForEach(Partitioner.Create(chosen, EnumerablePartitionerOptions.NoBuffering), new() { MaxDegreeOfParallelism = AtOnce }, name =>
        {
            if (RunSeveralTimes(name) is { } failure) failures.Add($"{name}: {failure}");
        });
        Assert.Empty(failures.Order());
    }

    [Fact]
    public void The_table_names_scripts_that_exist()
    {
        Assert.NotEmpty(KernelScripts.Different);
        Assert.Empty(KernelScripts.Different.Except(KernelScripts.All));
    }

    [Fact]
    public void The_table_names_scripts_that_the_kernel_can_run() =>
        Assert.Empty(KernelScripts.Different.Where(name => !IsForKernels(name, Longest)));

    /// <summary>A script of the table that holds is no difference: the table would be out of date. Differences may be a kernel's of
    /// another version, so that this is asked for.</summary>
    [Fact]
    public void Scripts_of_the_table_do_not_hold_for_the_kernel()
    {
        SkipUnlessItMayRun();
        Assert.SkipUnless(RunsAll, $"{Switch}=all runs this too");
        ConcurrentBag<string> hold = [];
        Parallel.ForEach(KernelScripts.Different, new() { MaxDegreeOfParallelism = AtOnce }, name =>
        {
            if (KernelScripts.Run(KernelScripts.Read(name)) is null) hold.Add(name);
        });
        Assert.Empty(hold.Order());
    }

    private static string[] Choose()
    {
        IEnumerable<string> same = KernelScripts.All.Where(name => !KernelScripts.Different.Contains(name));
        if (RunsAll) return [.. same.Where(name => IsForKernels(name, Longest))];
        return [.. same.Where(name => IsForKernels(name, Short)).Where((_, index) => index % OneOf == 0)];
    }

    /// <summary>It uses no switch of our own stack, and ends in time.</summary>
    private static bool IsForKernels(string name, Duration longest)
    {
        Script script = KernelScripts.Read(name);
        return ScriptRunner.OwnSettingOf(script) is null && KernelScripts.LengthOf(script) < longest;
    }

    /// <summary>A loaded machine may be late once.</summary>
    private static string? RunSeveralTimes(string name)
    {
        Script script = KernelScripts.Read(name);
        string? failure = null;
        for (int i = 0; i < Tries; i++)
        {
            failure = KernelScripts.Run(script);
            if (failure is null) return null;
        }

        return failure;
    }

    private static void SkipUnlessItMayRun()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "network namespaces are Linux's");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may make network namespaces: run the tests with sudo");
        Assert.SkipUnless(File.Exists("/dev/net/tun"), "this machine has no /dev/net/tun: sudo modprobe tun");
    }
}
