using BenchmarkDotNet.Running;
using NetStack.Benchmarks.Compare;
using NetStack.Benchmarks.Hosts;
using NetStack.Benchmarks.Peers;
using NetStack.Benchmarks.Tap;
using NetStack.Benchmarks.Traffic;

namespace NetStack.Benchmarks;

/// <summary>Micro-benchmarks, and the comparison with other programs. The README says how to run both.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["compare", .. var options]:
                return CompareCommand.Run(options);
            case ["peer", var name, var file]: // one contestant, in a process of its own
                return PeerCommand.Run(name, file);
            case ["traffic", .. var options]: // one end of the recorded connections
                return TrafficCommand.Run(options);
            case ["hosts", .. var options]: // the stack itself: throughput, memory, curves
                return HostsCommand.Run(options);
            case ["compare-tap", .. var options]: // on a TAP device, beside the kernel and the raw device
                return CompareTapCommand.Run(options);
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
                return 0;
        }
    }
}
